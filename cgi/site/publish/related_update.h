/* Inside site/: which articles are related. Posts that readers see, by the tags and the
 * words of titles they share, near to each other in time; docs/architecture.md has the
 * rule. It looks at nothing but the posts as they are, so the order in which they came
 * makes no difference. A page only reads its list; whose page names others than before
 * is touched (DEP_NEIGHBOURS). */
#ifndef SITE_PUBLISH_RELATED_UPDATE_H
#define SITE_PUBLISH_RELATED_UPDATE_H

#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "db/db.h"
#include "db/model/article.h"
#include "site/publish/work_queue.h"

/* An article is as it is in the database now: its list and those of the articles near
 * it become due where that matters. Inside txn_write. */
enum err related_update_set(
    struct db *s, struct arena *a, const struct article *article) MUST_USE;

/* Readers do not see it any more: no list names it from now on. Inside txn_write. */
enum err related_update_leave(struct db *s, struct arena *a, int64_t article) MUST_USE;

/* Touches the articles whose pages name this one: it has another title or address.
 * Inside txn_write. */
enum err related_update_invalidate(
    struct db *s, struct arena *a, int64_t article) MUST_USE;

/* The articles whose lists are to be found anew (db/model/related.h). */
extern const struct work_queue relating_backlog;

#endif
