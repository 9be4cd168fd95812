/* Transactions that change articles, with the updates that follow from them. */
#ifndef SITE_PUBLISH_ARTICLE_WRITE_H
#define SITE_PUBLISH_ARTICLE_WRITE_H

#include "base/err.h"
#include "db/txn.h"
#include "site/core/site.h"

/* txn_write for changes to articles. When it returns OK, the search index and the lists
 * of related articles are up to date, unless more than WORK_QUEUE_BATCH updates were
 * left over from before. */
enum err article_write(struct site *site, txn_change *change, void *context) MUST_USE;

/* The same for one of many writes: lists of related articles are left for
 * article_write_rest, except that articles no longer public disappear from them at
 * once. */
enum err article_write_one_of_many(
    struct site *site, txn_change *change, void *context) MUST_USE;

/* Does the updates that writes have left, in transactions of WORK_QUEUE_BATCH articles:
 * all of them, or one transaction of each kind. *done is the number of transactions. */
enum err article_write_rest(struct db *s) MUST_USE;
enum err article_write_some_rest(struct db *s, int *done) MUST_USE;

#endif
