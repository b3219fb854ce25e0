/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Preloaded: of the allocations that the program itself makes (not the libraries that it uses, some of which do not
 * outlive a failure) number FAIL_AT fails, or with FAIL_ON=1 that and all behind it. FAIL_AT=count says on standard
 * error how many there were. */
#define _GNU_SOURCE
#include <errno.h>
#include <link.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t n, size_t size);
void *__libc_realloc(void *old, size_t size);

static atomic_long allocations;
static long fail_at = -1;
static int fail_on;
static int counting;
static ElfW(Addr) program_start, program_end;

/* The first object is the program. */
static int find_program(struct dl_phdr_info *info, size_t size, void *context)
{
    (void)size;
    (void)context;
    for (int i = 0; i < info->dlpi_phnum; i++) {
        const ElfW(Phdr) *part = &info->dlpi_phdr[i];
        if (part->p_type == PT_LOAD && (part->p_flags & PF_X)) {
            program_start = info->dlpi_addr + part->p_vaddr;
            program_end = program_start + part->p_memsz;
        }
    }
    return 1;
}

__attribute__((constructor)) static void begin(void)
{
    const char *at = getenv("FAIL_AT");
    counting = at && strcmp(at, "count") == 0;
    fail_on = getenv("FAIL_ON") != NULL;
    (void)dl_iterate_phdr(find_program, NULL);
    allocations = 0;
    fail_at = at && !counting ? atol(at) : -1;
}

__attribute__((destructor)) static void end(void)
{
    if (counting) {
        (void)fprintf(stderr, "allocations %ld\n", (long)allocations);
    }
}

static int fails(const void *caller)
{
    ElfW(Addr) from = (ElfW(Addr))caller;
    if (from < program_start || from >= program_end) {
        return 0;
    }
    long number = atomic_fetch_add(&allocations, 1);
    if (fail_at < 0 || number < fail_at || (number > fail_at && !fail_on)) {
        return 0;
    }
    errno = ENOMEM;
    return 1;
}

void *malloc(size_t size)
{
    return fails(__builtin_return_address(0)) ? NULL : __libc_malloc(size);
}

void *calloc(size_t n, size_t size)
{
    return fails(__builtin_return_address(0)) ? NULL : __libc_calloc(n, size);
}

void *realloc(void *old, size_t size)
{
    return fails(__builtin_return_address(0)) ? NULL : __libc_realloc(old, size);
}
