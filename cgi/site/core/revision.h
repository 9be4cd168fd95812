/* The revision of a page: the number of the newest change among the dependency keys of
 * what it shows. */
#ifndef SITE_CORE_REVISION_H
#define SITE_CORE_REVISION_H

#include "base/err.h"
#include "db/txn.h"

/* Raises *revision to the number of the key's last change, if that is larger. Errors of
 * the database. */
enum err revision_raise(
    struct db *s, enum dep_key kind, int64_t id, uint64_t *revision) MUST_USE;

/* The same for all keys of an article's page except those of its layout. *frame becomes
 * what *revision would be without the comments. */
enum err revision_raise_article(
    struct db *s, int64_t id, uint64_t *frame, uint64_t *revision) MUST_USE;

/* The same for DEP_MENU and DEP_SITE, on which every page depends. */
enum err revision_raise_layout(struct db *s, uint64_t *revision) MUST_USE;

#endif
