/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SHA-256 (FIPS 180-4) through OpenSSL's libcrypto, which only this file includes. */
#ifndef GLN_CORE_SHA256_H
#define GLN_CORE_SHA256_H

#include "core/memory.h"

enum { GLN_SHA256_SIZE = 32, GLN_SHA256_HEX = 65 };

/* The digest of the bytes. */
GLN_MUST_USE gln_status gln_sha256__digest(gln_slice bytes, unsigned char out[GLN_SHA256_SIZE], gln_error *err);

/* 64 lower-case hexadecimal digits, terminated. */
void gln_sha256__hex(const unsigned char digest[GLN_SHA256_SIZE], char out[GLN_SHA256_HEX]);

#endif
