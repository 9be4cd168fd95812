/* A write of articles, and what follows from it. */
#ifndef SITE_PUBLISH_ARTICLE_WRITE_H
#define SITE_PUBLISH_ARTICLE_WRITE_H

#include "base/err.h"
#include "db/txn.h"
#include "site/core/site.h"

/* txn_write for changes of articles: when it returns OK their words are in the index
 * of search, and the lists of related articles are right; but where more than
 * WORK_QUEUE_BATCH were left from before. */
enum err article_write(struct site *site, txn_change *change, void *context) MUST_USE;

/* The same for one of many writes: lists of related articles stay as they are, but for
 * what readers do not see any more, until article_write_rest. */
enum err article_write_one_of_many(
    struct site *site, txn_change *change, void *context) MUST_USE;

/* Does what writes have left, in transactions of WORK_QUEUE_BATCH articles: all of it,
 * or one transaction of each kind; *done is how many there were. */
enum err article_write_rest(struct db *s) MUST_USE;
enum err article_write_some_rest(struct db *s, int *done) MUST_USE;

#endif
