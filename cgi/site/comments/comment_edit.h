/* Changing the texts of a comment, from the command line. */
#ifndef SITE_COMMENTS_COMMENT_EDIT_H
#define SITE_COMMENTS_COMMENT_EDIT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "site/comments/comment_fault.h"
#include "site/core/site.h"

/* The new texts, each NULL if it stays: UTF-8 with LF line ends. */
struct comment_changes {
  const char *author, *url, *source;
  const char *was; /* the source as the person saw it who changed it; NULL: any */
};

/* Changes a comment, and the pages that show it. Its status, the reason for that, its
 * date and its private data stay, and an import does not rewrite it any more. *changed
 * is false if it was like that already.
 *
 * ERR_NOT_FOUND; ERR_INVALID, with a *fault, if a text is refused, or without one if it
 * contains control characters; ERR_EXISTS if the source is no longer what it `was`. */
enum err comment_edit(struct site *site, struct arena *a, int64_t id,
    const struct comment_changes *changes, int64_t now, enum comment_fault *fault,
    bool *changed) MUST_USE;

#endif
