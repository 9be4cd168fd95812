#include "db/model/article_body.h"

#include "fail_alloc.h"
#include "support_site.h"

static int64_t add_post(struct blog *b) {
  struct article_input input = support_article_input("one");
  return support_save(b, &input);
}

struct change {
  int64_t article;
  struct article_body body;
};

static enum err write_body(struct db *s, void *context) {
  const struct change *change = context;
  return article_body_write(s, change->article, &change->body);
}

static enum err delete_body(struct db *s, void *context) {
  const struct change *change = context;
  return article_body_delete(s, change->article);
}

static void a_body_is_replaced(void **state) {
  struct blog *b = *state;
  struct article_body found;
  struct change change = {add_post(b), {"html", "<p>New", "<p>New</p>", 7}};
  assert_err(txn_write(b->site->db, write_body, &change), OK);
  assert_err(article_body_read(b->web->db, b->arena, change.article, &found), OK);
  assert_string_equal(found.format, "html");
  assert_string_equal(found.source, "<p>New");
  assert_string_equal(found.html, "<p>New</p>");
  assert_int_equal(found.renderer, 7);
  const char *html = NULL;
  assert_err(article_body_html(b->web->db, b->arena, change.article, &html), OK);
  assert_string_equal(html, "<p>New</p>");
  html = NULL;
  assert_err(article_body_html(b->web->db, b->arena, 999, &html), ERR_NOT_FOUND);
  assert_null(html);
}

static void deleting_removes_the_terms_as_well(void **state) {
  static const char *const names[] = {"Sea"};
  struct blog *b = *state;
  struct article_input input = support_article_input("one");
  struct article_body found = {.renderer = -1};
  support_categories(&input, names, 1);
  support_tags(&input, names, 1);
  struct change change = {.article = support_save(b, &input)};
  assert_err(txn_write(b->site->db, delete_body, &change), OK);
  assert_err(
      article_body_read(b->site->db, b->arena, change.article, &found), ERR_NOT_FOUND);
  assert_int_equal(found.renderer, -1);
  assert_int_equal(support_number(b, "SELECT count(*) FROM article_category"), 0);
  assert_int_equal(support_number(b, "SELECT count(*) FROM article_tag"), 0);
}

static void the_web_cannot_write_a_body(void **state) {
  struct blog *b = *state;
  struct change change = {add_post(b), {"html", "x", "x", 1}};
  assert_err(txn_write(b->web->db, write_body, &change), ERR_DENIED);
  assert_err(txn_write(b->web->db, delete_body, &change), ERR_DENIED);
}

static enum err read_once(void *context) {
  struct blog *b = context;
  struct article_body found;
  struct arena *a = arena_new(1 << 20);
  enum err e = a ? article_body_read(b->site->db, a, 1, &found) : ERR_NOMEM;
  arena_free(a);
  return e;
}

static void a_failed_allocation_is_reported(void **state) {
  struct blog *b = *state;
  add_post(b);
  fail_alloc_each(read_once, b);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(a_body_is_replaced),
      support_site_test(deleting_removes_the_terms_as_well),
      support_site_test(the_web_cannot_write_a_body),
      support_site_test(a_failed_allocation_is_reported),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
