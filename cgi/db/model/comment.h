/* Comments as readers see and send them. The rules for accepting one are in
 * site/comments/comment_submit.h; db/model/comment_admin.h is the author's view. Errors
 * beyond those named: db/db.h. */
#ifndef DB_MODEL_COMMENT_H
#define DB_MODEL_COMMENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "db/db.h"
#include "db/model/comment_row.h"

/* Inside txn_write: invalidates every page that shows comments of the article, after a
 * change to which comments it shows. */
enum err comment_invalidate(struct db *s, int64_t article) MUST_USE;

/* Does the same if it was only `c` that was added to the approved ones (`delta` 1) or
 * removed from them (-1): pages that look the same stay. */
enum err comment_invalidate_one(
    struct db *s, const struct comment *c, int delta) MUST_USE;

/* Reads the newest approved comments, newest first and `most` at most, as
 * comment_shown does: of an article, or (0) of all public articles. */
enum err comment_newest(struct db *s, struct arena *a, int64_t article, size_t most,
    struct comment **out, size_t *count) MUST_USE;

/* Reads a comment of any status as pages show it: the source is "". ERR_NOT_FOUND. */
enum err comment_shown(
    struct db *s, struct arena *a, int64_t id, struct comment *out) MUST_USE;

/* Reads a comment of any status, with its source. ERR_NOT_FOUND. */
enum err comment_by_id(
    struct db *s, struct arena *a, int64_t id, struct comment *out) MUST_USE;

/* Inside txn_write: adds a comment with its id or, if that is 0, a new one; *id is the
 * id. An `email` of "" is not stored. `network` (NULL: unknown) is the keyed hash of
 * the network it came from. ERR_EXISTS if the article has a comment with this
 * source_key. */
enum err comment_insert(struct db *s, const struct comment *c, const char *email,
    const uint8_t *network, int64_t *id) MUST_USE;

/* Inside txn_write: replaces the parent, texts and time of the comment c->id by those
 * of `c`, and its email address by `email` ("": none). Its status stays. One that was
 * edited here keeps its texts. Rows that
 * would not change are not written, so that importing a file again evicts nothing. */
enum err comment_rewrite(
    struct db *s, const struct comment *c, const char *email) MUST_USE;

/* *out is whether the article has a comment with that digest, other than in the trash.
 */
enum err comment_has_digest(struct db *s, int64_t article,
    const uint8_t digest[CRYPT_HASH], bool *out) MUST_USE;

/* *out is when the network last sent a comment, not counting those after `until`; 0 if
 * it never did. */
enum err comment_last_from(struct db *s, const uint8_t network[CRYPT_HASH],
    int64_t until, int64_t *out) MUST_USE;

/* *out is whether more than `most` comments have that status. Reads no more than these
 * of an index. */
enum err comment_has_more(
    struct db *s, enum comment_status status, int64_t most, bool *out) MUST_USE;

/* *out is how many comments have that status. Reads all of these of an index. For
 * ROLE_SCHEDULER and ROLE_COMMAND. */
enum err comment_count_of(
    struct db *s, enum comment_status status, int64_t *out) MUST_USE;

/* The id of the comment that was imported to an article as `source_key`. ERR_GONE if it
 * was deleted since, ERR_NOT_FOUND if it was never imported. For ROLE_COMMAND. */
enum err comment_by_source(
    struct db *s, int64_t article, const char *source_key, int64_t *id) MUST_USE;

/* Up to 20 comments of the article like->article_id by the author like->author of the
 * same second as like->created_at, without their sources, in the arena, except those
 * whose source keys begin with `source`. For ROLE_COMMAND. */
enum err comment_alike(struct db *s, struct arena *a, const struct comment *like,
    const char *source, struct comment **out, size_t *count) MUST_USE;

#endif
