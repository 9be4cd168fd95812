#include "import/files/import_comments.h"

#include "fail_alloc.h"
#include "support.h"

static const char good[] =
    "{\"comments\": [{\"id\": 2, \"author\": \"Ada\", \"email\": \"ada@example.org\", "
    "\"url\": \"https://a.example/\", \"date\": \"2026-01-03T10:00:00Z\", \"status\": \"approve\", "
    "\"text\": \"One\"}, {\"id\": 3, \"parent\": 2, \"author\": \"Bob\", "
    "\"date\": \"2026-01-03T11:00:00Z\", \"status\": \"hold\", \"text\": \"Two\"}]}";

static void comments_are_read_in_order(void **state) {
  struct import_comments all;
  struct parse_problem problem;
  (void)state;
  struct arena *a = arena_new(1 << 20);
  assert_err(import_comments_read(a, good, &all, &problem), OK);
  assert_int_equal(all.count, 2);
  assert_string_equal(all.items[0].email, "ada@example.org");
  assert_string_equal(all.items[1].email, "");
  assert_int_equal(all.items[1].parent, 0);
  assert_int_equal(all.items[1].comment.status, COMMENT_HOLD);
  assert_string_equal(all.items[0].comment.html, "<p>One</p>\n");
  arena_free(a);
}

static void faults_name_the_comment(void **state) {
#define ROW(fields)                                                                    \
  "{\"comments\": [{\"id\": 1, \"author\": \"A\", \"text\": \"x\", " fields "}]}"
  static const struct {
    const char *json, *says;
  } rows[] = {
      {"[]", "\"comments\""},
      {"{", ""},
      {ROW("\"status\": \"maybe\""), "\"status\" must be"},
      {ROW("\"date\": \"soon\""), "\"date\" must be"},
      {ROW("\"email\": 5"), "\"email\" must be a string"},
      {ROW("\"url\": \"javascript:x\""), "https://"},
      {ROW("\"type\": \"ping\""), "\"type\" must be"},
      {ROW("\"date\": \"2026-01-03T10:00:00Z\", \"format\": \"rst\""),
          "\"format\" must be"},
  };
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    struct import_comments all;
    struct parse_problem problem = {0};
    struct arena *a = arena_new(1 << 20);
    enum err e = import_comments_read(a, rows[i].json, &all, &problem);
    if ((e != ERR_INVALID && e != ERR_SYNTAX) || !strstr(problem.message, rows[i].says))
      fail_msg("%s: %s, %s", rows[i].json, err_name(e), problem.message);
    arena_free(a);
  }
}

static enum err read_good(void *context) {
  struct import_comments all;
  struct parse_problem problem;
  struct arena *a = arena_new(1 << 20);
  (void)context;
  enum err e = a ? import_comments_read(a, good, &all, &problem) : ERR_NOMEM;
  arena_free(a);
  return e;
}

static void memory_runs_out(void **state) {
  (void)state;
  fail_alloc_each(read_good, NULL);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(comments_are_read_in_order),
      cmocka_unit_test(faults_name_the_comment),
      cmocka_unit_test(memory_runs_out),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
