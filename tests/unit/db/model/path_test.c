#include "db/model/path.h"

#include "support_site.h"

struct seen {
  int count;
  char last[100];
  enum err result;
};

static enum err on_path(void *context, const char *path) {
  struct seen *seen = context;
  seen->count++;
  snprintf(seen->last, sizeof seen->last, "%s", path);
  return seen->result;
}

static enum err set_gone(struct db *s, void *context) {
  return path_set_gone(s, context);
}

static enum err move_all(struct db *s, void *context) {
  return path_move(s, *(const int64_t *)context);
}

static enum err forget_all(struct db *s, void *context) {
  return path_forget(s, *(const int64_t *)context);
}

static int64_t add_post(struct blog *b) {
  struct article_input post = support_article_input("one");
  return support_save(b, &post);
}

static void an_address_is_found_or_not(void **state) {
  struct blog *b = *state;
  struct path found;
  int64_t id = add_post(b);
  assert_err(path_find(b->web->db, "/2026/01/one/", &found), OK);
  assert_int_equal(found.kind, PATH_ARTICLE);
  assert_int_equal(found.article_id, id);
  assert_err(path_find(b->web->db, "/nothing/", &found), ERR_NOT_FOUND);
}

static void a_moved_article_keeps_its_addresses(void **state) {
  struct blog *b = *state;
  struct db *s = b->site->db;
  struct path found;
  const char **list = NULL;
  size_t count = 0;
  int64_t id = add_post(b);
  assert_err(txn_write(s, move_all, &id), OK);
  assert_err(path_find(s, "/2026/01/one/", &found), OK);
  assert_int_equal(found.kind, PATH_MOVED);
  assert_err(path_of_article(s, b->arena, id, &list, &count), OK);
  assert_int_equal(count, 1);
  assert_string_equal(list[0], "/2026/01/one/");
}

static void a_forgotten_address_is_gone(void **state) {
  struct blog *b = *state;
  struct db *s = b->site->db;
  struct path found;
  struct seen seen = {.result = OK};
  int64_t id = add_post(b);
  assert_err(txn_write(s, forget_all, &id), OK);
  assert_err(path_find(s, "/2026/01/one/", &found), OK);
  assert_int_equal(found.kind, PATH_GONE);
  assert_int_equal(found.article_id, 0);
  assert_err(path_each_gone(s, on_path, &seen), OK);
  assert_int_equal(seen.count, 1);
  assert_string_equal(seen.last, "/2026/01/one/");
}

static void gone_does_not_replace_an_article(void **state) {
  struct blog *b = *state;
  struct path found;
  add_post(b);
  assert_err(txn_write(b->site->db, set_gone, (char[]){"/2026/01/one/"}), OK);
  assert_err(path_find(b->site->db, "/2026/01/one/", &found), OK);
  assert_int_equal(found.kind, PATH_ARTICLE);
}

static void a_not_found_of_the_visitor_is_returned(void **state) {
  struct blog *b = *state;
  struct seen seen = {.result = ERR_NOT_FOUND};
  assert_err(txn_write(b->site->db, set_gone, (char[]){"/a/"}), OK);
  assert_err(txn_write(b->site->db, set_gone, (char[]){"/b/"}), OK);
  assert_err(path_each_gone(b->site->db, on_path, &seen), ERR_NOT_FOUND);
  assert_int_equal(seen.count, 1);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(an_address_is_found_or_not),
      support_site_test(a_moved_article_keeps_its_addresses),
      support_site_test(a_forgotten_address_is_gone),
      support_site_test(gone_does_not_replace_an_article),
      support_site_test(a_not_found_of_the_visitor_is_returned),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
