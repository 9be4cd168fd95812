/* The page of a reader who gets mail about comments. It is no page kind: it is for one
 * reader, and never cached. */
#ifndef SITE_PAGES_PAGE_FOLLOW_H
#define SITE_PAGES_PAGE_FOLLOW_H

#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "site/comments/follow_change.h"
#include "site/core/site.h"

/* Adds the HTML of the page of a follower, 0 for one who follows nothing any longer, to
 * show after `done`. The site is opened for ROLE_LINK. ERR_TEMPLATE (discard what was
 * added), ERR_NOMEM, errors of the database. */
enum err page_follow_render(struct site *site, struct arena *a, int64_t follower,
    enum follow_action done, int64_t now, struct buf *out) MUST_USE;

#endif
