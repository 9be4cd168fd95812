/* What the unit tests share. */
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

/* A new empty folder, removed when the program ends; the caller frees the name. */
char *support_folder(void);

/* Removes a folder and all in it. */
void support_remove(const char *folder);

/* The text of a buffer, which is empty then; the caller frees it. */
char *support_take(struct buf *b);

/* Writes `text` to `folder`/`name`. */
void support_write(const char *folder, const char *name, const char *text);

/* What `act` writes to standard output or standard error, `stream`, which is a file
 * meanwhile; valid until the next call. */
typedef void support_act(void *context);
const char *support_written(FILE *stream, support_act *act, void *context);

#endif
