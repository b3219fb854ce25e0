/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/sha256.h"

#include <openssl/evp.h>

gln_status gln_sha256__digest(gln_slice bytes, unsigned char out[GLN_SHA256_SIZE], gln_error *err)
{
    unsigned int n = 0;
    if (EVP_Digest(bytes.ptr ? bytes.ptr : "", bytes.len, out, &n, EVP_sha256(), NULL) != 1 || n != GLN_SHA256_SIZE) {
        return gln_error_set(err, GLN_ERR_INTERNAL, "libcrypto refused to compute SHA-256");
    }
    return GLN_OK;
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
