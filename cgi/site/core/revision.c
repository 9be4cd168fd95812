#include "site/core/revision.h"

/* The largest number wins: any newer change to any key makes the page a new one. */
static void revision_raise_to(int64_t change, uint64_t *revision) {
  if ((uint64_t)change > *revision)
    *revision = (uint64_t)change;
}

enum err revision_raise(
    struct db *s, enum dep_key kind, int64_t id, uint64_t *revision) {
  int64_t change = 0;
  enum err e = txn_revision(s, kind, id, &change);
  if (!e)
    revision_raise_to(change, revision);
  return e;
}

enum err revision_raise_article(
    struct db *s, int64_t id, uint64_t *frame, uint64_t *revision) {
  int64_t change = 0, comments = 0;
  enum err e = txn_revision_of_article(s, id, &change, &comments);
  if (e)
    return e;
  revision_raise_to(change, revision);
  *frame = *revision;
  revision_raise_to(comments, revision);
  return OK;
}

enum err revision_raise_layout(struct db *s, uint64_t *revision) {
  int64_t change = 0;
  enum err e = txn_revision_of_layout(s, &change);
  if (!e)
    revision_raise_to(change, revision);
  return e;
}
