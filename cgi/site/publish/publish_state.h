/* Changes the status of an article that is saved already: published, scheduled,
 * withdrawn or deleted, by its author or because the time has come. Its permalink, its
 * listings, and the dependency keys of the pages that show it change with it. */
#ifndef SITE_PUBLISH_PUBLISH_STATE_H
#define SITE_PUBLISH_PUBLISH_STATE_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "db/model/article.h"
#include "site/core/site.h"

/* Changes the status of an article: publishes it (now, if it has no date or a future
 * one), or withdraws it to draft or private, so that its paths answer 410 until it is
 * public again. The version before is kept (revision_keep.h), as changed by `command`,
 * which may be NULL. ERR_NOT_FOUND. */
enum err publish_set_status(struct site *site, struct arena *a, int64_t id,
    enum article_status status, const char *command, char *why,
    size_t why_size) MUST_USE;

/* Gives an article a future date and withdraws it until then; `command` as above.
 * Returns ERR_INVALID with a sentence in `why` for a date in the past; ERR_NOT_FOUND.
 */
enum err publish_schedule(struct site *site, struct arena *a, int64_t id, int64_t date,
    const char *command, char *why, size_t why_size) MUST_USE;

/* Deletes an article and its comments for good; its paths answer 410. ERR_NOT_FOUND. */
enum err publish_delete(struct site *site, struct arena *a, int64_t id) MUST_USE;

/* Does what is due at `now`: publishes, withdraws, closes comments, and indexes some of
 * the articles waiting for it. *done counts the changes. No version is kept: that this
 * would happen is what the author has saved. */
enum err publish_due(
    struct site *site, struct arena *a, int64_t now, int *done) MUST_USE;

#endif
