#include "site/publish/redirect_add.h"

#include "db/model/redirect.h"
#include "support_site.h"

struct addition {
  struct blog *blog;
  const char *from, *to;
  enum redirect_add_result result;
  struct parse_problem problem;
};

static enum err add(struct db *s, void *context) {
  struct addition *x = context;
  (void)s;
  return redirect_add(
      x->blog->site, x->blog->arena, x->from, x->to, 3, &x->result, &x->problem);
}

static enum err add_pair(struct blog *b, const char *from, const char *to,
    enum redirect_add_result *result, const char **why) {
  static struct addition x;
  x = (struct addition){.blog = b, .from = from, .to = to};
  enum err e = txn_write(b->site->db, add, &x);
  if (result)
    *result = x.result;
  if (why)
    *why = x.problem.message;
  return e;
}

static void a_redirect_has_one_form(void **state) {
  struct blog *b = *state;
  enum redirect_add_result result;
  const char *target = NULL;
  assert_err(
      add_pair(b, "https://old.example/Caf%C3%A9/A%20b", "/né/?q=a b#c", &result, NULL),
      OK);
  assert_int_equal(result, REDIRECT_ADDED);
  assert_err(redirect_find(b->site->db, b->arena, "/café/a b/", &target), OK);
  assert_string_equal(target, "/n%C3%A9/?q=a%20b#c");
  assert_err(add_pair(b, "/café/a b", "/né/?q=a b#c", &result, NULL), OK);
  assert_int_equal(result, REDIRECT_UNCHANGED);
  assert_err(add_pair(b, "/café/a b/", "https://example.org/", &result, NULL), OK);
  assert_int_equal(result, REDIRECT_CHANGED);
}

static void what_cannot_act_is_refused(void **state) {
  struct blog *b = *state;
  static const struct {
    const char *from, *to, *why;
  } bad[] = {
      {"/", "/a/", "home page"},
      {"", "/a/", "not a path"},
      {"old", "/a/", "not a path"},
      {"//host/", "/a/", "not a path"},
      {"/a?b=1", "/c/", "query"},
      {"/a/../b/", "/c/", "\"..\""},
      {"/a/", "b", "neither a path"},
      {"/a/", "//host/", "neither a path"},
      {"/a/", "javascript:alert(1)", "neither a path"},
      {"/a/", "https://user@example.org/", "neither a path"},
      {"/a/", "/b\\c", "neither a path"},
      {"/a/", "/A", "to itself"},
      {"/three/", "/one/#x", "to itself"},
      {"/2026/01/tide/", "/x/", "leads to article 1"},
  };
  const char *why;
  struct article_input in = support_article_input("tide");
  assert_int_equal(support_save(b, &in), 1);
  assert_err(add_pair(b, "/one/", "/two/", NULL, NULL), OK);
  assert_err(add_pair(b, "/two/", "/three", NULL, NULL), OK);
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
    enum err e = add_pair(b, bad[i].from, bad[i].to, NULL, &why);
    if (e != ERR_INVALID || !strstr(why, bad[i].why))
      fail_msg("%s to %s: %d \"%s\"", bad[i].from, bad[i].to, (int)e, why);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(a_redirect_has_one_form),
      support_site_test(what_cannot_act_is_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
