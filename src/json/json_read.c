/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "json/json_read.h"

#include "core/memory.h"
#include "core/number.h"
#include "json/json_check.h"

#include <cjson/cJSON.h>
#include <math.h>
#include <stdlib.h>

struct gln_json_document {
    cJSON *root;
};

/* gln_json_node is cJSON by another name, so that no header of ours shows cJSON. */
static const cJSON *inner(const gln_json_node *node)
{
    return (const cJSON *)node;
}

static const gln_json_node *outer(const cJSON *item)
{
    return (const gln_json_node *)item;
}

gln_status gln_json__parse(gln_slice text, size_t max_bytes, gln_json_document **out, gln_error *err)
{
    size_t limit = max_bytes ? max_bytes : GLN_JSON_MAX_BYTES;
    if (text.len > limit) {
        return gln_error_set(err, GLN_ERR_FORMAT, "the JSON text has %zu bytes; at most %zu are read", text.len, limit);
    }
    size_t mark = gln_slice_starts(text, GLN_LIT("\xEF\xBB\xBF")) ? 3 : 0;
    gln_slice rest = text.len ? gln_slice_sub(text, mark, text.len - mark) : text;
    gln_error own = GLN_ERROR_INIT;
    gln_status status = gln_json__check(rest, &own);
    if (status != GLN_OK) {
        status = gln_error_set(err, status, "%s", own.message);
        gln_error_at(err, NULL, own.line, own.offset + mark);
        return status;
    }
    gln_json_document *document = gln_memory__zeroed(1, sizeof *document);
    if (!document) {
        return gln_error__nomem(err);
    }
    document->root = cJSON_ParseWithLength(rest.ptr, rest.len);
    if (!document->root) { /* the grammar was checked: only memory is left as a cause */
        free(document);
        return gln_error__nomem(err);
    }
    *out = document;
    return GLN_OK;
}

void gln_json__free(gln_json_document *document)
{
    if (document) {
        cJSON_Delete(document->root);
        free(document);
    }
}

const gln_json_node *gln_json__root(const gln_json_document *document)
{
    return outer(document->root);
}

gln_json_kind gln_json__kind(const gln_json_node *node)
{
    const cJSON *item = inner(node);
    if (!item) {
        return GLN_JSON_NONE;
    }
    if (cJSON_IsNull(item)) {
        return GLN_JSON_NULL;
    }
    if (cJSON_IsBool(item)) {
        return GLN_JSON_BOOLEAN;
    }
    if (cJSON_IsNumber(item)) {
        return GLN_JSON_NUMBER;
    }
    if (cJSON_IsString(item)) {
        return GLN_JSON_STRING;
    }
    return cJSON_IsArray(item) ? GLN_JSON_ARRAY : GLN_JSON_OBJECT;
}

const gln_json_node *gln_json__get(const gln_json_node *object, const char *name)
{
    return cJSON_IsObject(inner(object)) ? outer(cJSON_GetObjectItemCaseSensitive(inner(object), name)) : NULL;
}

const gln_json_node *gln_json__first(const gln_json_node *container)
{
    return container ? outer(inner(container)->child) : NULL;
}

const gln_json_node *gln_json__next(const gln_json_node *member)
{
    return member ? outer(inner(member)->next) : NULL;
}

size_t gln_json__length(const gln_json_node *container)
{
    size_t n = 0;
    for (const gln_json_node *at = gln_json__first(container); at; at = gln_json__next(at)) {
        n++;
    }
    return n;
}

gln_slice gln_json__name(const gln_json_node *member)
{
    return gln_slice_of(member ? inner(member)->string : NULL);
}

bool gln_json__string(const gln_json_node *node, gln_slice *out)
{
    if (!cJSON_IsString(inner(node))) {
        return false;
    }
    *out = gln_slice_of(inner(node)->valuestring); /* no NUL inside: the check refuses \u0000 */
    return true;
}

bool gln_json__number(const gln_json_node *node, double *out)
{
    if (!cJSON_IsNumber(inner(node)) || !isfinite(inner(node)->valuedouble)) {
        return false;
    }
    *out = inner(node)->valuedouble;
    return true;
}

bool gln_json__integer(const gln_json_node *node, uint64_t *out)
{
    gln_slice text;
    if (gln_json__string(node, &text)) {
        return gln_integer__parse(text, out);
    }
    double value;
    if (!gln_json__number(node, &value) || value < 0 || value > 9007199254740992.0 || floor(value) != value) {
        return false;
    }
    *out = (uint64_t)value;
    return true;
}

bool gln_json__boolean(const gln_json_node *node, bool *out)
{
    if (!cJSON_IsBool(inner(node))) {
        return false;
    }
    *out = cJSON_IsTrue(inner(node));
    return true;
}
