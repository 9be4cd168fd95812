/* Comments as readers see and send them. The rules are in
 * site/comments/comment_submit.h. Errors beyond those named: db/db.h. */
#ifndef DB_MODEL_COMMENT_H
#define DB_MODEL_COMMENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/crypt.h"
#include "base/err.h"
#include "db/db.h"

enum comment_status { COMMENT_APPROVE, COMMENT_HOLD, COMMENT_SPAM, COMMENT_TRASH };

struct comment {
  int64_t id, article_id;
  int64_t parent_id; /* 0: none */
  enum comment_status status;
  const char *type; /* "comment", "pingback", ... */
  const char *author, *url;
  const char *source, *html;
  int renderer;
  int64_t created_at;
  uint8_t digest[CRYPT_HASH]; /* written only */
  const char *source_key;     /* NULL: from the form */
};

/* wp-cli's words: "approve" "hold" "spam" "trash". */
const char *comment_status_name(enum comment_status s);
bool comment_status_find(const char *name, enum comment_status *out);

/* Notes, inside txn_write, that other comments of an article are shown now. */
enum err comment_invalidate(struct db *s, int64_t article) MUST_USE;

/* The approved comments of an article in the order of their ids, as pages show them:
 * without their source, "". */
enum err comment_approved(struct db *s, struct arena *a, int64_t article,
    struct comment **out, size_t *count) MUST_USE;

/* The newest approved comments, `most` at most, the newest first, likewise: of an
 * article, or (0) of all public ones. */
enum err comment_newest(struct db *s, struct arena *a, int64_t article, size_t most,
    struct comment **out, size_t *count) MUST_USE;

/* ERR_NOT_FOUND. */
enum err comment_by_id(
    struct db *s, struct arena *a, int64_t id, struct comment *out) MUST_USE;

/* Adds a comment under its id or, where that is 0, a new one; inside txn_write.
 * `email` "" adds no private row; `network` (NULL: none) is the keyed hash of where it
 * came from. ERR_EXISTS if its source_key is there already. */
enum err comment_insert(struct db *s, const struct comment *c, const char *email,
    const uint8_t *network, int64_t *id) MUST_USE;

/* Gives the comment c->id the parent, the texts and the time of `c`, and `email` ("":
 * none); its state stays. Writes only what differs. Inside txn_write. */
enum err comment_rewrite(
    struct db *s, const struct comment *c, const char *email) MUST_USE;

/* True in *out when the article has a comment with that digest (not trashed). */
enum err comment_has_digest(struct db *s, int64_t article,
    const uint8_t digest[CRYPT_HASH], bool *out) MUST_USE;

/* When the network last left a comment; 0 for never. */
enum err comment_last_from(
    struct db *s, const uint8_t network[CRYPT_HASH], int64_t *out) MUST_USE;

/* The id of the comment imported as `source_key` of an article; ERR_GONE if it was
 * deleted, ERR_NOT_FOUND. For the command. */
enum err comment_by_source(
    struct db *s, int64_t article, const char *source_key, int64_t *id) MUST_USE;

#endif
