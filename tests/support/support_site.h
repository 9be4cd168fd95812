/* A blog for tests, with helpers that add articles and comments. Every helper fails the
 * test on an error. */
#ifndef S_SUPPORT_SUPPORT_SITE_H
#define S_SUPPORT_SUPPORT_SITE_H

#include "db/model/comment.h"
#include "db/txn.h"
#include "site/core/site.h"
#include "site/publish/publish.h"
#include "site/publish/publish_state.h"
#include "support.h"
#include "support_postgres.h"

/* The publication date of articles from support_article_input: 1 January 2026, noon. */
#define SUPPORT_DATE (INT64_C(1767268800) * 1000000)

/* A new site with default settings, in a database of either engine, opened once for the
 * command and once for the web. A test may change the settings of either. */
struct blog {
  struct site *site, *web;
  char database[SUPPORT_ADDRESS]; /* in PostgreSQL; "": a file */
  struct arena *arena;            /* 16 MiB */
};

/* Declares a test that receives a new struct blog in *state. */
#define support_site_test(test)                                                        \
  cmocka_unit_test_setup_teardown(test, support_site, support_site_close)
int support_site(void **state);
int support_site_close(void **state);

/* The same for a test that is about SQLite's file or its own functions. */
#define support_sqlite_test(test)                                                      \
  cmocka_unit_test_setup_teardown(test, support_site_in_file, support_site_close)
int support_site_in_file(void **state);

/* And for one that is about PostgreSQL: tests/CMakeLists.txt runs it with a server. */
#define support_postgres_test(test)                                                    \
  cmocka_unit_test_setup_teardown(test, support_site_in_postgres, support_site_close)
int support_site_in_postgres(void **state);

/* The number of articles that have a word in the search index. */
int64_t support_indexed(struct blog *b, const char *word);

/* Prepares a query that is in no table, and runs SQL of several statements, with all
 * rights. The caller frees the query with statement_finalize. */
struct statement *support_prepare(struct blog *b, const char *sql);
void support_run(struct blog *b, const char *sql);

/* Opens the site for the scheduler as well. The caller closes it. */
struct site *support_scheduler(struct blog *b);

/* The same for the sender. */
struct site *support_sender(struct blog *b);

/* Returns a published post of one line with that slug and title, dated SUPPORT_DATE. */
struct article_input support_article_input(const char *slug);

/* Sets the terms or aliases of an article. The strings in `names` must live as long as
 * the input. */
void support_categories(
    struct article_input *input, const char *const *names, size_t count);
void support_tags(struct article_input *input, const char *const *names, size_t count);
void support_aliases(
    struct article_input *input, const char *const *names, size_t count);

/* Saves an article. Returns its ID. */
int64_t support_save(struct blog *b, const struct article_input *input);

/* Asserts that saving the article fails with ERR_INVALID and a message that contains
 * `says`. */
void support_refused(
    struct blog *b, const struct article_input *input, const char *says);

/* Reads an article from the database. */
struct article support_article(struct blog *b, int64_t id);

/* Adds a comment with that status. Returns its ID. */
int64_t support_comment(
    struct blog *b, int64_t article, int64_t parent, enum comment_status status);

/* Sets the status of a comment, as the moderation queue does; the result is up to the
 * test. */
enum err support_moderate(
    struct site *site, int64_t id, enum comment_status status) MUST_USE;

/* Returns the revision in which a dependency key last changed. */
int64_t support_revision(struct blog *b, enum dep_key kind, int64_t id);

/* Returns the single number that a query or PRAGMA yields. Runs on the command's
 * connection with the authorizer switched off. */
int64_t support_number(struct blog *b, const char *sql);

#endif
