/* Copies a blog from one database to another, of the same engine or of the other one,
 * while it is in use.
 *
 * Rows are copied in parts, and each part is read again from the copy and compared by a
 * hash. Then, while nobody can write, every part of the original is compared with what
 * it was, and those that have changed meanwhile are copied again. All of the copy is
 * one transaction: until the end there is nothing, after that everything. */
#ifndef DB_TRANSFER_TRANSFER_H
#define DB_TRANSFER_TRANSFER_H

#include <stddef.h>
#include <stdint.h>

#include "db/db.h"

enum transfer_stage { TRANSFER_COPYING, TRANSFER_COMPARING };

struct transfer {
  struct db *from, *to; /* open for ROLE_COMMAND; `to` has the tables of a new blog */
  /* Called for each part with the rows of the stage so far, and of how many; may be
   * NULL. */
  void (*progress)(
      void *context, enum transfer_stage stage, int64_t rows, int64_t total);
  /* Called when the copy is complete. From then on nobody can write to the original: a
   * file must be moved away by this function, and one in PostgreSQL has a mark already,
   * which is taken back if the function fails. NULL: the original will be used as
   * before. */
  enum err (*move)(void *context);
  void *context;
};

struct transfer_done {
  int64_t rows;    /* of the copy, the search index included */
  int64_t changed; /* parts that were copied again */
  int64_t locked;  /* how long nobody could write to the original, microseconds */
};

/* Copies all rows. The connections can only be closed after that. ERR_EXISTS if `to`
 * has a blog already, or if a row refers to one that does not exist;
 * ERR_INVALID for a text that PostgreSQL does not take; ERR_DAMAGED if the copy differs
 * from the original; errors of the databases and of `move`; all with a sentence in
 * `why`. Unless it was `move` that failed, nothing was copied then. */
enum err transfer_run(const struct transfer *t, struct transfer_done *done, char *why,
    size_t why_size) MUST_USE;

/* Copies all rows into the new file `file`, readable only by its owner, and closes it.
 * Errors of db_create and transfer_run, the latter with a sentence in `why`, which is
 * else "". */
enum err transfer_to_file(
    struct db *from, const char *file, char *why, size_t why_size) MUST_USE;

#endif
