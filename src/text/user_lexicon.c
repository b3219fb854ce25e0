/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text/user_lexicon.h"

#include "core/file.h"
#include "core/intern.h"
#include "text/lexicon_base.h"
#include "text/lexicon_compile.h"
#include "text/normalize.h"
#include "text/trie.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/* The words of a readable file, normalized. */
typedef struct word_list {
    gln_intern set;
    gln_lexicon_entry *entries;
} word_list;

gln_status gln_lexicon_faults__tell(gln_lexicon_faults faults, const char *file, uint64_t line, const char *reason,
                                    gln_error *err)
{
    if (faults.fn) {
        faults.fn(faults.context, file, line, reason);
        return GLN_OK;
    }
    gln_status status = gln_error_set(err, GLN_ERR_FORMAT, "%s", reason);
    gln_error_at(err, file, line, GLN_NO_OFFSET);
    return status;
}

static gln_status add_word(word_list *list, const gln_lexicon_reader *reader, gln_slice word, gln_char_table *table,
                           gln_normal *normal, gln_lexicon_faults faults, gln_error *err)
{
    gln_status status = gln_text__normalize(table, word, true, normal, err);
    if (status != GLN_OK) {
        return status;
    }
    gln_slice term = gln_buffer__slice(&normal->text);
    if (term.len == 0 || memchr(term.ptr, ' ', term.len)) {
        return gln_lexicon_faults__tell(faults, reader->file, reader->line,
                                        "the word is nothing, or holds a space, once it is normalized", err);
    }
    if (memchr(term.ptr, ',', term.len)) {
        return gln_lexicon_faults__tell(faults, reader->file, reader->line,
                                        "a word holds a comma: columns are separated by tabs", err);
    }
    size_t before = list->set.count;
    if (gln_intern__add(&list->set, term) == GLN_NO_ID) {
        return gln_error__nomem(err);
    }
    if (list->set.count == before && faults.fn) {
        faults.fn(faults.context, reader->file, reader->line,
                  "the word stands in the file twice, as it is looked for: the first line counts");
    }
    return GLN_OK;
}

static gln_status read_words(gln_slice data, const char *file, gln_char_table *table, gln_lexicon_faults faults,
                             word_list *list, gln_error *err)
{
    gln_lexicon_reader reader = {data, file, 0, 0};
    gln_normal normal = GLN_NORMAL_INIT;
    gln_status status = GLN_OK;
    for (bool more = true; status == GLN_OK;) {
        gln_lexicon_entry entry = {{NULL, 0}, 0, {NULL, 0}, {NULL, 0}};
        gln_error line = GLN_ERROR_INIT;
        status = gln_lexicon__read(&reader, &entry, &more, &line);
        if (status == GLN_ERR_FORMAT) {
            status = gln_lexicon_faults__tell(faults, file, reader.line, line.message, err);
            gln_error_clear(&line);
            continue;
        }
        if (!more) {
            break;
        }
        status = add_word(list, &reader, entry.word, table, &normal, faults, err);
    }
    gln_normal__free(&normal);
    return status;
}

/* The image of a readable file's words. */
static gln_status build(gln_slice data, const char *file, gln_char_table *table, gln_lexicon_faults faults,
                        gln_buffer *image, gln_error *err)
{
    if (gln_lexicon__is_base(data)) {
        return gln_lexicon__build_base(data, file, table->lexicon, faults, image, err);
    }
    word_list list = {.entries = NULL};
    unsigned char digest[GLN_SHA256_SIZE];
    char sha256[GLN_SHA256_HEX];
    gln_status status = gln_sha256__digest(data, digest, err);
    if (status == GLN_OK && faults.fn && gln_slice__trim(data).len == 0) {
        faults.fn(faults.context, file, 1, "the file is empty: a lexicon has a word a line");
    }
    if (status == GLN_OK) {
        gln_sha256__hex(digest, sha256);
        status = read_words(data, file, table, faults, &list, err);
    }
    if (status == GLN_OK) {
        list.entries = gln_memory__zeroed(list.set.count, sizeof *list.entries);
        status = list.entries ? GLN_OK : gln_error__nomem(err);
    }
    if (status == GLN_OK) {
        for (size_t i = 0; i < list.set.count; i++) {
            list.entries[i].word = list.set.items[i];
        }
        gln_lexicon_input input = {.entries = list.entries,
                                   .n_entries = list.set.count,
                                   .sha256 = sha256,
                                   .purpose = GLN_LEXICON_USER,
                                   .keeps_script = table->keep_script};
        status = gln_lexicon__compile(&input, image, err);
        if (status != GLN_OK) {
            gln_error_at(err, file, GLN_NO_LINE, GLN_NO_OFFSET);
        }
    }
    gln_intern__clear(&list.set);
    free(list.entries);
    return status;
}

/* Maps the file if it is an image; nothing is done where it is none or cannot be opened. */
static gln_status map_image(gln_user_lexicon *user, const char *file, gln_error *err)
{
    char magic[sizeof GLN_LEXICON_MAGIC - 1];
    struct stat info;
    int fd = open(file, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        return GLN_OK;
    }
    gln_status status = GLN_OK;
    bool regular = fstat(fd, &info) == 0 && S_ISREG(info.st_mode) && info.st_size >= (off_t)sizeof magic;
    if (regular && pread(fd, magic, sizeof magic, 0) == (ssize_t)sizeof magic &&
        memcmp(magic, GLN_LEXICON_MAGIC, sizeof magic) == 0) {
        size_t len = (size_t)info.st_size;
        void *at = mmap(NULL, len, PROT_READ, MAP_PRIVATE | MAP_POPULATE, fd, 0);
        if (at == MAP_FAILED) {
            status = gln_error_set(err, GLN_ERR_IO, "the compiled lexicon cannot be mapped: %s", strerror(errno));
            gln_error_at(err, file, GLN_NO_LINE, GLN_NO_OFFSET);
        } else {
            user->mapped = at;
            user->mapped_len = len;
        }
    }
    (void)close(fd);
    return status;
}

/* The lexicon's codes by code point. */
static gln_status spread_codes(gln_user_lexicon *user, gln_error *err)
{
    for (uint32_t i = 0; i < user->lexicon.n_chars; i++) {
        gln_lexicon_pair pair = user->lexicon.chars[i];
        uint16_t **block = &user->codes[pair.from >> 8];
        if (!*block) {
            *block = gln_memory__zeroed(GLN_BLOCK, sizeof **block);
            if (!*block) {
                return gln_error__nomem(err);
            }
        }
        (*block)[pair.from & 0xFF] = (uint16_t)pair.to;
    }
    return GLN_OK;
}

static gln_status check_purpose(const gln_user_lexicon *user, const gln_char_table *table, gln_error *err)
{
    const gln_lexicon *lexicon = &user->lexicon;
    if (lexicon->purpose == GLN_LEXICON_USER && lexicon->keeps_script != table->keep_script) {
        return gln_error_set(
            err, GLN_ERR_FORMAT,
            "the compiled lexicon cannot be used: it was made %s folding traditional characters, and the "
            "analysis goes the other way (--script)",
            lexicon->keeps_script ? "without" : "for");
    }
    if (lexicon->n_chars && lexicon->chars[lexicon->n_chars - 1].from > 0x10FFFF) {
        return gln_error_set(err, GLN_ERR_FORMAT, "the compiled lexicon cannot be used: it holds what is no character");
    }
    return GLN_OK;
}

gln_status gln_user_lexicon__load(gln_user_lexicon *user, const char *file, gln_char_table *table,
                                  gln_lexicon_faults faults, gln_error *err)
{
    gln_buffer data = GLN_BUFFER_INIT;
    gln_status status = map_image(user, file, err);
    if (status == GLN_OK && !user->mapped) {
        status = gln_file__read(file, &data, err);
        if (status == GLN_OK) {
            status = build(gln_buffer__slice(&data), file, table, faults, &user->built, err);
        }
        gln_buffer__free(&data);
    }
    if (status == GLN_OK) {
        gln_slice image = user->mapped ? (gln_slice){user->mapped, user->mapped_len} : gln_buffer__slice(&user->built);
        status = gln_lexicon__open(image, &user->lexicon, err);
        if (status == GLN_OK) {
            status = check_purpose(user, table, err);
        }
        if (status != GLN_OK) {
            gln_error_at(err, file, GLN_NO_LINE, GLN_NO_OFFSET);
        }
    }
    if (status == GLN_OK && user->lexicon.purpose == GLN_LEXICON_USER) {
        status = spread_codes(user, err);
    }
    if (status == GLN_OK) {
        memcpy(user->sha256, user->lexicon.sha256, GLN_SHA256_HEX);
        user->name = gln_memory__string(gln_path__base(gln_slice_of(file)));
        status = user->name ? GLN_OK : gln_error__nomem(err);
    }
    return status;
}

void gln_user_lexicon__clear(gln_user_lexicon *user)
{
    free(user->name);
    gln_buffer__free(&user->built);
    if (user->mapped) {
        (void)munmap(user->mapped, user->mapped_len);
    }
    for (size_t i = 0; i < GLN_N_BLOCKS; i++) {
        free(user->codes[i]);
    }
}

bool gln_user_lexicon__has(const gln_user_lexicon *user, gln_slice word)
{
    uint32_t node = 0;
    for (size_t at = 0; at < word.len;) {
        uint32_t code = gln_user_lexicon__code(user, gln_utf8__next(word.ptr, &at));
        node = code ? gln_trie__step(user->lexicon.nodes, node, code) : 0;
        if (node == 0) {
            return false;
        }
    }
    return node && gln_trie__value(user->lexicon.nodes[node]) != GLN_TRIE_NO_WORD;
}

gln_status gln_lexicon_compile(const char *from, const char *to, bool keep_script, gln_lexicon_fault_fn fn,
                               void *context, gln_lexicon_info *info, gln_error *err)
{
    gln_buffer data = GLN_BUFFER_INIT;
    gln_buffer image = GLN_BUFFER_INIT;
    gln_lexicon shipped;
    gln_lexicon made;
    gln_newfile file = GLN_NEWFILE_INIT;
    gln_lexicon_faults faults = {fn, context};
    gln_char_table *table = gln_memory__zeroed(1, sizeof *table);
    gln_status status = table ? gln_lexicon__open(gln_lexicon__embedded(), &shipped, err) : gln_error__nomem(err);
    if (status == GLN_OK) {
        status = gln_char_table__init(table, &shipped, keep_script, err);
    }
    if (status == GLN_OK) {
        status = gln_file__read(from, &data, err);
    }
    if (status == GLN_OK) {
        status = build(gln_buffer__slice(&data), from, table, faults, &image, err);
    }
    if (status == GLN_OK) {
        status = gln_lexicon__open(gln_buffer__slice(&image), &made, err);
    }
    if (status == GLN_OK) {
        status = gln_newfile__open(&file, to, err);
    }
    if (status == GLN_OK) {
        (void)fwrite(image.data, 1, image.len, file.stream); /* a failure is seen by the commit */
        status = gln_newfile__commit(&file, err);
    }
    if (status == GLN_OK && info) {
        *info = (gln_lexicon_info){to, "", made.n_words};
    }
    gln_newfile__discard(&file);
    gln_buffer__free(&data);
    gln_buffer__free(&image);
    if (table) {
        gln_char_table__clear(table);
    }
    free(table);
    return status;
}
