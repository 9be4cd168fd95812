#include "db/model/correction.h"

#include "fail_alloc.h"
#include "support_site.h"

static enum err add(struct db *s, void *context) {
  return correction_add(s, context);
}

static enum err update(struct db *s, void *context) {
  return correction_update(s, context);
}

static enum err delete (struct db *s, void *context) {
  const struct correction *c = context;
  return correction_delete(s, c->article_id, c->id);
}

static enum err invalidate(struct db *s, void *context) {
  const int64_t *id = context;
  return correction_invalidate(s, *id);
}

static struct correction made(int64_t article, int64_t at, const char *note) {
  return (struct correction){
      .article_id = article, .at = at, .note = note, .changes = ""};
}

static void an_article_has_its_own_oldest_first(void **state) {
  struct blog *b = *state;
  struct article_input one = support_article_input("one"),
                       two = support_article_input("two");
  int64_t id = support_save(b, &one), other = support_save(b, &two);
  struct correction new = made(id, SUPPORT_DATE + 2, "new"),
                    old = made(id, SUPPORT_DATE + 1, "old"),
                    there = made(other, SUPPORT_DATE, "there"), *list;
  size_t count = 9;
  assert_err(correction_of_article(b->web->db, b->arena, id, &list, &count), OK);
  assert_int_equal(count, 0);
  int64_t before = support_revision(b, DEP_ARTICLE, id);
  assert_err(txn_write(b->web->db, add, &new), ERR_DENIED);
  assert_err(txn_write(b->site->db, add, &new), OK);
  old.in_file = true;
  assert_err(txn_write(b->site->db, add, &old), OK);
  assert_err(txn_write(b->site->db, add, &there), OK);
  assert_true(support_revision(b, DEP_ARTICLE, id) > before);
  assert_true(support_revision(b, DEP_ARTICLE, 0) > before);
  assert_err(correction_of_article(b->web->db, b->arena, id, &list, &count), OK);
  assert_int_equal(count, 2);
  assert_string_equal(list[0].note, "old");
  assert_true(list[0].in_file && !list[1].in_file);
  list[0].changes = "<del>a</del>";
  assert_err(txn_write(b->site->db, update, &list[0]), OK);
  assert_err(txn_write(b->site->db, delete, &list[1]), OK);
  assert_err(correction_of_article(b->web->db, b->arena, id, &list, &count), OK);
  assert_int_equal(count, 1);
  assert_string_equal(list[0].changes, "<del>a</del>");
  assert_err(publish_delete(b->site, b->arena, id), OK);
  assert_int_equal(support_number(b, "SELECT count(*) FROM correction"), 1);
}

static void the_list_has_public_articles_only(void **state) {
  struct blog *b = *state;
  struct article_input one = support_article_input("one"),
                       two = support_article_input("two");
  two.status = ARTICLE_DRAFT;
  int64_t id = support_save(b, &one), draft = support_save(b, &two), count = 0;
  struct correction all[] = {made(id, SUPPORT_DATE, "a"),
      made(id, SUPPORT_DATE + 5, "b"), made(draft, SUPPORT_DATE + 9, "c")};
  struct correction *list;
  size_t n = 0;
  for (size_t i = 0; i < 3; i++)
    assert_err(txn_write(b->site->db, add, &all[i]), OK);
  assert_err(correction_count(b->web->db, &count), OK);
  assert_int_equal(count, 2);
  assert_err(correction_newest(b->web->db, b->arena, 0, 10, &list, &n), OK);
  assert_int_equal(n, 2);
  assert_string_equal(list[0].note, "b");
  assert_err(correction_newest(b->web->db, b->arena, 1, 10, &list, &n), OK);
  assert_int_equal(n, 1);
  assert_string_equal(list[0].note, "a");
}

static void only_articles_with_corrections_change_the_list(void **state) {
  struct blog *b = *state;
  struct article_input one = support_article_input("one");
  int64_t id = support_save(b, &one);
  struct correction c = made(id, SUPPORT_DATE, "a");
  assert_err(txn_write(b->site->db, invalidate, &id), OK);
  assert_int_equal(support_revision(b, DEP_ARTICLE, 0), 0);
  assert_err(txn_write(b->site->db, add, &c), OK);
  int64_t before = support_revision(b, DEP_ARTICLE, 0);
  assert_err(txn_write(b->site->db, invalidate, &id), OK);
  assert_true(support_revision(b, DEP_ARTICLE, 0) > before);
}

static enum err keep(struct db *s, void *context) {
  const char *const *texts = context;
  enum err e = correction_before_keep(s, 1, texts[0]);
  return e ? e : correction_before_keep(s, 1, texts[1]);
}

static enum err forget(struct db *s, void *context) {
  const int64_t *id = context;
  return correction_before_forget(s, *id);
}

static void the_first_text_is_kept(void **state) {
  struct blog *b = *state;
  struct article_input one = support_article_input("one");
  int64_t id = support_save(b, &one);
  const char *texts[] = {"first", "second"}, *text = "x";
  assert_int_equal(id, 1);
  assert_err(correction_before(b->site->db, b->arena, id, &text), OK);
  assert_null(text);
  assert_err(txn_write(b->site->db, keep, texts), OK);
  assert_err(correction_before(b->site->db, b->arena, id, &text), OK);
  assert_string_equal(text, "first");
  assert_err(txn_write(b->site->db, forget, &id), OK);
  assert_err(correction_before(b->site->db, b->arena, id, &text), OK);
  assert_null(text);
}

static enum err read_all(void *context) {
  struct blog *b = context;
  struct correction *list;
  const char *text;
  size_t count;
  struct arena *a = arena_new(1 << 20);
  enum err e = a ? correction_of_article(b->site->db, a, 1, &list, &count) : ERR_NOMEM;
  if (!e)
    e = correction_newest(b->site->db, a, 0, 9, &list, &count);
  if (!e)
    e = correction_before(b->site->db, a, 1, &text);
  arena_free(a);
  return e;
}

static void failing_memory_is_reported(void **state) {
  struct blog *b = *state;
  struct article_input one = support_article_input("one");
  struct correction c = made(support_save(b, &one), SUPPORT_DATE, "a");
  const char *texts[] = {"first", "second"};
  assert_err(txn_write(b->site->db, add, &c), OK);
  assert_err(txn_write(b->site->db, keep, texts), OK);
  assert_true(fail_alloc_each(read_all, b) > 1);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(an_article_has_its_own_oldest_first),
      support_site_test(the_list_has_public_articles_only),
      support_site_test(only_articles_with_corrections_change_the_list),
      support_site_test(the_first_text_is_kept),
      support_site_test(failing_memory_is_reported),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
