/* The only way to write: every change, by readers, authors or the service itself, goes
 * through txn_write, which numbers it and records which pages depend on what it
 * changed. */
#ifndef DB_TXN_H
#define DB_TXN_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "db/txn_hook.h"

struct db;

/* Makes changes inside a transaction. Returning OK commits them; an error rolls all of
 * them back. */
typedef enum err txn_change(struct db *s, void *context);

/* Runs `change` in one immediate transaction with a change number of its own, which the
 * keys that it invalidates take. When this returns OK, the change is on disk. Returns
 * what `change` returned, or ERR_BUSY, ERR_FULL or ERR_IO of the transaction, or
 * ERR_REPLACED (db/db_file.h). */
enum err txn_write(struct db *s, txn_change *change, void *context) MUST_USE;

/* Whether a change is running on this connection. */
bool txn_is_running(const struct db *s);

/* Inside a change: whether another process waits for its end, so that it should end
 * soon. Also true if that cannot be known. */
bool txn_is_awaited(const struct db *s);

/* Inside a change: runs `part` as a part of it. If that fails, only what the part wrote
 * and invalidated is undone. Returns what the part returned. If the failure, such as a
 * full disk, made SQLite roll back the whole transaction, all further parts and
 * txn_write fail with the same error. */
enum err txn_savepoint(struct db *s, txn_change *part, void *context) MUST_USE;

/* Inside a change: records that what `kind` and `id` name has changed. */
enum err txn_invalidate(struct db *s, enum dep_key kind, int64_t id) MUST_USE;

/* Does the same for a list, DEP_LISTING or DEP_DATE, when an article with the listing
 * key `key` was added to it (`delta` 1) or removed (-1). */
enum err txn_invalidate_list(
    struct db *s, enum dep_key kind, int64_t id, int64_t key, int delta) MUST_USE;

/* Does the same for DEP_COMMENTS of an article when one comment was added to its
 * approved ones (`delta` 1) or removed from them (-1), and nothing else about them
 * changed. */
enum err txn_invalidate_comment(
    struct db *s, int64_t article, int64_t comment, int delta) MUST_USE;

/* Records that the address `path` leads to something else now. An address has no
 * revision; the page it leads to has one. */
enum err txn_invalidate_path(struct db *s, const char *path) MUST_USE;

/* Stores in *out the number of the last change of a key; 0 if it never changed. */
enum err txn_revision(
    struct db *s, enum dep_key kind, int64_t id, int64_t *out) MUST_USE;

/* The same for the larger one of DEP_ARTICLE and DEP_NEIGHBOURS of an article, and for
 * its DEP_COMMENTS. */
enum err txn_revision_of_article(
    struct db *s, int64_t id, int64_t *out, int64_t *comments) MUST_USE;

/* The same for the larger one of DEP_MENU and DEP_SITE. */
enum err txn_revision_of_layout(struct db *s, int64_t *out) MUST_USE;

/* Inside a change: raises its number far beyond `beyond` and the database's own
 * counter. For a restored database: pages of the life it replaces are still in readers'
 * caches, and how far that life had counted may be unknown. A number used twice would
 * let a reader revalidate a stale page. */
enum err txn_advance(struct db *s, int64_t beyond) MUST_USE;

/* From now on, every txn_write of the connection calls these. For the page cache. */
void txn_set_hook(
    struct db *s, txn_before_commit *before, txn_after *after, void *context);

#endif
