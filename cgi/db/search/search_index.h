/* The full-text index, in the same database as the articles. Everything that writes
 * must be called inside txn_write. Errors beyond those named: db/db.h. */
#ifndef DB_SEARCH_SEARCH_INDEX_H
#define DB_SEARCH_SEARCH_INDEX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "db/db.h"
#include "db/search/search_types.h"

/* Indexes an article, replacing what was indexed of it. `date` orders it among others.
 */
enum err search_index_put(struct db *s, int64_t article_id, int64_t date,
    const struct search_text *text) MUST_USE;

/* Indexes an article that is not indexed, with the key that it has in another database.
 */
enum err search_index_put_at(struct db *s, int64_t article_id, int64_t key,
    const struct search_text *text) MUST_USE;

/* Removes an article from the index. Does nothing if it is not indexed. */
enum err search_index_remove(struct db *s, int64_t article_id) MUST_USE;

/* Reads the indexed headings and body of an article, up to `most` bytes of each, cut
 * between characters, into the arena. The title is NULL. ERR_NOT_FOUND. */
enum err search_index_text(struct db *s, struct arena *a, int64_t article_id,
    size_t most, struct search_text *out) MUST_USE;

/* The queue of articles that must be indexed: adds one; finds the one with the smallest
 * id
 * (*found is false if there is none); removes one. */
enum err search_index_add_due(struct db *s, int64_t article_id) MUST_USE;
enum err search_index_next_due(struct db *s, bool *found, int64_t *article_id) MUST_USE;
enum err search_index_drop_due(struct db *s, int64_t article_id) MUST_USE;

/* Call this before the first article of a new index is put: records the version of the
 * tokenizer. Does nothing if a version is recorded already. */
enum err search_index_begin(struct db *s) MUST_USE;

/* *out is whether the index was made with this program's tokenizer. With another, words
 * of queries may not match those in the index. For ROLE_COMMAND. */
enum err search_index_is_current(struct db *s, bool *out) MUST_USE;

/* Splits all indexed text again with this program's tokenizer. For ROLE_COMMAND. */
enum err search_index_rebuild(struct db *s) MUST_USE;

/* Removes what belongs to no article, and queues the articles that are not indexed. For
 * ROLE_COMMAND. */
enum err search_index_repair(struct db *s) MUST_USE;

#endif
