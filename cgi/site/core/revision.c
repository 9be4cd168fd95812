#include "site/core/revision.h"

/* The largest number wins: any newer change to any key makes the page a new one. */
enum err revision_raise(
    struct db *s, enum dep_key kind, int64_t id, uint64_t *revision) {
  int64_t change = 0;
  enum err e = txn_revision(s, kind, id, &change);
  if (!e && (uint64_t)change > *revision)
    *revision = (uint64_t)change;
  return e;
}
