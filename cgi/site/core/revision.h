/* Inside site/: the revision of a page, the largest number among its dependency keys.
 */
#ifndef SITE_CORE_REVISION_H
#define SITE_CORE_REVISION_H

#include "base/err.h"
#include "db/txn.h"

/* *revision, or the number of a key's last change where that is larger. */
enum err revision_raise(
    struct db *s, enum dep_key kind, int64_t id, uint64_t *revision) MUST_USE;

#endif
