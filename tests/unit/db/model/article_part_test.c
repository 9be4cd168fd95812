#include "db/model/article_part.h"

#include "fail_alloc.h"
#include "support_site.h"

struct change {
  int64_t article;
  struct article_part part;
};

static enum err add(struct db *s, void *context) {
  const struct change *c = context;
  return article_part_add(s, c->article, &c->part);
}

static enum err clear(struct db *s, void *context) {
  const struct change *c = context;
  return article_part_clear(s, c->article);
}

static void parts_are_read_in_order(void **state) {
  struct blog *b = *state;
  const struct article_part *found;
  size_t count = 9;
  struct article_input input = support_article_input("one");
  struct change two = {support_save(b, &input), {2, 5, true, "<i>2</i>"}};
  struct change one = {two.article, {0, 3, false, "<i>0</i>"}};
  assert_err(article_part_read(b->web->db, b->arena, one.article, &found, &count), OK);
  assert_int_equal(count, 0);
  assert_err(txn_write(b->site->db, add, &two), OK);
  assert_err(txn_write(b->site->db, add, &one), OK);
  assert_err(article_part_read(b->web->db, b->arena, one.article, &found, &count), OK);
  assert_int_equal(count, 2);
  assert_int_equal(found[0].number, 0);
  assert_int_equal(found[0].size, 3);
  assert_false(found[0].is_whole);
  assert_int_equal(found[1].number, 2);
  assert_true(found[1].is_whole);
  assert_string_equal(found[1].html, "<i>2</i>");
  assert_err(txn_write(b->site->db, clear, &one), OK);
  assert_int_equal(support_number(b, "SELECT count(*) FROM article_part"), 0);
}

static void the_web_cannot_write_them(void **state) {
  struct blog *b = *state;
  struct article_input input = support_article_input("one");
  struct change c = {support_save(b, &input), {0, 1, false, "x"}};
  assert_err(txn_write(b->web->db, add, &c), ERR_DENIED);
  assert_err(txn_write(b->web->db, clear, &c), ERR_DENIED);
}

static enum err read_once(void *context) {
  struct blog *b = context;
  const struct article_part *found;
  size_t count;
  struct arena *a = arena_new(1 << 20);
  enum err e = a ? article_part_read(b->site->db, a, 1, &found, &count) : ERR_NOMEM;
  arena_free(a);
  return e;
}

static void a_failed_allocation_is_reported(void **state) {
  struct blog *b = *state;
  struct article_input input = support_article_input("one");
  struct change c = {support_save(b, &input), {0, 1, false, "x"}};
  assert_err(txn_write(b->site->db, add, &c), OK);
  fail_alloc_each(read_once, b);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(parts_are_read_in_order),
      support_site_test(the_web_cannot_write_them),
      support_site_test(a_failed_allocation_is_reported),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
