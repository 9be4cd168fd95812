/* Changing many comments by a few statements for all of them, instead of some for each.
 * A list of IDs has no ID twice and at most COMMENT_BATCH_MOST; IDs of comments that do
 * not exist are left out. Everything that writes must be called inside txn_write. For
 * ROLE_COMMAND and ROLE_LINK; all but comment_batch_set_status also for ROLE_SCHEDULER.
 * Errors beyond those named: db/db.h. */
#ifndef DB_MODEL_COMMENT_BATCH_H
#define DB_MODEL_COMMENT_BATCH_H

#include <stddef.h>
#include <stdint.h>

#include "db/db.h"
#include "db/model/comment_row.h"
#include "db/model/spam_word.h"

enum { COMMENT_BATCH_MOST = 5000 };

/* What a change of a comment depends on. */
struct comment_batch_row {
  int64_t id, article_id;
  int64_t parent_id; /* 0: none */
  enum comment_status status;
  /* To what it returns from the trash (approve, hold or spam) or from spam (approve or
   * hold); hold if it never was anything else. Of other comments it is their own
   * status. */
  enum comment_status former;
  enum spam_class learned;
};

/* Reads the comments into `rows`, which has room for `count`, by descending ID. *found
 * is how many there are. */
enum err comment_batch_read(struct db *s, const int64_t *ids, size_t count,
    struct comment_batch_row *rows, size_t *found) MUST_USE;

/* Calls `visit` for each reply to one of the comments. An error of the visitor ends the
 * walk and is returned. */
typedef enum err comment_batch_visit(void *context, int64_t id, int64_t parent);
enum err comment_batch_replies(struct db *s, const int64_t *ids, size_t count,
    comment_batch_visit *visit, void *context) MUST_USE;

/* Sets their status at `now`; the one that they had is remembered for as long as they
 * are spam or in the trash. */
enum err comment_batch_set_status(struct db *s, const int64_t *ids, size_t count,
    enum comment_status status, int64_t now) MUST_USE;

/* Notes what they were imported from, if they were: importing that again does not bring
 * them back to the articles in which they are now. */
enum err comment_batch_keep_source_keys(
    struct db *s, const int64_t *ids, size_t count) MUST_USE;

/* Deletes them for good, with their email addresses and network hashes. Of imported
 * comments the source_key is kept, so that importing them again does not bring them
 * back. ERR_EXISTS if a comment that is not among them replies to one that is. */
enum err comment_batch_delete(struct db *s, const int64_t *ids, size_t count) MUST_USE;

#endif
