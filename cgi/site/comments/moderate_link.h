/* Links by which the owner moderates one comment, for the mails about it. Who has the
 * link needs no password: it works for its comment only, and for 30 days. */
#ifndef SITE_COMMENTS_MODERATE_LINK_H
#define SITE_COMMENTS_MODERATE_LINK_H

#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "site/core/site.h"

/* The path of the page to which the links lead. */
#define MODERATE_LINK_PATH "/comment/moderate/"

/* What a link suggests. The page shows the comment first and asks; nothing happens
 * before somebody has answered. */
enum moderate_action {
  MODERATE_NONE, /* shows all buttons */
  MODERATE_APPROVE,
  MODERATE_SPAM,
  MODERATE_TRASH,
  MODERATE_REPLY,
  MODERATE_HOLD /* only offered to undo an approval */
};

/* The name of an action in links and forms: "approve", ...; "" for MODERATE_NONE. */
const char *moderate_action_name(enum moderate_action action);

/* The action of that name; MODERATE_NONE for NULL and for unknown names. */
enum moderate_action moderate_action_find(const char *name);

/* The absolute URL for the comment `id`, in the arena; the site of any role. NULL when
 * out of memory. */
const char *moderate_link(const struct site *site, struct arena *a, int64_t id,
    enum moderate_action action, int64_t now);

/* The token alone, in the arena. NULL when out of memory. */
const char *moderate_link_token(
    const struct site *site, struct arena *a, int64_t id, int64_t now);

/* The comment of a link's token. ERR_GONE, also with *id, if it has expired at `now`;
 * ERR_SYNTAX if it is NULL or not genuine. */
enum err moderate_link_check(
    const struct site *site, const char *token, int64_t now, int64_t *id) MUST_USE;

#endif
