/* A reply to a reader by the author of the article, from the command line. */
#ifndef SITE_COMMENTS_COMMENT_REPLY_H
#define SITE_COMMENTS_COMMENT_REPLY_H

#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "site/comments/comment_fault.h"
#include "site/core/site.h"

/* Adds a reply to the comment `parent`, in the name of the author of its article and
 * marked as such. It is approved at once, and so is a parent that was held; no rule or
 * limit applies, and the article may be closed. `text` is as in the form: UTF-8 with LF
 * line ends. *id is that of the reply.
 *
 * ERR_NOT_FOUND if there is no such comment; ERR_GONE if it is spam or in the trash;
 * ERR_INVALID, with a *fault, if the text is refused, or without one if it contains
 * control characters; ERR_EXISTS if the article has this reply already. */
enum err comment_reply(struct site *site, struct arena *a, int64_t parent,
    const char *text, int64_t now, enum comment_fault *fault, int64_t *id) MUST_USE;

#endif
