/* A comment as a mail shows it. */
#ifndef SITE_MAIL_MAIL_COMMENT_H
#define SITE_MAIL_MAIL_COMMENT_H

#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "db/model/article.h"
#include "db/model/comment.h"
#include "site/core/site.h"
#include "site/mail/mail_message.h"
#include "view/view_mail.h"

/* What readers may know: author, website, time, article and text, everything in the
 * arena. The caller adds links, and what only the owner may know. `c` and `r` must live
 * as long. Errors of the database; ERR_NOMEM. */
enum err mail_comment_item(struct site *site, struct arena *a, const struct comment *c,
    const struct article *r, struct view_mail_item *out) MUST_USE;

/* The comment's absolute, permanent URL. NULL when out of memory. */
const char *mail_comment_url(const struct site *site, struct arena *a, int64_t id);

/* Renders the parts of a mail into *out, in the arena: subject, text and html. The
 * members about the site and its language are filled in. ERR_TEMPLATE, ERR_NOMEM. */
enum err mail_comment_render(const struct site *site, struct arena *a,
    struct view_mail *view, struct mail_message *out) MUST_USE;

#endif
