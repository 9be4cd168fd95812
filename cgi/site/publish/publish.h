/* Saves an article, new or changed, together with its permalink, its listings, and the
 * dependency keys of the pages that show it. publish_state.h changes only its status.
 */
#ifndef SITE_PUBLISH_PUBLISH_H
#define SITE_PUBLISH_PUBLISH_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "db/model/article.h"
#include "markup/frontmatter/parse_problem.h"
#include "site/core/site.h"
#include "site/publish/article_input.h"

/* Writes something else belonging to the article `id` in the same transaction; its
 * result decides as for txn_change. */
typedef enum err publish_more(struct db *s, int64_t id, void *context);

/* Saves an article with the status it asks for, and what `more` (NULL: nothing) writes,
 * in one transaction. If its permalink is taken, "-2", "-3", ... is appended to the
 * slug. Returns ERR_INVALID with *problem if a rule is violated (reserved slug, ...) or
 * if the article is no longer what it `was`. After any error nothing has changed. */
enum err publish_save(struct site *site, struct arena *a,
    const struct article_input *in, publish_more *more, void *context, int64_t *id,
    struct parse_problem *problem) MUST_USE;

/* The same inside txn_write. The caller must undo what was written before an error
 * (txn_savepoint). */
enum err publish_save_within(struct site *site, struct arena *a,
    const struct article_input *in, publish_more *more, void *context, int64_t *id,
    struct parse_problem *problem) MUST_USE;

#endif
