#include "db/model/article_revision.h"

#include "fail_alloc.h"
#include "support_site.h"

struct change {
  int64_t article, now, most;
  const char *text, *command;
};

static enum err add(struct db *s, void *context) {
  const struct change *c = context;
  enum err e = article_revision_add(s, c->article, c->text, c->now, c->command);
  return e ? e : article_revision_trim(s, c->article, c->most);
}

static void save(struct blog *b, int64_t article, const char *text, int64_t now,
    const char *command) {
  struct change c = {article, now, 3, text, command};
  assert_err(txn_write(b->site->db, add, &c), OK);
}

static void versions_are_numbered(void **state) {
  struct blog *b = *state;
  struct article_input in = support_article_input("one");
  struct article_revision *list = NULL, now, one;
  size_t n = 0;
  int64_t id = support_save(b, &in);
  assert_err(article_revision_list(b->site->db, b->arena, id, &list, &n, &now), OK);
  assert_int_equal(n, 0);
  assert_int_equal(now.number, 1);
  assert_string_equal(now.command, "");
  assert_int_equal(now.saved_at, support_article(b, id).created_at);
  save(b, id, "first", 100, "import");
  save(b, id, "second", 200, "post edit");
  assert_err(article_revision_list(b->site->db, b->arena, id, &list, &n, &now), OK);
  assert_int_equal(n, 2);
  assert_string_equal(list[0].text, "first");
  assert_string_equal(list[0].command, "");
  assert_int_equal(list[1].number, 2);
  assert_int_equal(list[1].saved_at, 100);
  assert_string_equal(list[1].command, "import");
  assert_int_equal(now.number, 3);
  assert_int_equal(now.saved_at, 200);
  assert_string_equal(now.command, "post edit");
  assert_null(now.text);
  assert_err(article_revision_read(b->site->db, b->arena, id, 2, &one), OK);
  assert_string_equal(one.text, "second");
  assert_err(article_revision_read(b->site->db, b->arena, id, 3, &one), ERR_NOT_FOUND);
  assert_err(
      article_revision_list(b->site->db, b->arena, 99, &list, &n, &now), ERR_NOT_FOUND);
}

static void the_oldest_are_removed(void **state) {
  struct blog *b = *state;
  struct article_input in = support_article_input("one");
  struct article_revision *list = NULL, now;
  char text[20];
  size_t n = 0;
  int64_t id = support_save(b, &in);
  for (int i = 1; i <= 5; i++) {
    snprintf(text, sizeof text, "%d", i);
    save(b, id, text, i, "import");
  }
  assert_err(article_revision_list(b->site->db, b->arena, id, &list, &n, &now), OK);
  assert_int_equal(n, 3);
  assert_int_equal(list[0].number, 3);
  assert_string_equal(list[0].text, "3");
  assert_int_equal(list[0].saved_at, 2);
  assert_int_equal(now.number, 6);
  assert_err(publish_delete(b->site, b->arena, id), OK);
  assert_int_equal(support_number(b, "SELECT count(*) FROM article_revision"), 0);
}

static enum err list_once(void *context) {
  struct blog *b = context;
  struct article_revision *list, now;
  size_t n;
  struct arena *a = arena_new(1 << 20);
  enum err e =
      a ? article_revision_list(b->site->db, a, 1, &list, &n, &now) : ERR_NOMEM;
  arena_free(a);
  return e;
}

static void a_failed_allocation_is_reported(void **state) {
  struct blog *b = *state;
  struct article_input in = support_article_input("one");
  save(b, support_save(b, &in), "first", 100, "import");
  fail_alloc_each(list_once, b);
}

int main(void) {
  const struct CMUnitTest tests[] = {support_site_test(versions_are_numbered),
      support_site_test(the_oldest_are_removed),
      support_site_test(a_failed_allocation_is_reported)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
