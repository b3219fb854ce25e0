/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "corpus/read_archive.h"

#include "core/file.h"
#include "core/utf8.h"
#include "text/decode.h"

#include <archive.h>
#include <archive_entry.h>
#include <locale.h>
#include <sys/stat.h>

enum { BLOCK = 1 << 16, LONGEST_NAME = 4096 };

typedef struct unpacking {
    struct archive *archive;
    const gln_archive_sink *sink;
    uint64_t in;  /* bytes of the archive */
    uint64_t out; /* bytes it gave so far */
    uint64_t *total;
    gln_slice own; /* name of a member that has none */
    gln_buffer name;
    gln_buffer bytes;
    bool over; /* nothing more can be read */
} unpacking;

static gln_status refuse(unpacking *u, gln_slice name, const char *reason, const char *detail, gln_error *err)
{
    return u->sink->bad(u->sink->context, name, reason, detail, err);
}

/* The archive's name without folders and the last ending. */
static gln_slice name_inside(gln_slice name)
{
    gln_slice base = gln_path__base(name);
    size_t dot = base.len;
    while (dot > 0 && base.ptr[dot - 1] != '.') {
        dot--;
    }
    return dot > 1 ? gln_slice_sub(base, 0, dot - 1) : base;
}

/* The member's name in UTF-8: what is none is read as GB18030, as Chinese zip programs write it. */
static void take_name(unpacking *u, struct archive_entry *entry)
{
    const char *raw = archive_entry_pathname(entry);
    gln_slice name = gln_slice_of(raw ? raw : archive_entry_pathname_utf8(entry));
    const char *encoding;
    bool bom;
    size_t offset;
    gln_buffer__clear(&u->name);
    name = archive_format(u->archive) == ARCHIVE_FORMAT_RAW ? u->own : name;
    if (gln_utf8__valid(name, &offset)) {
        gln_buffer__put(&u->name, name);
    } else if (gln_text__decode(name, "GB18030", &u->name, &encoding, &bom, NULL) != GLN_OK) {
        gln_buffer__put_utf8(&u->name, name);
    }
}

/* Takes "./" off the front; false for names that lead out of the archive or cannot be a file's. */
static bool clean_name(gln_buffer *name)
{
    size_t from = 0;
    while (name->len - from >= 2 && name->data[from] == '.' && name->data[from + 1] == '/') {
        from += 2;
    }
    if (name->len == 0) {
        return false;
    }
    memmove(name->data, name->data + from, name->len - from);
    name->len -= from;
    gln_slice all = gln_buffer__slice(name);
    if (all.len == 0 || all.len > LONGEST_NAME || all.ptr[0] == '/' || all.ptr[0] == '\\' ||
        memchr(all.ptr, '\0', all.len) || (all.len > 1 && all.ptr[1] == ':')) {
        return false;
    }
    for (size_t start = 0; start <= all.len;) {
        size_t end = start;
        while (end < all.len && all.ptr[end] != '/' && all.ptr[end] != '\\') {
            end++;
        }
        if (end - start == 2 && all.ptr[start] == '.' && all.ptr[start + 1] == '.') {
            return false;
        }
        start = end + 1;
    }
    return true;
}

/* The member's bytes into u->bytes. *reason is NULL where all went well. */
static void read_bytes(unpacking *u, const char **reason, const char **detail)
{
    gln_buffer__clear(&u->bytes);
    for (;;) {
        if (!gln_buffer__reserve(&u->bytes, BLOCK)) {
            return;
        }
        ssize_t n = archive_read_data(u->archive, u->bytes.data + u->bytes.len, BLOCK);
        if (n == 0) {
            return;
        }
        if (n < 0) {
            const char *said = archive_error_string(u->archive);
            *reason = "archive";
            *detail = said && strstr(said, "ncrypt") ? "the member is encrypted"
                      : said                         ? said
                                                     : "the archive is damaged";
            u->over = n == ARCHIVE_FATAL && archive_format(u->archive) != ARCHIVE_FORMAT_ZIP;
            return;
        }
        u->bytes.len += (size_t)n;
        u->out += (uint64_t)n;
        *u->total += (uint64_t)n;
        if (u->bytes.len > GLN_ARCHIVE_MEMBER) {
            *reason = "archive";
            *detail = "the member is larger than 256 MiB";
            return;
        }
        bool ratio = u->out > GLN_ARCHIVE_FREE && u->out / GLN_ARCHIVE_RATIO > u->in;
        if (ratio || *u->total > GLN_ARCHIVE_TOTAL) {
            *reason = "archive";
            *detail = ratio ? "the archive unfolds to more than 250 times its size: the rest is left out"
                            : "the archive unfolds to more than 16 GiB: the rest is left out";
            u->over = true;
            return;
        }
    }
}

static gln_status read_member(unpacking *u, struct archive_entry *entry, gln_error *err)
{
    take_name(u, entry);
    if (u->name.failed) {
        return gln_error__nomem(err);
    }
    if (!clean_name(&u->name)) {
        return refuse(u, gln_buffer__slice(&u->name), "archive",
                      "the member's name leads out of the archive: it is left out", err);
    }
    gln_slice name = gln_buffer__slice(&u->name);
    bool file = archive_entry_filetype(entry) == AE_IFREG || archive_format(u->archive) == ARCHIVE_FORMAT_RAW;
    if (!file && archive_entry_filetype(entry) == AE_IFDIR) {
        return GLN_OK;
    }
    if (!file || archive_entry_hardlink(entry) || !u->sink->wants(u->sink->context, name)) {
        return GLN_OK;
    }
    if (archive_entry_is_encrypted(entry)) {
        return refuse(u, name, "archive", "the member is encrypted", err);
    }
    const char *reason = NULL;
    const char *detail = NULL;
    read_bytes(u, &reason, &detail);
    if (u->bytes.failed) {
        return gln_error__nomem(err);
    }
    return reason ? refuse(u, name, reason, detail, err)
                  : u->sink->member(u->sink->context, name, gln_buffer__slice(&u->bytes), err);
}

static gln_status read_members(unpacking *u, gln_error *err)
{
    gln_status status = GLN_OK;
    for (uint64_t n = 0; status == GLN_OK && !u->over; n++) {
        struct archive_entry *entry = NULL;
        int result = archive_read_next_header(u->archive, &entry);
        if (result == ARCHIVE_EOF) {
            break;
        }
        if (result == ARCHIVE_RETRY) {
            continue;
        }
        bool raw = archive_format(u->archive) == ARCHIVE_FORMAT_RAW;
        bool plain = raw && archive_filter_count(u->archive) <= 1;
        if (result == ARCHIVE_FATAL || plain || n >= GLN_ARCHIVE_MEMBERS) {
            const char *said = plain                      ? "it is no archive, or a damaged one"
                               : n >= GLN_ARCHIVE_MEMBERS ? "the archive has more than 4 million members"
                                                          : archive_error_string(u->archive);
            return refuse(u, GLN_LIT(""), "archive", said ? said : "the archive is damaged", err);
        }
        status = read_member(u, entry, err);
    }
    return status;
}

/* libarchive translates names that say they are UTF-8 to the locale's encoding, in which Chinese ones may have no form:
 * this thread has one that has them while an archive is read. */
typedef struct names_locale {
    locale_t own;
    locale_t before;
} names_locale;

static names_locale enter_locale(void)
{
    names_locale l = {newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0), (locale_t)0};
    if (l.own) {
        l.before = uselocale(l.own);
    }
    return l;
}

static void leave_locale(names_locale l)
{
    if (l.own) {
        (void)uselocale(l.before);
        freelocale(l.own);
    }
}

gln_status gln_archive__read(const char *path, gln_slice bytes, gln_slice name, uint64_t *total,
                             const gln_archive_sink *sink, gln_error *err)
{
    unpacking u = {.archive = archive_read_new(),
                   .sink = sink,
                   .in = bytes.len,
                   .total = total,
                   .own = name_inside(name),
                   .name = GLN_BUFFER_INIT,
                   .bytes = GLN_BUFFER_INIT};
    struct stat info;
    if (!u.archive) {
        return gln_error__nomem(err);
    }
    if (path && stat(path, &info) == 0) {
        u.in = (uint64_t)info.st_size;
    }
    names_locale locale = enter_locale();
    (void)archive_read_support_format_zip(u.archive);
    (void)archive_read_support_format_tar(u.archive);
    (void)archive_read_support_format_raw(u.archive);
    (void)archive_read_support_filter_gzip(u.archive);
    (void)archive_read_support_filter_bzip2(u.archive);
    (void)archive_read_support_filter_xz(u.archive);
    (void)archive_read_support_filter_zstd(u.archive);
    int result = path ? archive_read_open_filename(u.archive, path, BLOCK)
                      : archive_read_open_memory(u.archive, bytes.ptr, bytes.len);
    gln_status status = GLN_OK;
    if (result != ARCHIVE_OK) {
        const char *said = archive_error_string(u.archive);
        status = refuse(&u, GLN_LIT(""), "archive", said ? said : "the archive cannot be opened", err);
    } else {
        status = read_members(&u, err);
    }
    (void)archive_read_free(u.archive);
    leave_locale(locale);
    gln_buffer__free(&u.name);
    gln_buffer__free(&u.bytes);
    return status;
}
