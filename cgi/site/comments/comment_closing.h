/* Closing and opening comments by the owner's command: of one article, or of all. */
#ifndef SITE_COMMENTS_COMMENT_CLOSING_H
#define SITE_COMMENTS_COMMENT_CLOSING_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "site/core/closing.h"
#include "site/core/site.h"

/* What may be wrong with the sentence that readers see in place of the form. */
enum comment_closing_fault {
  COMMENT_CLOSING_FINE,
  COMMENT_CLOSING_LONG,      /* more than LIMIT_CLOSED_MESSAGE characters */
  COMMENT_CLOSING_CHARACTERS /* not one line of UTF-8, or as confusing as in a name */
};

/* The rules are those for the name of a commenter. "" is fine: the default sentence. */
enum comment_closing_fault comment_closing_check(const char *message);

/* Closes the comments of an article with a checked sentence. Repeated with another one,
 * it changes the sentence only. ERR_NOT_FOUND. */
enum err comment_close(
    struct site *site, int64_t article, const char *message) MUST_USE;

/* Opens them. *why tells what may keep them closed nevertheless at `now`.
 * ERR_NOT_FOUND.
 */
enum err comment_open(
    struct site *site, int64_t article, int64_t now, enum closing *why) MUST_USE;

/* Closes or opens the whole site. What was decided about single articles stays. */
enum err comment_close_all(
    struct site *site, bool closed, const char *message) MUST_USE;

#endif
