/* What a reader does on the page about mail, or by its unsubscribe link. */
#ifndef SITE_COMMENTS_FOLLOW_CHANGE_H
#define SITE_COMMENTS_FOLLOW_CHANGE_H

#include <stdint.h>

#include "base/err.h"
#include "site/core/site.h"

enum follow_action {
  FOLLOW_LOOK, /* nothing */
  FOLLOW_CONFIRM,
  FOLLOW_STOP, /* one of them */
  FOLLOW_STOP_ALL,
  FOLLOW_REFUSE, /* all, and whatever is asked for later */
  FOLLOW_ACCEPT  /* the opposite */
};

/* Does it for a follower whose link was checked. `follow` is the one to stop. Doing the
 * same twice is no error. The site is opened for ROLE_LINK. Errors of txn_write. */
enum err follow_change(struct site *site, int64_t follower, enum follow_action action,
    int64_t follow, int64_t now) MUST_USE;

/* *out is whose it is; 0 if it has ended and nobody's any longer. Errors of the
 * database. */
enum err follow_change_find(struct site *site, int64_t follow, int64_t *out) MUST_USE;

#endif
