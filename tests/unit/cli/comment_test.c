#include "cli/comment.h"

#include <sysexits.h>

#include "cli/commands.h"
#include "cli/dispatch.h"
#include "support_site.h"

/* A command as a shell passes it. */
struct call {
  const char *words[10];
  int code;
};

static void call(void *context) {
  struct call *c = context;
  int n = 0;
  while (c->words[n])
    n++;
  c->code = dispatch(&commands, n, (char **)c->words);
}

static int64_t add_comment(struct blog *b) {
  struct article_input post = support_article_input("one");
  return support_comment(b, support_save(b, &post), 0, COMMENT_HOLD);
}

static void a_held_comment_is_listed_and_approved(void **state) {
  struct blog *b = *state;
  int64_t id = add_comment(b);
  char number[24];
  snprintf(number, sizeof number, "%lld", (long long)id);
  struct call list = {.words = {"pamphlet", "-C", b->site->dir, "comment", "list",
                          "--status=hold", "--format=ids"}};
  assert_non_null(strstr(support_written(stdout, call, &list), number));
  assert_int_equal(list.code, 0);
  struct call approve = {
      .words = {"pamphlet", "-C", b->site->dir, "comment", "approve", number}};
  assert_non_null(
      strstr(support_written(stdout, call, &approve), "Approved comment 1.\n"));
  assert_int_equal(approve.code, 0);
  assert_string_equal(support_written(stdout, call, &list), "");
}

static void a_comment_that_does_not_exist_is_named(void **state) {
  struct blog *b = *state;
  struct call get = {.words = {"pamphlet", "-C", b->site->dir, "comment", "get", "99"}};
  assert_non_null(strstr(support_written(stderr, call, &get), "comment 99"));
  assert_int_not_equal(get.code, 0);
}

static void an_unknown_status_is_refused(void **state) {
  struct blog *b = *state;
  struct call list = {
      .words = {"pamphlet", "-C", b->site->dir, "comment", "list", "--status=held"}};
  assert_non_null(strstr(support_written(stderr, call, &list), "unknown status"));
  assert_int_equal(list.code, EX_USAGE);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(a_held_comment_is_listed_and_approved),
      support_site_test(a_comment_that_does_not_exist_is_named),
      support_site_test(an_unknown_status_is_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
