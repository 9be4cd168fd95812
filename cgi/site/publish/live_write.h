/* Changes of live posts. Each is one transaction: the next request sees it, and two at
 * the same time both stay. The post counts as updated at that moment. */
#ifndef SITE_PUBLISH_LIVE_WRITE_H
#define SITE_PUBLISH_LIVE_WRITE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "db/model/live.h"
#include "site/core/site.h"

/* Size of the buffers `why`, which get a sentence after ERR_INVALID. */
enum { LIVE_WRITE_WHY = 300 };

/* Adds an update and sets *number; u->number and u->edited_at are ignored, and u->at 0
 * is now. A post that is not live becomes so; one that has ended stays so. ERR_INVALID
 * for a page, a time in the future, or over the limits of base/limits.h;
 * ERR_NOT_FOUND. */
enum err live_write_add(struct site *site, struct arena *a, int64_t article,
    const struct live_update *u, int64_t *number, char *why) MUST_USE;

/* Changes the update u->number. A title or source that is NULL stays, as does the time
 * if u->at is 0; with a source, its HTML is given too. `was` is the source when the
 * author began to edit it, or NULL: if that has changed, returns ERR_INVALID.
 * ERR_NOT_FOUND. */
enum err live_write_edit(struct site *site, struct arena *a, int64_t article,
    const struct live_update *u, const char *was, char *why) MUST_USE;

/* Removes an update. Its number is not used again. ERR_NOT_FOUND. */
enum err live_write_remove(struct site *site, struct arena *a, int64_t article,
    int64_t number, char *why) MUST_USE;

/* What to change of the state; -1: nothing. */
struct live_change {
  int newest_first;
  int64_t refresh;
  int ends; /* 1: the post ends; 0: it goes on, or begins */
};

/* Changes the state. With ends 0 the post becomes live. ERR_INVALID if it is a page, or
 * not live; ERR_NOT_FOUND. */
enum err live_write_state(struct site *site, struct arena *a, int64_t article,
    const struct live_change *change, char *why) MUST_USE;

/* Replaces state and updates. If the post has an update whose number is greater than
 * live->last_number, which the author of `live` cannot know, all stays as it is and
 * *kept becomes true. Inside txn_write, by a caller that invalidates the article. */
enum err live_write_within(struct db *s, int64_t article, const struct live *live,
    const struct live_update *updates, size_t count, bool *kept) MUST_USE;

#endif
