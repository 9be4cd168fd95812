/* Keeps the version of an article that a change replaces, for its author. */
#ifndef SITE_PUBLISH_REVISION_KEEP_H
#define SITE_PUBLISH_REVISION_KEEP_H

#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "site/core/site.h"

/* The version before the change. */
struct revision_kept {
  int64_t article;
  struct arena *arena;
  const char *text; /* NULL: nothing is kept */
};

/* The text of the article as a revision has it, in the arena: as article_text.h writes
 * it, without corrections, which are about all versions. ERR_NOT_FOUND, ERR_NOMEM,
 * errors of the database. */
enum err revision_keep_text(
    struct site *site, struct arena *a, int64_t article, const char **out) MUST_USE;

/* Inside txn_write, before the article changes; 0 is a new one. Does nothing if the
 * settings say so. Errors as above, but an article that does not exist is none. End it
 * with revision_keep_free. */
enum err revision_keep_begin(
    struct site *site, int64_t article, struct revision_kept *out) MUST_USE;

/* After the change, by the command (NULL: not known): stores the version before, if it
 * is another one than now, and removes those that are too many. Same errors. */
enum err revision_keep_end(
    struct site *site, struct revision_kept *k, const char *command) MUST_USE;

void revision_keep_free(struct revision_kept *k);

#endif
