#include "db/model/translation.h"

#include "support_site.h"

struct change {
  int64_t article, group;
  struct translation_names names;
};

static enum err set_names(struct db *s, void *context) {
  const struct change *c = context;
  return translation_names_set(s, c->article, &c->names);
}

static enum err set_group(struct db *s, void *context) {
  const struct change *c = context;
  return translation_group_set(s, c->article, c->group);
}

static void names_are_kept_in_order(void **state) {
  struct blog *b = *state;
  const char *two[] = {"/b/", "a"};
  struct change c = {7, 0, {"k", two, 2}};
  struct translation_names now;
  assert_err(translation_names(b->site->db, b->arena, 7, &now), OK);
  assert_null(now.key);
  assert_int_equal(now.count, 0);
  assert_err(txn_write(b->web->db, set_names, &c), ERR_DENIED);
  assert_err(txn_write(b->site->db, set_names, &c), OK);
  assert_err(translation_names(b->site->db, b->arena, 7, &now), OK);
  assert_string_equal(now.key, "k");
  assert_int_equal(now.count, 2);
  assert_string_equal(now.articles[0], "/b/");
  assert_string_equal(now.articles[1], "a");
  c.names = (struct translation_names){NULL, two, 1};
  assert_err(txn_write(b->site->db, set_names, &c), OK);
  assert_err(translation_names(b->site->db, b->arena, 7, &now), OK);
  assert_null(now.key);
  assert_int_equal(now.count, 1);
}

static int64_t resolved(struct blog *b, const char *name, int64_t self) {
  int64_t id = -1;
  enum err e = translation_resolve(b->site->db, name, self, &id);
  assert_true(e == OK || e == ERR_NOT_FOUND || e == ERR_EXISTS);
  return e == OK ? id : e == ERR_EXISTS ? -2 : 0;
}

static void a_name_is_a_slug_or_a_path(void **state) {
  struct blog *b = *state;
  struct article_input in = support_article_input("tide");
  int64_t tide = support_save(b, &in);
  assert_int_equal(resolved(b, "tide", 99), tide);
  assert_int_equal(resolved(b, "/2026/01/tide/", 99), tide);
  assert_int_equal(resolved(b, "tide", tide), 0);
  assert_int_equal(resolved(b, "ebb", 99), 0);
  in.published_at -= INT64_C(400) * 86400 * 1000000;
  int64_t other = support_save(b, &in);
  assert_int_equal(resolved(b, "tide", 99), -2);
  assert_int_equal(resolved(b, "tide", other), tide);
  in = support_article_input("draft");
  in.status = ARTICLE_DRAFT;
  support_save(b, &in);
  assert_int_equal(resolved(b, "draft", 99), 0);
}

static void a_group_has_public_members_only(void **state) {
  struct blog *b = *state;
  struct article_input in = support_article_input("one");
  int64_t one = support_save(b, &in);
  in = support_article_input("two");
  in.lang = "de";
  int64_t two = support_save(b, &in);
  in = support_article_input("three");
  in.status = ARTICLE_DRAFT;
  int64_t three = support_save(b, &in);
  for (int64_t id = one; id <= three; id++) {
    struct change c = {id, one, {NULL, NULL, 0}};
    assert_err(txn_write(b->site->db, set_group, &c), OK);
  }
  struct translation *members;
  size_t n = 0;
  int64_t group = 0;
  assert_err(translation_group(b->web->db, two, &group), OK);
  assert_int_equal(group, one);
  assert_err(translation_members(b->web->db, b->arena, group, &members, &n), OK);
  assert_int_equal(n, 2);
  assert_string_equal(members[1].lang, "de");
  assert_string_equal(members[1].permalink, "/2026/01/two/");
  assert_err(translation_members(b->web->db, b->arena, 0, &members, &n), OK);
  assert_int_equal(n, 0);
  struct change c = {two, 0, {NULL, NULL, 0}};
  assert_err(txn_write(b->site->db, set_group, &c), OK);
  assert_err(translation_group(b->web->db, two, &group), OK);
  assert_int_equal(group, 0);
  /* Nothing of a deleted article is left. */
  assert_err(publish_delete(b->site, b->arena, one), OK);
  assert_int_equal(support_number(b, "SELECT count(*) FROM translation"
                                     " WHERE article_id = 1"),
      0);
}

int main(void) {
  const struct CMUnitTest tests[] = {support_site_test(names_are_kept_in_order),
      support_site_test(a_name_is_a_slug_or_a_path),
      support_site_test(a_group_has_public_members_only)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
