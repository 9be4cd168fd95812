#include "db/statement_table.h"

/* A table that is missing here is NULL, and its first statement a crash: each value of
 * enum table needs a row. */
static const struct statement_table *const tables[TABLE_COUNT] = {
    [TABLE_DB] = &db_statements,
    [TABLE_DB_FORGET] = &db_forget_statements,
    [TABLE_DB_REMOVAL] = &db_removal_statements,
    [TABLE_TXN] = &txn_statements,
    [TABLE_ARTICLE] = &article_statements,
    [TABLE_ARTICLE_NEXT] = &article_next_statements,
    [TABLE_ARTICLE_BODY] = &article_body_statements,
    [TABLE_ARTICLE_PART] = &article_part_statements,
    [TABLE_ARTICLE_SLUG] = &article_slug_statements,
    [TABLE_CORRECTION] = &correction_statements,
    [TABLE_ARTICLE_REVISION] = &article_revision_statements,
    [TABLE_ROW_COUNT] = &row_count_statements,
    [TABLE_TERM] = &term_statements,
    [TABLE_PATH] = &path_statements,
    [TABLE_LIVE] = &live_statements,
    [TABLE_LISTING] = &listing_statements,
    [TABLE_LISTING_BUCKET] = &listing_bucket_statements,
    [TABLE_COMMENT] = &comment_statements,
    [TABLE_COMMENT_ADMIN] = &comment_admin_statements,
    [TABLE_WEB_MACHINE] = &web_machine_statements,
    [TABLE_CACHE_RECORD] = &cache_record_statements,
    [TABLE_INTEGRITY] = &integrity_statements,
    [TABLE_QUICK_CHECK] = &quick_check_statements,
    [TABLE_STATS] = &stats_statements,
    [TABLE_SCHEMA] = &schema_statements,
    [TABLE_SEARCH_FIND] = &search_find_statements,
    [TABLE_SEARCH_WORK] = &search_work_statements,
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
    [TABLE_COMMENT_QUEUE] = &comment_queue_statements,
    [TABLE_BLOCKED_NETWORK] = &blocked_network_statements,
    [TABLE_COMMENT_PLACE] = &comment_place_statements,
    [TABLE_SPAM_WORD] = &spam_word_statements,
    [TABLE_COMMENT_TRASH] = &comment_trash_statements,
    [TABLE_COMMENT_MOVE] = &comment_move_statements,
    [TABLE_COMMENT_SELECT] = &comment_select_statements,
    [TABLE_COMMENT_BATCH] = &comment_batch_statements,
    [TABLE_COMMENT_OWN] = &comment_own_statements,
    [TABLE_PERSON] = &person_statements,
    [TABLE_MAIL] = &mail_statements,
    [TABLE_MAIL_EVENT] = &mail_event_statements,
    [TABLE_MAIL_DIGEST] = &mail_digest_statements,
    [TABLE_AUTHOR_PRIVATE] = &author_private_statements,
    [TABLE_MAIL_REPLY] = &mail_reply_statements,
    [TABLE_FOLLOW] = &follow_statements,
    [TABLE_FOLLOWER] = &follower_statements,
    [TABLE_PERSON_REQUEST] = &person_request_statements,
    [TABLE_WEBMENTION] = &webmention_statements,
    [TABLE_PREVIEW] = &preview_statements,
    [TABLE_THANKS] = &thanks_statements,
    [TABLE_TRANSLATION] = &translation_statements,
    [TABLE_PICTURE] = &picture_statements,
    [TABLE_WEBSUB] = &websub_statements,
    [TABLE_SOCIAL_CARD] = &social_card_statements,
};

const struct statement_table *statement_table(enum table t) {
  return tables[t];
}

const char *statement_table_text(
    const struct statement_table *t, size_t i, bool is_postgres) {
  bool has_other = is_postgres && t->postgres && t->postgres[i].sql;
  return has_other ? t->postgres[i].sql : t->statements[i].sql;
}
