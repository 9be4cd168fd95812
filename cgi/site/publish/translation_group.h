/* Which articles are translations of each other: those that name one another or the
 * same key, directly or through others, and are public. */
#ifndef SITE_PUBLISH_TRANSLATION_GROUP_H
#define SITE_PUBLISH_TRANSLATION_GROUP_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "db/model/translation.h"
#include "site/core/site.h"

/* IDs without repetition. */
struct translation_set {
  int64_t ids[TRANSLATION_MOST];
  size_t count;
};

/* Finds the translations of an article from what is written about all of them, itself
 * among them. `a` is used and not reset. */
enum err translation_group_find(struct site *site, struct arena *a, int64_t article,
    struct translation_set *out) MUST_USE;

/* To be called inside txn_write after an article, its address or its status has
 * changed: stores the groups that this changes, and invalidates the pages of their
 * members. */
enum err translation_group_update(
    struct site *site, struct arena *a, int64_t article) MUST_USE;

#endif
