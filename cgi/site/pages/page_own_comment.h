/* The page by which the sender of a comment changes or withdraws it (own_link.h). It is
 * no page kind: it is for one person, and never cached. */
#ifndef SITE_PAGES_PAGE_OWN_COMMENT_H
#define SITE_PAGES_PAGE_OWN_COMMENT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "site/comments/own_edit.h"
#include "site/core/site.h"

/* Each adds the HTML of a page. ERR_TEMPLATE (discard what was added), ERR_NOMEM,
 * errors of the database. */

/* The form, or the question before it is withdrawn, for a comment whose token is valid.
 * *status is that of the response: 200, or 410 if there is nothing to change any
 * more. */
enum err page_own_comment_render(struct site *site, struct arena *a, int64_t id,
    const char *token, bool withdraws, int64_t now, int *status,
    struct buf *out) MUST_USE;

/* After a form was sent: every result except the OWN_DONE of own_edit, for which there
 * is a comment to go to. */
enum err page_own_comment_render_outcome(struct site *site, struct arena *a, int64_t id,
    const char *token, bool withdraws, const struct own_outcome *o, int *status,
    struct buf *out) MUST_USE;

/* For a token that is not valid: ERR_SYNTAX, or ERR_GONE if its time is over. `kept` is
 * the text that was sent, or NULL. */
enum err page_own_comment_render_dead(struct site *site, struct arena *a, enum err why,
    const char *kept, struct buf *out) MUST_USE;

#endif
