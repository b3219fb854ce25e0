/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reads two things out of the installed ICU, for make_lexicon.py:
 *
 *   extract_icu cjdict   every word of the Chinese/Japanese break dictionary: WORD<TAB>COST
 *   extract_icu fold     every Han character that ICU's Traditional-Simplified transform turns into
 *                        one other Han character: TRADITIONAL<TAB>SIMPLIFIED
 *
 * The dictionary is not in Debian's source package as text (the upstream tarball holds only compiled
 * data), so it is read from libicudata. Its layout is ICU's common/dictionarydata.h: eight 32-bit
 * indexes, [0] the offset of a UCharsTrie, [4] the kind of trie (1: UChars, +8: with values). The cost
 * is -log of a probability, in units that make_lexicon.py finds out; ICU adds costs along a path.
 *
 * Build: g++ -std=c++17 extract_icu.cc $(pkg-config --cflags --libs icu-i18n icu-uc) -licudata
 */
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <string>

#include <unicode/translit.h>
#include <unicode/uchar.h>
#include <unicode/ucharstrie.h>
#include <unicode/udata.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>
#include <unicode/utypes.h>
#include <unicode/uversion.h>

namespace
{

constexpr int kIndexTrie = 0;
constexpr int kIndexType = 4;
constexpr int kIndexCount = 8;
constexpr int kTypeMask = 7;
constexpr int kTypeUchars = 1;
constexpr int kHasValues = 8;

int fail(const char *what, UErrorCode code)
{
    std::fprintf(stderr, "extract_icu: %s: %s\n", what, u_errorName(code));
    return 1;
}

int print_cjdict()
{
    UErrorCode code = U_ZERO_ERROR;
    UDataMemory *memory = udata_open(U_ICUDATA_NAME "-brkitr", "dict", "cjdict", &code);
    if (U_FAILURE(code)) {
        return fail("cannot open ICU's dictionary brkitr/cjdict.dict", code);
    }
    const char *bytes = static_cast<const char *>(udata_getMemory(memory));
    int32_t indexes[kIndexCount];
    std::memcpy(indexes, bytes, sizeof indexes);
    if ((indexes[kIndexType] & kTypeMask) != kTypeUchars || !(indexes[kIndexType] & kHasValues)) {
        return fail("the dictionary is of an unknown kind", U_INVALID_FORMAT_ERROR);
    }
    icu::UCharsTrie::Iterator words(reinterpret_cast<const char16_t *>(bytes + indexes[kIndexTrie]), 0, code);
    while (words.next(code)) {
        std::string word;
        words.getString().toUTF8String(word);
        std::printf("%s\t%d\n", word.c_str(), static_cast<int>(words.getValue()));
    }
    udata_close(memory);
    return U_FAILURE(code) ? fail("reading the dictionary", code) : 0;
}

bool is_han(UChar32 c)
{
    UErrorCode code = U_ZERO_ERROR;
    return uscript_getScript(c, &code) == USCRIPT_HAN && u_charType(c) == U_OTHER_LETTER;
}

int print_fold()
{
    UErrorCode code = U_ZERO_ERROR;
    icu::Transliterator *transform =
        icu::Transliterator::createInstance("Traditional-Simplified", UTRANS_FORWARD, code);
    if (U_FAILURE(code)) {
        return fail("cannot make the transform Traditional-Simplified", code);
    }
    for (UChar32 c = 0x3400; c <= 0x2FA1F; c++) {
        if (!is_han(c)) {
            continue;
        }
        const icu::UnicodeString from(c);
        icu::UnicodeString to(from);
        transform->transliterate(to);
        if (to == from || to.countChar32() != 1 || !is_han(to.char32At(0))) {
            continue;
        }
        std::string a, b;
        from.toUTF8String(a);
        to.toUTF8String(b);
        std::printf("%s\t%s\n", a.c_str(), b.c_str());
    }
    delete transform;
    return 0;
}

} // namespace

int main(int argc, char **argv)
{
    if (argc == 2 && std::strcmp(argv[1], "cjdict") == 0) {
        return print_cjdict();
    }
    if (argc == 2 && std::strcmp(argv[1], "fold") == 0) {
        return print_fold();
    }
    if (argc == 2 && std::strcmp(argv[1], "version") == 0) {
        std::printf("%s\t%s\n", U_ICU_VERSION, U_UNICODE_VERSION);
        return 0;
    }
    std::fprintf(stderr, "usage: extract_icu cjdict | fold | version\n");
    return 2;
}
