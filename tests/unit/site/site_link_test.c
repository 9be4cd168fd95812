#include "site/site_link.h"

#include "db/model/comment_admin.h"
#include "fail_alloc.h"
#include "site/comments/comment_decide.h"
#include "site/comments/comment_reply.h"
#include "site/site_open.h"
#include "support_site.h"

#include <stdio.h>
#include <unistd.h>

static enum err decide(struct site *site, int64_t id) {
  struct comment_decision d = {.id = id, .from = COMMENT_HOLD, .to = COMMENT_APPROVE};
  size_t done = 0;
  enum err e = comment_decide(site, &d, 1, &done);
  return !e && done != 1 ? ERR_INTERNAL : e;
}

/* What the web itself must not do. */
static void a_link_moderates(void **state) {
  struct blog *b = *state;
  struct site *link = NULL;
  struct article_input d = support_article_input("talk");
  int64_t article = support_save(b, &d), reply = 0;
  int64_t id = support_comment(b, article, 0, COMMENT_HOLD);
  enum comment_fault fault = COMMENT_FAULT_NONE;
  assert_err(decide(b->web, id), ERR_DENIED);
  assert_err(site_link_open(&link, b->web), OK);
  assert_err(decide(link, id), OK);
  assert_err(
      comment_reply(link, b->arena, id, "Thank you.", SUPPORT_DATE, &fault, &reply),
      OK);
  site_link_close(link);
  assert_int_equal(support_article(b, article).comment_count, 2);
}

static void a_link_reads_no_address(void **state) {
  struct blog *b = *state;
  struct site *link = NULL;
  const char *email = NULL;
  assert_err(site_link_open(&link, b->web), OK);
  assert_err(comment_admin_email(link->db, b->arena, 1, &email), ERR_DENIED);
  site_link_close(link);
}

static enum err open_once(void *context) {
  struct blog *b = context;
  struct site *link = NULL;
  enum err e = site_link_open(&link, b->web);
  site_link_close(link);
  return e;
}

static void failures_leave_the_site_as_it_was(void **state) {
  struct blog *b = *state;
  char path[500];
  fail_alloc_each(open_once, b);
  snprintf(path, sizeof path, "%s/pamphlet.db", b->web->dir);
  assert_int_equal(unlink(path), 0);
  assert_err(open_once(b), ERR_NOT_FOUND);
  assert_err(db_create(path), OK);
  assert_err(open_once(b), ERR_REPLACED);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(a_link_moderates),
      support_site_test(a_link_reads_no_address),
      support_site_test(failures_leave_the_site_as_it_was),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
