/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SHA-256 (FIPS 180-4) through OpenSSL's libcrypto, which only this file includes. */
#ifndef GLN_CORE_SHA256_H
#define GLN_CORE_SHA256_H

#include "core/memory.h"

enum { GLN_SHA256_SIZE = 32, GLN_SHA256_HEX = 65 };

/* The digest of the bytes. */
GLN_MUST_USE gln_status gln_sha256__digest(gln_slice bytes, unsigned char out[GLN_SHA256_SIZE], gln_error *err);

/* The digest of bytes that come in parts; gln_sha256__free(NULL) is fine. */
typedef struct gln_sha256 gln_sha256;
GLN_MUST_USE gln_status gln_sha256__new(gln_sha256 **out, gln_error *err);
GLN_MUST_USE gln_status gln_sha256__add(gln_sha256 *sum, gln_slice bytes, gln_error *err);
GLN_MUST_USE gln_status gln_sha256__end(gln_sha256 *sum, unsigned char out[GLN_SHA256_SIZE], gln_error *err);
void gln_sha256__free(gln_sha256 *sum);

/* 64 lower-case hexadecimal digits, terminated. */
void gln_sha256__hex(const unsigned char digest[GLN_SHA256_SIZE], char out[GLN_SHA256_HEX]);

#endif
