/* A write of articles, and what follows from it. */
#ifndef SITE_PUBLISH_ARTICLE_WRITE_H
#define SITE_PUBLISH_ARTICLE_WRITE_H

#include "base/err.h"
#include "db/txn.h"
#include "site/core/site.h"

/* gate_write for changes of articles: when it returns OK their words are in the index
 * of search, and the lists of related articles are right; but where more than
 * BACKLOG_BATCH were left from before. */
enum err site_write(struct site *site, gate_change *change, void *context) MUST_USE;

/* The same for one of many writes: lists of related articles stay as they are, but for
 * what readers do not see any more, until site_write_rest. */
enum err site_write_one_of_many(
    struct site *site, gate_change *change, void *context) MUST_USE;

/* Does what writes have left, in transactions of BACKLOG_BATCH articles: all of it, or
 * one transaction of each kind; *done is how many there were. */
enum err site_write_rest(struct store *s) MUST_USE;
enum err site_write_some_rest(struct store *s, int *done) MUST_USE;

#endif
