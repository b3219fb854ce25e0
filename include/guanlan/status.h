/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file
 * Status codes and errors: how every fallible function of the library answers.
 *
 * A fallible function returns a gln_status and takes a gln_error pointer last. The pointer may be NULL. The error keeps
 * the *first* cause that was set on it, with the file, line or byte offset where there is one; later causes are
 * dropped, so an error is reported where it arose. The library never exits, prints or aborts.
 */
#ifndef GUANLAN_STATUS_H
#define GUANLAN_STATUS_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define GLN_MUST_USE __attribute__((warn_unused_result))
#define GLN_PRINTF(fmt, args) __attribute__((format(printf, fmt, args)))
#define GLN_API __attribute__((visibility("default")))
#else
#define GLN_MUST_USE
#define GLN_PRINTF(fmt, args)
#define GLN_API
#endif

/** What became of a call. */
typedef enum gln_status {
    GLN_OK = 0,
    GLN_ERR_USAGE,       /**< an argument or option that cannot be used */
    GLN_ERR_NOMEM,       /**< memory ran out, or a size would overflow */
    GLN_ERR_IO,          /**< the system refused to open, read or write */
    GLN_ERR_FORMAT,      /**< input is not what it claims to be */
    GLN_ERR_ENCODING,    /**< bytes that do not decode; the error's offset says where */
    GLN_ERR_RANGE,       /**< a number outside the domain of the function */
    GLN_ERR_INTERRUPTED, /**< the caller asked to stop */
    GLN_ERR_INTERNAL,    /**< a library underneath failed without a cause of ours */
} gln_status;

/** Where no line or offset is known. Lines count from 1. */
#define GLN_NO_LINE UINT64_C(0)
#define GLN_NO_OFFSET UINT64_MAX

/** The first cause of a failure. Lives in the caller's storage; start it with GLN_ERROR_INIT. */
typedef struct gln_error {
    gln_status status;
    uint64_t line;     /**< 1-based, or GLN_NO_LINE */
    uint64_t offset;   /**< byte offset, or GLN_NO_OFFSET */
    char file[1024];   /**< file the cause lies in, or "" */
    char message[512]; /**< one sentence in English without a final stop; says what to do where that is known */
} gln_error;

#define GLN_ERROR_INIT                                                                                                 \
    {                                                                                                                  \
        GLN_OK, GLN_NO_LINE, GLN_NO_OFFSET, "", ""                                                                     \
    }

/** Clears an error for another use. NULL is fine. */
GLN_API void gln_error_clear(gln_error *err);

/** Sets the cause unless one is set already; returns status, so that `return gln_error_set(...)` reads well. */
GLN_API gln_status gln_error_set(gln_error *err, gln_status status, const char *format, ...) GLN_PRINTF(3, 4);

/** Adds the place to the cause, each part only where none is known yet. file may be NULL. */
GLN_API void gln_error_at(gln_error *err, const char *file, uint64_t line, uint64_t offset);

/** "file:line: message (byte offset)" into out, always terminated. Returns out. */
GLN_API const char *gln_error_text(const gln_error *err, char *out, size_t out_size);

/** The status as a short lower-case word ("io", "format"); never NULL. */
GLN_API const char *gln_status_name(gln_status status);

#ifdef __cplusplus
}
#endif

#endif
