/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Build step: make_lexicon_image LEXICON.TSV FOLD.TSV IMAGE. Needs no ICU, so it can run before anything else is
 * built. */
#include "core/file.h"
#include "text/lexicon_compile.h"

#include <stdio.h>

static gln_status make(char **argv, gln_buffer *words, gln_buffer *folds, gln_buffer *image, gln_error *err)
{
    gln_status status = gln_file__read(argv[1], words, err);
    if (status == GLN_OK) {
        status = gln_file__read(argv[2], folds, err);
    }
    if (status == GLN_OK) {
        status = gln_lexicon__compile_files(gln_buffer__slice(words), argv[1], gln_buffer__slice(folds), argv[2], image,
                                            err);
    }
    gln_newfile file = GLN_NEWFILE_INIT;
    if (status == GLN_OK) {
        status = gln_newfile__open(&file, argv[3], err);
    }
    if (status == GLN_OK) {
        (void)fwrite(image->data, 1, image->len, file.stream); /* a failure is seen by the commit */
        status = gln_newfile__commit(&file, err);
    }
    return status;
}

int main(int argc, char **argv)
{
    if (argc != 4) {
        (void)fputs("usage: make_lexicon_image LEXICON.TSV FOLD.TSV IMAGE\n", stderr);
        return 2;
    }
    gln_error err = GLN_ERROR_INIT;
    gln_buffer words = GLN_BUFFER_INIT;
    gln_buffer folds = GLN_BUFFER_INIT;
    gln_buffer image = GLN_BUFFER_INIT;
    gln_status status = make(argv, &words, &folds, &image, &err);
    if (status != GLN_OK) {
        char text[2048];
        (void)fprintf(stderr, "make_lexicon_image: %s\n", gln_error_text(&err, text, sizeof text));
    }
    gln_buffer__free(&words);
    gln_buffer__free(&folds);
    gln_buffer__free(&image);
    return status == GLN_OK ? 0 : 1;
}
