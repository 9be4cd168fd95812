/* Inside site/publish only: the keys by which related articles are found. */
#ifndef SITE_PUBLISH_RELATED_KEYS_H
#define SITE_PUBLISH_RELATED_KEYS_H

#include "base/arena.h"
#include "base/err.h"
#include "db/model/article.h"
#include "db/model/related.h"

/* Derives the keys of an article, as stored, in the arena: its first ten tags and the
 * five longest words of its title. An article that is not a public post has none. */
enum err related_keys_find(struct db *s, struct arena *a, const struct article *article,
    struct related_keys *out) MUST_USE;

/* How much two articles have in common if they share this key. */
int related_keys_weight(const char *key);

#endif
