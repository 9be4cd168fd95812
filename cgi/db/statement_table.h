/* Inside db/ only: the tables of SQL statements. Each source that runs SQL has its
 * statements in one table at its top, so that every statement of the program can be
 * found, reviewed, and prepared by a test. */
#ifndef DB_STATEMENT_TABLE_H
#define DB_STATEMENT_TABLE_H

#include <stdbool.h>
#include <stddef.h>

#include "db/roles.h"

/* The text of a statement and the roles that may run it. */
struct statement_sql {
  unsigned roles;
  const char *sql;
};

/* The text of one for PostgreSQL; NULL: the same. */
struct statement_text {
  const char *sql;
};

struct statement_table {
  const char *name;
  const struct statement_sql *statements;
  size_t count;
  /* The texts of those that PostgreSQL needs in other words; NULL: there are none. */
  const struct statement_text *postgres;
};

/* The text for PostgreSQL of a statement that is about SQLite's file. */
#define STATEMENT_SQLITE_ONLY ""
#define STATEMENT_COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define STATEMENT_TABLE(array)                                                         \
  { #array, array, STATEMENT_COUNT(array), NULL }
/* With the other texts in an array of the same length, `array`_postgres. */
#define STATEMENT_TABLE_POSTGRES(array)                                                \
  { #array, array, STATEMENT_COUNT(array), array##_postgres }

/* One table for each source that runs SQL. */
enum table {
  TABLE_DB,
  TABLE_DB_FORGET,
  TABLE_DB_REMOVAL,
  TABLE_TXN,
  TABLE_ARTICLE,
  TABLE_ARTICLE_NEXT,
  TABLE_ARTICLE_BODY,
  TABLE_ARTICLE_PART,
  TABLE_ARTICLE_SLUG,
  TABLE_CORRECTION,
  TABLE_TERM,
  TABLE_PATH,
  TABLE_LIVE,
  TABLE_LISTING,
  TABLE_LISTING_BUCKET,
  TABLE_COMMENT,
  TABLE_COMMENT_ADMIN,
  TABLE_CACHE_RECORD,
  TABLE_INTEGRITY,
  TABLE_QUICK_CHECK,
  TABLE_STATS,
  TABLE_SCHEMA,
  TABLE_SEARCH_FIND,
  TABLE_SEARCH_WORK,
  TABLE_SEARCH_INDEX,
  TABLE_SEARCH_EXPRESSION,
  TABLE_SITEMAP,
  TABLE_RELATED,
  TABLE_CLOSING,
  TABLE_FEED_BASE,
  TABLE_REDIRECT,
  TABLE_EXCERPT,
  TABLE_COMMENT_VERDICT,
  TABLE_COMMENT_RATE,
  TABLE_COMMENT_QUEUE,
  TABLE_BLOCKED_NETWORK,
  TABLE_COMMENT_PLACE,
  TABLE_SPAM_WORD,
  TABLE_COMMENT_TRASH,
  TABLE_COMMENT_MOVE,
  TABLE_COMMENT_SELECT,
  TABLE_COMMENT_BATCH,
  TABLE_COMMENT_OWN,
  TABLE_PERSON,
  TABLE_MAIL,
  TABLE_MAIL_EVENT,
  TABLE_MAIL_DIGEST,
  TABLE_AUTHOR_PRIVATE,
  TABLE_MAIL_REPLY,
  TABLE_FOLLOW,
  TABLE_FOLLOWER,
  TABLE_PERSON_REQUEST,
  TABLE_WEBMENTION,
  TABLE_PREVIEW,
  TABLE_THANKS,
  TABLE_TRANSLATION,
  TABLE_PICTURE,
  TABLE_WEBSUB,
  TABLE_SOCIAL_CARD,
  TABLE_ARTICLE_REVISION,
  TABLE_ROW_COUNT,
  TABLE_WEB_MACHINE,
  TABLE_COUNT
};

extern const struct statement_table db_statements, db_forget_statements,
    db_removal_statements, txn_statements, article_statements, article_next_statements,
    article_body_statements, article_slug_statements, term_statements, path_statements,
    listing_statements, listing_bucket_statements, comment_statements,
    comment_admin_statements, cache_record_statements, integrity_statements,
    quick_check_statements, stats_statements, schema_statements, search_find_statements,
    search_index_statements, search_expression_statements, search_work_statements,
    sitemap_statements, related_statements, closing_statements, feed_base_statements,
    redirect_statements, excerpt_statements, comment_verdict_statements,
    comment_rate_statements, comment_queue_statements, blocked_network_statements,
    comment_place_statements, spam_word_statements, comment_trash_statements,
    comment_move_statements, comment_select_statements, comment_batch_statements,
    comment_own_statements, person_statements, mail_statements, mail_event_statements,
    mail_digest_statements, author_private_statements, mail_reply_statements,
    follow_statements, follower_statements, person_request_statements,
    webmention_statements, thanks_statements, translation_statements,
    picture_statements, websub_statements, article_part_statements, preview_statements,
    correction_statements, live_statements, social_card_statements,
    article_revision_statements, row_count_statements, web_machine_statements;

/* The text of a statement for one of the two engines. */
const char *statement_table_text(
    const struct statement_table *t, size_t i, bool is_postgres);

/* The table of a number. */
const struct statement_table *statement_table(enum table t);

#endif
