/* Which comments the page of an article shows: its own and, if [comments] translations
 * is "shared", those of its translations, as one discussion. A comment belongs to the
 * article whose page it was written on; a reply, to that of the comment it replies to.
 */
#ifndef SITE_COMMENTS_COMMENT_SHARED_H
#define SITE_COMMENTS_COMMENT_SHARED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "db/model/comment.h"
#include "db/model/comment_place.h"
#include "site/core/site.h"

/* All functions below: errors of the database, ERR_NOMEM. */

/* Sets *out to whether the page of `article` shows the comments of `other`. */
enum err comment_shared_has(struct site *site, struct arena *a, int64_t article,
    int64_t other, bool *out) MUST_USE;

/* Counts the approved comments that the page of an article shows. */
enum err comment_shared_count(
    struct site *site, struct arena *a, int64_t article, int64_t *out) MUST_USE;

/* Reads where they are, as comment_places does: by ID, and with room for one more. */
enum err comment_shared_places(struct site *site, struct arena *a, int64_t article,
    struct comment_place **out, size_t *count) MUST_USE;

/* Reads those with an ID of at least `from` into the arena, by article and ID: all if
 * there are `most` at most, otherwise more than `most`. */
enum err comment_shared_places_from(struct site *site, struct arena *a, int64_t article,
    int64_t from, size_t most, struct comment_place **out, size_t *count) MUST_USE;

/* Sets *out to whether the page of an article shows no comments but its own. */
enum err comment_shared_is_alone(
    struct site *site, struct arena *a, int64_t article, bool *out) MUST_USE;

/* Reads the newest of them, newest first and `most` at most, as comment_newest does. */
enum err comment_shared_newest(struct site *site, struct arena *a, int64_t article,
    size_t most, struct comment **out, size_t *count) MUST_USE;

#endif
