/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Build step: make_lexicon_image LEXICON.TSV FOLD.TSV CHARACTERS.TSV IMAGE. Needs no ICU, so it can run before anything
 * else is built. */
#include "core/file.h"
#include "text/lexicon_compile.h"

#include <stdio.h>

static gln_status make(char **argv, gln_buffer inputs[3], gln_buffer *image, gln_error *err)
{
    gln_lexicon_file files[3];
    gln_status status = GLN_OK;
    for (size_t i = 0; i < 3 && status == GLN_OK; i++) {
        status = gln_file__read(argv[i + 1], &inputs[i], err);
        files[i] = (gln_lexicon_file){gln_buffer__slice(&inputs[i]), argv[i + 1]};
    }
    if (status == GLN_OK) {
        status = gln_lexicon__compile_files(files[0], files[1], files[2], image, err);
    }
    gln_newfile file = GLN_NEWFILE_INIT;
    if (status == GLN_OK) {
        status = gln_newfile__open(&file, argv[4], err);
    }
    if (status == GLN_OK) {
        (void)fwrite(image->data, 1, image->len, file.stream); /* a failure is seen by the commit */
        status = gln_newfile__commit(&file, err);
    }
    return status;
}

int main(int argc, char **argv)
{
    if (argc != 5) {
        (void)fputs("usage: make_lexicon_image LEXICON.TSV FOLD.TSV CHARACTERS.TSV IMAGE\n", stderr);
        return 2;
    }
    gln_error err = GLN_ERROR_INIT;
    gln_buffer inputs[3] = {GLN_BUFFER_INIT, GLN_BUFFER_INIT, GLN_BUFFER_INIT};
    gln_buffer image = GLN_BUFFER_INIT;
    gln_status status = make(argv, inputs, &image, &err);
    if (status != GLN_OK) {
        char text[2048];
        (void)fprintf(stderr, "make_lexicon_image: %s\n", gln_error_text(&err, text, sizeof text));
    }
    for (size_t i = 0; i < 3; i++) {
        gln_buffer__free(&inputs[i]);
    }
    gln_buffer__free(&image);
    return status == GLN_OK ? 0 : 1;
}
