/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is one issue: members of one newspaper, date and edition. A page or an article that does not name its newspaper
 * goes by its folder, and where files of the same folder and day name it, with them. What a file's group is depends on
 * the file, its path and its neighbours in the folder, so that more files change no issue's id. */
#include "corpus/corpus_parts.h"

#include "core/file.h"
#include "core/utf8.h"
#include "corpus/date_parse.h"

#include <stdlib.h>

/* ---- keys -------------------------------------------------------------------------------------------------------- */

static bool keep(gln_corpus *corpus, gln_slice *s)
{
    if (s->ptr) {
        *s = gln_arena__copy(&corpus->arena, *s);
        return s->ptr != NULL;
    }
    return true;
}

gln_status gln_corpus__group(gln_corpus *corpus, const gln_group *parts, gln_slice place, uint32_t *group,
                             gln_error *err)
{
    gln_buffer key = GLN_BUFFER_INIT;
    char edtf[GLN_DATE_SIZE];
    gln_buffer__puts(&key, parts->newspaper.ptr ? "newspaper" : "place");
    gln_buffer__byte(&key, '\0');
    gln_buffer__put(&key, parts->newspaper.ptr ? parts->newspaper : place);
    gln_buffer__byte(&key, '\0');
    gln_buffer__puts(&key, gln_date_edtf(parts->date, edtf));
    gln_buffer__byte(&key, '\0');
    gln_buffer__put(&key, parts->edition);
    size_t before = corpus->keys.count;
    uint32_t id = key.failed ? GLN_NO_ID : gln_intern__add(&corpus->keys, gln_buffer__slice(&key));
    gln_buffer__free(&key);
    gln_group *groups = id == GLN_NO_ID ? NULL
                                        : gln_memory__grown(corpus->groups, &corpus->groups_capacity,
                                                            corpus->keys.count, sizeof *corpus->groups);
    if (!groups) {
        return gln_error__nomem(err);
    }
    corpus->groups = groups;
    if (corpus->keys.count > before) {
        gln_group made = *parts;
        made.key = corpus->keys.items[id];
        made.n = 0;
        if (!keep(corpus, &made.newspaper) || !keep(corpus, &made.edition) || !keep(corpus, &made.said)) {
            return gln_error__nomem(err);
        }
        groups[id] = made;
    }
    *group = id;
    return GLN_OK;
}

/* Whether a folder's name is only numbers, as 2020, 09-26, 2020年9月, 01 or 第01版 are. */
static bool is_number(gln_slice name)
{
    bool digit = false;
    for (size_t at = 0; at < name.len;) {
        uint32_t c = gln_slice__next(name, &at);
        bool part = c == '-' || c == '_' || c == '.' || c == 0x5E74 || c == 0x6708 || c == 0x65E5 || c == 0x7B2C ||
                    c == 0x7248; /* 年月日第版 */
        digit = digit || gln_char__digit(c);
        if (!part && !gln_char__digit(c)) {
            return false;
        }
    }
    return digit;
}

gln_status gln_corpus__place(gln_slice shown, gln_buffer *out, gln_error *err)
{
    gln_slice dir = gln_path__dir(shown);
    gln_buffer__clear(out);
    for (size_t from = 0; from < dir.len;) {
        const char *slash = memchr(dir.ptr + from, '/', dir.len - from);
        size_t end = slash ? (size_t)(slash - dir.ptr) : dir.len;
        gln_slice part = gln_slice_sub(dir, from, end - from);
        if (!is_number(part)) {
            gln_buffer__puts(out, out->len ? "/" : "");
            gln_buffer__put(out, part);
        }
        from = end + 1;
    }
    return out->failed ? gln_error__nomem(err) : GLN_OK;
}

/* ---- dates in fields --------------------------------------------------------------------------------------------- */

static int month_named(gln_slice text, size_t at)
{
    static const char *const names[] = {"jan", "feb", "mar", "apr", "may", "jun",
                                        "jul", "aug", "sep", "oct", "nov", "dec"};
    for (int m = 0; m < 12; m++) {
        bool same = text.len - at >= 3;
        for (size_t i = 0; i < 3 && same; i++) {
            same = (text.ptr[at + i] | 32) == names[m][i];
        }
        if (same) {
            return m + 1;
        }
    }
    return 0;
}

/* 26-FEB-1987, 26 Sep 2020, Sep 26, 2020: a short month with numbers around it. */
static bool short_month(gln_slice text, gln_date *out)
{
    int numbers[3] = {0, 0, 0};
    int n = 0;
    int month = 0;
    for (size_t at = 0; at < text.len && n < 2;) {
        unsigned char c = (unsigned char)text.ptr[at];
        if (gln_char__digit(c)) {
            int value = 0;
            while (at < text.len && gln_char__digit((unsigned char)text.ptr[at]) && value < 10000) {
                value = value * 10 + (text.ptr[at++] - '0');
            }
            numbers[n++] = value;
        } else if (gln_char__letter(c)) {
            int named = month ? 0 : month_named(text, at);
            month = named ? named : month;
            while (at < text.len && gln_char__letter((unsigned char)text.ptr[at])) {
                at++;
            }
        } else {
            at++;
        }
    }
    int day = numbers[0] <= 31 ? numbers[0] : numbers[1];
    int year = numbers[0] <= 31 ? numbers[1] : numbers[0];
    gln_date date = {(int16_t)year, (int8_t)month, (int8_t)day};
    if (!month || n < 2 || day < 1 || day > 31 || year < 1600 || year > 2199 || !gln_date_valid(date)) {
        return false;
    }
    *out = date;
    return true;
}

bool gln_corpus__field_date(gln_slice text, gln_date *out)
{
    gln_date_mention mention;
    gln_date found;
    text = gln_slice__trim(text);
    text.len = text.len < 200 ? text.len : 200;
    size_t iso = 0; /* what may be 2020-09-26, with or without a time behind it */
    while (iso < text.len && iso < 10 &&
           (gln_char__digit((unsigned char)text.ptr[iso]) || text.ptr[iso] == '-' || text.ptr[iso] == 'X')) {
        iso++;
    }
    bool found_in_text = (iso == text.len || iso == 10) && gln_date__of_edtf(gln_slice_sub(text, 0, iso), &found);
    found_in_text = found_in_text || short_month(text, &found);
    if (!found_in_text && gln_date__find(text, 0, &mention)) {
        found = mention.date;
        found_in_text = found.month != 0;
    }
    if (found_in_text || gln_date__of_path(text, &found)) { /* 20200926, 2020 */
        *out = found;
        return true;
    }
    return false;
}

/* ---- pages and articles in files --------------------------------------------------------------------------------- */

/* A file that is a part of an issue, while its group is looked for. */
typedef struct part {
    size_t member;
    gln_slice folder;
    gln_slice place; /* the folder without its numbers: the same on every day */
    gln_slice newspaper;
    gln_slice basis;
    gln_slice edition;
    gln_slice said;
    gln_date date;
    gln_date_basis date_basis;
    uint32_t line;
} part;

/* What the masthead of the file says, in the corpus's arena. */
static gln_status look_inside(gln_corpus *corpus, const gln_corpus_file *file, part *p, gln_error *err)
{
    gln_arena arena = GLN_ARENA_INIT;
    gln_buffer bytes = GLN_BUFFER_INIT;
    gln_buffer text = GLN_BUFFER_INIT;
    gln_error cause = GLN_ERROR_INIT;
    const char *encoding;
    gln_issue issue;
    gln_file_facts facts = {.file = gln_slice_of(file->path), .sha256 = "", .unit = (gln_unit)file->unit};
    char none[65] = "";
    facts.sha256 = none;
    gln_status status = gln_corpus__bytes(corpus, file, &bytes, &cause);
    if (status == GLN_OK) {
        status = gln_corpus__text(corpus, file, gln_buffer__slice(&bytes), &text, &encoding, &cause);
    }
    if (status != GLN_OK) { /* it will be refused when it is read */
        status = status == GLN_ERR_NOMEM ? gln_error__nomem(err) : GLN_OK;
        goto done;
    }
    status = gln_issue__look(gln_buffer__slice(&text), &facts, &arena, &issue, err);
    if (status != GLN_OK) {
        goto done;
    }
    if (!p->newspaper.ptr && issue.newspaper.ptr) {
        p->newspaper = issue.newspaper;
        p->basis = issue.newspaper_basis;
        status = keep(corpus, &p->newspaper) ? GLN_OK : gln_error__nomem(err);
    }
    if (gln_date_full(issue.date) && p->date_basis != GLN_BASIS_MANIFEST) {
        p->date = issue.date;
        p->date_basis = issue.date_basis;
        p->line = issue.n_evidence ? issue.evidence[0].line : 0;
        p->said = issue.n_evidence ? issue.evidence[0].text : (gln_slice){NULL, 0};
        status = keep(corpus, &p->said) ? status : gln_error__nomem(err);
    }
done:
    gln_arena__clear(&arena);
    gln_buffer__free(&bytes);
    gln_buffer__free(&text);
    return status;
}

static gln_status find_part(gln_corpus *corpus, size_t member, gln_buffer *place, part *p, gln_error *err)
{
    const gln_corpus_file *file = &corpus->files[corpus->members[member].file];
    const gln_manifest_row *row = gln_corpus__row(corpus, file);
    gln_file_facts facts = {.file = gln_slice_of(file->path), .above = gln_corpus__above(corpus)};
    gln_date date;
    *p = (part){.member = member, .folder = gln_path__dir(gln_slice_of(file->path))};
    gln_status status = gln_corpus__place(gln_slice_of(file->path), place, err);
    if (status != GLN_OK) {
        return status;
    }
    p->place = gln_buffer__slice(place);
    p->place = p->place.len ? p->place : GLN_LIT("");
    if (!keep(corpus, &p->place)) {
        return gln_error__nomem(err);
    }
    if (gln_issue__path_date(&facts, &date)) {
        p->date = date;
        p->date_basis = GLN_BASIS_FILENAME;
        p->said = gln_slice_of(file->path);
    }
    if (row) {
        p->newspaper = row->newspaper;
        p->basis = row->newspaper.ptr ? GLN_LIT("manifest") : p->basis;
        p->edition = row->edition;
        if (gln_date_full(row->date)) {
            p->date = row->date;
            p->date_basis = GLN_BASIS_MANIFEST;
            p->said = GLN_LIT("manifest");
        }
    }
    bool settled = gln_date_full(p->date) &&
                   (file->unit == GLN_UNIT_ARTICLE || (p->date_basis == GLN_BASIS_MANIFEST && p->newspaper.ptr));
    return settled ? GLN_OK : look_inside(corpus, file, p, err);
}

static bool same_day(const part *a, const part *b)
{
    return gln_slice_equal(a->place, b->place) && a->date.year == b->date.year && a->date.month == b->date.month &&
           a->date.day == b->date.day && gln_slice_equal(a->edition, b->edition);
}

/* A part without a date is of the day of the part before it in its folder; one without a newspaper is of that of its
 * neighbours of the same folder and day, the one before it first. */
static void follow_neighbours(part *parts, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        part *p = &parts[i];
        const part *before = &parts[i - 1];
        if (!p->date.year && !p->date.month && gln_slice_equal(p->place, before->place)) {
            p->date = before->date;
            p->date_basis = before->date_basis;
            p->said = before->said;
            p->line = before->line;
        }
        if (!p->newspaper.ptr && before->newspaper.ptr && same_day(p, before)) {
            p->newspaper = before->newspaper;
            p->basis = before->basis;
        }
    }
    for (size_t i = n; i-- > 1;) {
        part *p = &parts[i - 1];
        if (!p->newspaper.ptr && parts[i].newspaper.ptr && same_day(p, &parts[i])) {
            p->newspaper = parts[i].newspaper;
            p->basis = parts[i].basis;
        }
    }
}

gln_status gln_corpus__group_files(gln_corpus *corpus, gln_error *err)
{
    size_t n = 0;
    for (size_t i = 0; i < corpus->n_members; i++) {
        n += corpus->members[i].at == GLN_NO_OFFSET;
    }
    if (n == 0) {
        return GLN_OK;
    }
    part *parts = gln_memory__array(n, sizeof *parts);
    gln_buffer bytes = GLN_BUFFER_INIT;
    gln_status status = parts ? GLN_OK : gln_error__nomem(err);
    n = 0;
    for (size_t i = 0; i < corpus->n_members && status == GLN_OK; i++) {
        if (corpus->members[i].at == GLN_NO_OFFSET) {
            status = gln_corpus__go_on(corpus, err);
            status = status == GLN_OK ? find_part(corpus, i, &bytes, &parts[n++], err) : status;
        }
    }
    if (status == GLN_OK) {
        follow_neighbours(parts, n);
    }
    for (size_t i = 0; i < n && status == GLN_OK; i++) {
        const part *p = &parts[i];
        gln_group group = {.newspaper = p->newspaper,
                           .newspaper_basis = p->basis,
                           .edition = p->edition,
                           .date = p->date,
                           .basis = p->date_basis,
                           .said = p->said,
                           .line = p->line};
        gln_slice place =
            gln_date_full(p->date) ? p->place : p->folder; /* else numbers are all that tells days apart */
        status = gln_corpus__group(corpus, &group, place, &corpus->members[p->member].group, err);
    }
    gln_buffer__free(&bytes);
    free(parts);
    return status;
}

/* ---- items ------------------------------------------------------------------------------------------------------- */

static int by_shown(const void *a, const void *b)
{
    const gln_refusal *x = a;
    const gln_refusal *y = b;
    int order = strcmp(x->path, y->path);
    order = order ? order : (x->line > y->line) - (x->line < y->line);
    return order ? order : strcmp(x->detail, y->detail);
}

/* Members in the order of their groups, which is that of the first member of each. */
static gln_status gather(gln_corpus *corpus, gln_error *err)
{
    gln_member *ordered = gln_memory__array(corpus->n_members, sizeof *ordered);
    uint32_t *starts = gln_memory__zeroed(corpus->keys.count + 1, sizeof *starts); /* by group, then its room */
    if (!ordered || !starts || corpus->n_members >= GLN_NO_ID) {
        free(ordered);
        free(starts);
        return gln_error__nomem(err);
    }
    for (size_t i = 0; i < corpus->n_members; i++) {
        corpus->groups[corpus->members[i].group].n++;
    }
    uint32_t next = 0;
    for (size_t i = 0; i < corpus->n_members; i++) {
        uint32_t group = corpus->members[i].group;
        if (starts[group] == 0) { /* the place + 1 */
            starts[group] = next + 1;
            next += corpus->groups[group].n;
        }
        ordered[starts[group]++ - 1] = corpus->members[i];
    }
    free(starts);
    free(corpus->members);
    corpus->members = ordered;
    corpus->members_capacity = corpus->n_members;
    return GLN_OK;
}

/* The items in the order of files and refusals, a group where its first file stands. */
gln_status gln_corpus__make_items(gln_corpus *corpus, gln_error *err)
{
    size_t most = corpus->n_refusals + corpus->keys.count;
    for (size_t i = 0; i < corpus->n_files; i++) {
        most += corpus->files[i].alone;
    }
    for (size_t i = 0; i < corpus->n_refusals; i++) {
        gln_slice shown = gln_corpus__shown(corpus, corpus->refusals[i].path);
        memmove(corpus->refusals[i].path, shown.ptr, shown.len + 1);
    }
    if (corpus->n_refusals > 1) {
        qsort(corpus->refusals, corpus->n_refusals, sizeof *corpus->refusals, by_shown);
    }
    gln_status status = gather(corpus, err);
    corpus->items = status == GLN_OK ? gln_memory__array(most, sizeof *corpus->items) : NULL;
    if (!corpus->items) {
        return status == GLN_OK ? gln_error__nomem(err) : status;
    }
    uint32_t refusal = 0;
    uint32_t member = 0;
    size_t n = 0;
    for (size_t i = 0; i <= corpus->n_files; i++) {
        const char *path = i < corpus->n_files ? corpus->files[i].path : NULL;
        while (refusal < corpus->n_refusals && (!path || strcmp(corpus->refusals[refusal].path, path) < 0)) {
            corpus->items[n++] = (gln_item){refusal++, 0, GLN_NO_ID};
        }
        if (path && corpus->files[i].alone) {
            corpus->items[n++] = (gln_item){(uint32_t)i, 1, GLN_NO_ID};
        }
        while (path && member < corpus->n_members && corpus->members[member].file == i) {
            uint32_t group = corpus->members[member].group;
            corpus->items[n++] = (gln_item){member, corpus->groups[group].n, group};
            member += corpus->groups[group].n;
        }
    }
    corpus->n_items = n;
    return GLN_OK;
}
