/* The last part of an address, made from a title. Rests on libunistring. */
#ifndef MARKUP_NAMES_SLUG_H
#define MARKUP_NAMES_SLUG_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/err.h"

/* Adds the slug of `title` to `out`: NFKC, case-folded; letters, their marks and digits
 * of every script are kept as they are ("Déjà vu" gives "déjà-vu"), apostrophes and
 * invisible characters vanish, a plus behind a word and a number sign at its end are
 * spoken ("C++" gives "c-plus-plus"), each run of anything else becomes one '-', none
 * of them at an end. At most LIMIT_SLUG bytes, cut at a grapheme. Adds nothing for a
 * title without a letter or digit: the caller has to think of something. ERR_SYNTAX
 * when it is not UTF-8. */
enum err slug_make(const char *title, struct buf *out) MUST_USE;

/* True when `s` is a slug that slug_make could have made, not empty. */
bool slug_is_valid(const char *s);

/* True when `s` is the first part of an address the blog uses itself, or all ASCII
 * digits (it could be a year, a month or the number of a page). */
bool slug_is_reserved(const char *s);

#endif
