#include "site/publish/gone.h"

#include "db/model/path.h"
#include "support_site.h"

struct addition {
  struct blog *blog;
  const char *path;
  enum gone_result result;
  struct parse_problem problem;
};

static enum err add(struct db *s, void *context) {
  struct addition *x = context;
  (void)s;
  return gone_add(x->blog->site, x->blog->arena, x->path, 4, &x->result, &x->problem);
}

static enum err add_gone(struct addition *x) {
  return txn_write(x->blog->site->db, add, x);
}

static void a_path_is_added_once_in_any_spelling(void **state) {
  struct addition x = {.blog = *state, .path = "/Old/Name"};
  struct path found;
  assert_err(add_gone(&x), OK);
  assert_int_equal(x.result, GONE_ADDED);
  assert_err(path_find(x.blog->site->db, "/old/name/", &found), OK);
  assert_int_equal(found.kind, PATH_GONE);
  x.path = "/old//name/";
  assert_err(add_gone(&x), OK);
  assert_int_equal(x.result, GONE_KNOWN);
}

static void the_path_of_an_article_is_left_alone(void **state) {
  struct addition x = {.blog = *state, .path = "/2026/01/tide/"};
  struct article_input in = support_article_input("tide");
  struct path found;
  int64_t id = support_save(x.blog, &in);
  assert_err(add_gone(&x), OK);
  assert_int_equal(x.result, GONE_TAKEN);
  assert_err(path_find(x.blog->site->db, x.path, &found), OK);
  assert_int_equal(found.article_id, id);
}

static void a_path_of_the_site_itself_is_refused(void **state) {
  struct addition x = {.blog = *state, .path = "/feed/"};
  assert_err(add_gone(&x), ERR_INVALID);
  assert_int_equal(x.problem.line, 4);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(a_path_is_added_once_in_any_spelling),
      support_site_test(the_path_of_an_article_is_left_alone),
      support_site_test(a_path_of_the_site_itself_is_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
