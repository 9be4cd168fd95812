/* A blog for tests, and articles and comments in it. Whatever goes wrong here fails the
 * test. */
#ifndef S_SUPPORT_SUPPORT_SITE_H
#define S_SUPPORT_SUPPORT_SITE_H

#include "db/model/comment.h"
#include "db/txn.h"
#include "site/core/site.h"
#include "site/publish/publish.h"
#include "support.h"

/* Where the articles of support_draft stand in time: 1 January 2026, noon. */
#define SUPPORT_DATE (INT64_C(1767268800) * 1000000)

/* A new site with the settings a new site has, opened for the command and for the web;
 * a test may change the settings of either. */
struct blog {
  struct site *site, *web;
  struct arena *arena; /* 16 MiB */
};

/* A test that finds a struct blog of its own in *state. */
#define support_site_test(test)                                                        \
  cmocka_unit_test_setup_teardown(test, support_site, support_site_close)
int support_site(void **state);
int support_site_close(void **state);

/* The site opened for the scheduler as well; the caller closes it. */
struct site *support_scheduler(struct blog *b);

/* A post of that slug and title, one line long, published at SUPPORT_DATE; and how it
 * gets its terms and addresses. `names` must outlive the draft. */
struct article_input support_draft(const char *slug);
void support_categories(
    struct article_input *d, const char *const *names, size_t count);
void support_tags(struct article_input *d, const char *const *names, size_t count);
void support_aliases(struct article_input *d, const char *const *names, size_t count);

/* Saves a draft. Returns its id. */
int64_t support_save(struct blog *b, const struct article_input *d);

/* Asserts that a draft is refused with a sentence in which `says` is. */
void support_refused(struct blog *b, const struct article_input *d, const char *says);

/* The article as it is in the database. */
struct article support_article(struct blog *b, int64_t id);

/* Adds a comment in that state. Returns its id. */
int64_t support_comment(
    struct blog *b, int64_t article, int64_t parent, enum comment_status status);

/* The number of the last change of a key of the database. */
int64_t support_revision(struct blog *b, enum dep_key kind, int64_t id);

/* The one number that a query or a PRAGMA returns, on the connection of the command
 * but past its authorizer. */
int64_t support_number(struct blog *b, const char *sql);

#endif
