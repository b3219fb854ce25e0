/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/sha256.h"

#include <openssl/evp.h>
#include <stdlib.h>

static gln_status refused(gln_error *err)
{
    return gln_error_set(err, GLN_ERR_INTERNAL, "libcrypto refused to compute SHA-256");
}

gln_status gln_sha256__digest(gln_slice bytes, unsigned char out[GLN_SHA256_SIZE], gln_error *err)
{
    unsigned int n = 0;
    if (EVP_Digest(bytes.ptr ? bytes.ptr : "", bytes.len, out, &n, EVP_sha256(), NULL) != 1 || n != GLN_SHA256_SIZE) {
        return refused(err);
    }
    return GLN_OK;
}

struct gln_sha256 {
    EVP_MD_CTX *context;
};

gln_status gln_sha256__new(gln_sha256 **out, gln_error *err)
{
    gln_sha256 *sum = gln_memory__zeroed(1, sizeof *sum);
    if (!sum || !(sum->context = EVP_MD_CTX_new())) {
        gln_sha256__free(sum);
        return gln_error__nomem(err);
    }
    if (EVP_DigestInit_ex(sum->context, EVP_sha256(), NULL) != 1) {
        gln_sha256__free(sum);
        return refused(err);
    }
    *out = sum;
    return GLN_OK;
}

gln_status gln_sha256__add(gln_sha256 *sum, gln_slice bytes, gln_error *err)
{
    return bytes.len == 0 || EVP_DigestUpdate(sum->context, bytes.ptr, bytes.len) == 1 ? GLN_OK : refused(err);
}

gln_status gln_sha256__end(gln_sha256 *sum, unsigned char out[GLN_SHA256_SIZE], gln_error *err)
{
    unsigned int n = 0;
    return EVP_DigestFinal_ex(sum->context, out, &n) == 1 && n == GLN_SHA256_SIZE ? GLN_OK : refused(err);
}

void gln_sha256__free(gln_sha256 *sum)
{
    if (sum) {
        EVP_MD_CTX_free(sum->context);
        free(sum);
    }
}

void gln_sha256__hex(const unsigned char digest[GLN_SHA256_SIZE], char out[GLN_SHA256_HEX])
{
    static const char digits[] = "0123456789abcdef";
    for (size_t i = 0; i < GLN_SHA256_SIZE; i++) {
        out[2 * i] = digits[digest[i] >> 4];
        out[2 * i + 1] = digits[digest[i] & 15];
    }
    out[GLN_SHA256_HEX - 1] = '\0';
}
