/* Inside site/publish only: which articles are related. Public posts are related by the
 * tags and title words they share, if they are close in time; docs/architecture.md has
 * the rule. Only the current posts count, so the order in which they arrived makes no
 * difference. A page only reads its list; a page whose list has changed is invalidated
 * (DEP_NEIGHBOURS). */
#ifndef SITE_PUBLISH_RELATED_UPDATE_H
#define SITE_PUBLISH_RELATED_UPDATE_H

#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "db/db.h"
#include "db/model/article.h"
#include "site/publish/work_queue.h"

/* Updates the keys of an article to what is stored now; its list and those of the
 * articles close to it become due where that matters. Call it inside txn_write. */
enum err related_update_set(
    struct db *s, struct arena *a, const struct article *article) MUST_USE;

/* Removes an article that is no longer public from all lists. Call it inside
 * txn_write. */
enum err related_update_leave(struct db *s, struct arena *a, int64_t article) MUST_USE;

/* Invalidates the articles whose pages name this one: it has another title or
 * permalink. Call it inside txn_write. */
enum err related_update_invalidate(
    struct db *s, struct arena *a, int64_t article) MUST_USE;

/* The articles whose lists have to be computed again (db/model/related.h). */
extern const struct work_queue related_queue;

#endif
