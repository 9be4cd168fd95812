/* Names that readers take for the same. */
#ifndef MARKUP_NAMES_NAME_FOLD_H
#define MARKUP_NAMES_NAME_FOLD_H

#include "base/buf.h"
#include "base/err.h"

/* Appends what a name looks like: without case, accents, spaces, punctuation and
 * invisible characters; letters of other scripts that look like Latin ones are these,
 * as are 0, 1 and l. Two names look the same if the results are equal, whatever they
 * are; a result is no name to show. "" if nothing is left. ERR_SYNTAX if the name is
 * not UTF-8; ERR_NOMEM. */
enum err name_fold(struct buf *out, const char *name) MUST_USE;

#endif
