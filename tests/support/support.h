/* Helpers for all unit tests. */
#ifndef S_SUPPORT_SUPPORT_H
#define S_SUPPORT_SUPPORT_H

/* cmocka wants these before its own header. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/err.h"

/* Asserts an error by its name, so that a failure reads well. */
#define assert_err(got, want) assert_string_equal(err_name(got), err_name(want))

/* Creates an empty folder, which is removed when the program ends. The caller frees the
 * name. */
char *support_folder(void);

/* Removes a folder and its contents. */
void support_remove(const char *folder);

/* Returns the text of a buffer and empties the buffer. The caller frees the text. */
char *support_take(struct buf *b);

/* Appends what a gzip file contains. False if the file is incomplete. */
bool support_gunzip(const struct buf *packed, struct buf *out);

/* Writes `text` to `folder`/`name`. */
void support_write(const char *folder, const char *name, const char *text);

/* Redirects `stream`, standard output or standard error, to a file while `act` runs,
 * and returns what was written to it. Valid until the next call. */
typedef void support_act(void *context);
const char *support_written(FILE *stream, support_act *act, void *context);

/* Runs `act` and returns what it wrote to `stream`, while the other of the two streams
 * is captured as well and ignored: neither is a terminal. A failed assertion in `act`
 * would be captured too, so it belongs after the call. */
const char *support_written_only(FILE *stream, support_act *act, void *context);

#endif
