/* Inside site/: what an article is found by when others look for what is related. */
#ifndef SITE_PUBLISH_RELATED_KEYS_H
#define SITE_PUBLISH_RELATED_KEYS_H

#include "base/arena.h"
#include "base/err.h"
#include "db/model/article.h"
#include "db/model/related.h"

/* The keys of an article as it is in the database, in the arena: the first ten of its
 * tags and the five longest words of its title. None where it is no public post. */
enum err related_keys_find(struct db *s, struct arena *a, const struct article *article,
    struct related_keys *out) MUST_USE;

/* How much two articles have in common that share a key. */
int related_keys_weight(const char *key);

#endif
