/* Comments that resemble the one that is shown, to be decided at once. */
#ifndef CLI_MODERATION_LIKE_H
#define CLI_MODERATION_LIKE_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "cli/moderation/item.h"
#include "db/model/comment_queue.h"
#include "site/core/site.h"

enum like_kind { LIKE_NETWORK, LIKE_HOST, LIKE_AUTHOR, LIKE_TEXT, LIKE_KINDS };

/* Per kind, the IDs of the comments of the queue that are like it, oldest first, itself
 * included. A kind that means nothing for this comment has none. */
struct like {
  struct {
    int64_t *ids;
    size_t count, capacity;
  } kinds[LIKE_KINDS];
  const char *host; /* the one that LIKE_HOST is about; "" if none */
};

/* Compares the comment with all of the queue. The result is in the arena. ERR_NOMEM;
 * others: db/db.h. */
enum err like_find(struct site *site, struct arena *a,
    const struct comment_queue_filter *f, const struct item *item,
    struct like *out) MUST_USE;

#endif
