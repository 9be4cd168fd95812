/* What the process for Webmentions does: reads pages that mention ours, and tells
 * others of our links. */
#ifndef SITE_WEBMENTION_MENTION_QUEUE_H
#define SITE_WEBMENTION_MENTION_QUEUE_H

#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "site/core/site.h"

struct mention_queue {
  struct site *site;
  struct arena *arena;
  int64_t version;   /* of the database, when it was last looked at; 0: never */
  int64_t next_look; /* when it is looked at even so */
};

/* Deals with one mention that is due at `now`, if there is one; *more is whether there
 * may be another. Costs next to nothing if nothing has happened. Errors of txn_write.
 */
enum err mention_queue_run(struct mention_queue *q, int64_t now, bool *more) MUST_USE;

#endif
