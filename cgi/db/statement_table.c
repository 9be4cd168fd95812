#include "db/statement_table.h"

/* A table that is missing here is NULL, and its first statement a crash: each value of
 * enum table needs a row. */
static const struct statement_table *const tables[TABLE_COUNT] = {
    [TABLE_DB] = &db_statements,
    [TABLE_TXN] = &txn_statements,
    [TABLE_ARTICLE] = &article_statements,
    [TABLE_ARTICLE_NEXT] = &article_next_statements,
    [TABLE_ARTICLE_BODY] = &article_body_statements,
    [TABLE_ARTICLE_SLUG] = &article_slug_statements,
    [TABLE_TERM] = &term_statements,
    [TABLE_PATH] = &path_statements,
    [TABLE_LISTING] = &listing_statements,
    [TABLE_LISTING_BUCKET] = &listing_bucket_statements,
    [TABLE_COMMENT] = &comment_statements,
    [TABLE_COMMENT_ADMIN] = &comment_admin_statements,
    [TABLE_CACHE_RECORD] = &cache_record_statements,
    [TABLE_INTEGRITY] = &integrity_statements,
    [TABLE_QUICK_CHECK] = &quick_check_statements,
    [TABLE_STATS] = &stats_statements,
    [TABLE_SCHEMA] = &schema_statements,
    [TABLE_SEARCH_FIND] = &search_find_statements,
    [TABLE_SEARCH_INDEX] = &search_index_statements,
    [TABLE_SEARCH_EXPRESSION] = &search_expression_statements,
    [TABLE_SITEMAP] = &sitemap_statements,
    [TABLE_RELATED] = &related_statements,
    [TABLE_CLOSING] = &closing_statements,
    [TABLE_FEED_BASE] = &feed_base_statements,
    [TABLE_REDIRECT] = &redirect_statements,
    [TABLE_EXCERPT] = &excerpt_statements,
    [TABLE_COMMENT_VERDICT] = &comment_verdict_statements,
    [TABLE_COMMENT_RATE] = &comment_rate_statements,
};

const struct statement_table *statement_table(enum table t) {
  return tables[t];
}
