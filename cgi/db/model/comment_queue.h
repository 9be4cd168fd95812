/* Comments as the moderation queue needs them: which ones wait, where they came from,
 * and what resembles one. For ROLE_COMMAND. Errors beyond those named: db/db.h. */
#ifndef DB_MODEL_COMMENT_QUEUE_H
#define DB_MODEL_COMMENT_QUEUE_H

#include <stdbool.h>
#include <stdint.h>

#include "db/db.h"
#include "db/model/comment_row.h"

/* Which comments are in a queue. */
struct comment_queue_filter {
  enum comment_status status;
  int64_t article_id; /* 0: of any article */
};

/* Calls `visit` for each comment whose ID is above `after`, oldest first. An error of
 * the visitor ends the list and is returned. */
typedef enum err comment_queue_visit(void *context, int64_t id);
enum err comment_queue_after(struct db *s, const struct comment_queue_filter *f,
    int64_t after, comment_queue_visit *visit, void *context) MUST_USE;

/* Reads the keyed hash of the network that a comment came from. *known is false, and
 * `network` unchanged, if none is stored, as for comments older than 30 days. */
enum err comment_queue_network(
    struct db *s, int64_t id, uint8_t network[CRYPT_HASH], bool *known) MUST_USE;

/* The comments of a network except the one with the ID `except`: how many have each
 * enum comment_status, and the newest `most`, newest first, in the arena. */
enum err comment_queue_others(struct db *s, struct arena *a,
    const uint8_t network[CRYPT_HASH], int64_t except, size_t most, int64_t counts[4],
    struct comment **out, size_t *count) MUST_USE;

/* What is compared to find similar comments. The strings are valid during a visit. */
struct comment_queue_row {
  int64_t id;
  const char *author, *url, *source;
  const uint8_t *network; /* CRYPT_HASH bytes; NULL: not stored */
};

/* Calls `visit` for each comment of the queue, oldest first, as comment_queue_after
 * does. */
typedef enum err comment_queue_row_visit(
    void *context, const struct comment_queue_row *row);
enum err comment_queue_each(struct db *s, const struct comment_queue_filter *f,
    comment_queue_row_visit *visit, void *context) MUST_USE;

#endif
