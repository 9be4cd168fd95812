#include "db/model/comment_own.h"

#include "db/model/comment_verdict.h"
#include "site/site_link.h"
#include "support_site.h"

struct change {
  struct comment comment;
  struct comment_verdict verdict;
};

static enum err revise(struct db *s, void *context) {
  struct change *c = context;
  enum err e = comment_own_revise(s, &c->comment, 77);
  return e ? e : comment_verdict_replace(s, c->comment.id, &c->verdict);
}

static void a_revised_comment(void **state) {
  struct blog *b = *state;
  struct site *link = NULL;
  struct article_input d = support_article_input("talk");
  struct change c = {.verdict = {"links", "3", -1, ""}};
  struct comment_verdict v;
  int64_t id = support_comment(b, support_save(b, &d), 0, COMMENT_HOLD);
  assert_err(comment_by_id(b->site->db, b->arena, id, &c.comment), OK);
  c.comment.source = "New";
  c.comment.html = "<p>New</p>";
  assert_err(txn_write(b->web->db, revise, &c), ERR_DENIED);
  assert_err(site_link_open(&link, b->web), OK);
  assert_err(txn_write(link->db, revise, &c), OK);
  c.verdict.detail = "4";
  assert_err(txn_write(link->db, revise, &c), OK);
  assert_err(comment_verdict_get(link->db, b->arena, id, &v), OK);
  assert_string_equal(v.detail, "4");
  site_link_close(link);
  assert_err(comment_by_id(b->site->db, b->arena, id, &c.comment), OK);
  assert_string_equal(c.comment.source, "New");
  assert_int_equal(c.comment.edited_at, 77);
  assert_int_equal(c.comment.revised_at, 77);
}

int main(void) {
  const struct CMUnitTest tests[] = {support_site_test(a_revised_comment)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
