/* What there is to know about a comment before one decides. */
#ifndef CLI_MODERATION_ITEM_H
#define CLI_MODERATION_ITEM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "db/model/comment_row.h"
#include "db/model/comment_verdict.h"
#include "site/core/site.h"

enum { ITEM_OTHERS = 3 };

struct item {
  struct comment comment;
  const char *title; /* of its article */
  const char *email; /* "" if none is stored */
  struct comment_verdict verdict;
  const char *parent_author, *parent_text; /* NULL: it replies to no comment */
  bool has_network;
  int64_t others[4];      /* of the same network, by enum comment_status */
  struct comment *newest; /* of these, ITEM_OTHERS at most */
  size_t newest_count;
};

/* Reads it into the arena, all in one snapshot. ERR_NOT_FOUND. */
enum err item_read(
    struct site *site, struct arena *a, int64_t id, struct item *out) MUST_USE;

#endif
