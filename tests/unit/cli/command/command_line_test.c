#include "cli/command/command_line.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "fail_alloc.h"
#include "support.h"

static int run(const struct command_line *line) {
  (void)line;
  return 0;
}

static const struct command rows[] = {
    {"post", "list", "ID ... [FILE]", "List",
        {{"format", "json|csv", "Format"}, {"yes", NULL, "Do not ask"},
            {"key", "KEY,...", "Keys"}},
        "x\n", 1, run},
    {NULL, "two", "A [B]", "Two", {{0}}, "x\n", 1, run},
    {0},
};
static const struct command_alias aliases[] = {{0}};
static const struct command_table table = {rows, aliases};

struct typed {
  size_t command;
  const char *words[8];
  struct command_line line;
  enum command_line_result result;
};

static void read_words(void *context) {
  struct typed *t = context;
  int n = 0;
  while (t->words[n])
    n++;
  t->line = (struct command_line){.table = &table, .command = &rows[t->command]};
  t->result = command_line_read(&t->line, n, (char **)t->words);
}

static void a_list_is_given_once(void **state) {
  static const struct typed twice = {.words = {"7", "--key=a", "--key=b"}},
                            once = {.words = {"7", "--key=a,b", "--format=csv",
                                        "--format=json"}};
  struct typed t = once;
  (void)state;
  read_words(&t);
  assert_int_equal(t.result, COMMAND_LINE_READ);
  assert_string_equal(command_line_value(&t.line, "key"), "a,b");
  /* Of any other option the last value counts. */
  assert_string_equal(command_line_value(&t.line, "format"), "json");
  command_line_free(&t.line);
  t = twice;
  read_words(&t);
  assert_int_equal(t.result, COMMAND_LINE_REFUSED);
}

static void options_and_arguments(void **state) {
  static const struct typed all[] = {{.words = {"--format=csv", "7", "--yes"}},
      {.words = {"7", "--format", "csv", "--yes"}},
      {.words = {"--yes", "--format", "csv", "--", "7"}}};
  (void)state;
  for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
    struct typed t = all[i];
    read_words(&t);
    assert_int_equal(t.result, COMMAND_LINE_READ);
    assert_string_equal(command_line_value(&t.line, "format"), "csv");
    assert_true(command_line_flag(&t.line, "yes"));
    assert_int_equal(t.line.count, 1);
    assert_string_equal(t.line.arguments[0], "7");
    command_line_free(&t.line);
  }
}

static void what_was_not_given_is_null(void **state) {
  struct typed t = {.words = {"-", "--", "--yes"}};
  (void)state;
  read_words(&t);
  assert_int_equal(t.result, COMMAND_LINE_READ);
  assert_null(command_line_value(&t.line, "format"));
  assert_false(command_line_flag(&t.line, "yes"));
  assert_int_equal(t.line.count, 2);
  command_line_free(&t.line);
}

static void help_wins(void **state) {
  struct typed t = {.words = {"--help"}}, after = {.words = {"7", "-h", "--what"}};
  (void)state;
  read_words(&t);
  assert_int_equal(t.result, COMMAND_LINE_HELP);
  read_words(&after);
  assert_int_equal(after.result, COMMAND_LINE_HELP);
}

static void mistakes_are_explained(void **state) {
  static const struct {
    struct typed typed;
    const char *message;
  } all[] = {{{.words = {"7", "--fromat=csv"}},
                 "unknown option --fromat: did you mean --format?"},
      {{.words = {"7", "--xyzzy"}},
          "unknown option --xyzzy: see \"pamphlet post list --help\""},
      {{.words = {"7", "--yes=1"}}, "--yes takes no value"},
      {{.words = {"7", "--format"}}, "--format requires a value: --format=json|csv"},
      {{.words = {"7", "-x"}}, "unknown option -x"},
      {{.words = {"--yes"}},
          "ID ... [FILE] is missing: see \"pamphlet post list --help\""},
      {{.command = 1, .words = {"a", "b", "c"}}, "unexpected argument \"c\""},
      {{.command = 1, .words = {NULL}},
          "A [B] is missing: see \"pamphlet two --help\""}};
  (void)state;
  for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
    struct typed t = all[i].typed;
    const char *said = support_written(stderr, read_words, &t);
    assert_int_equal(t.result, COMMAND_LINE_REFUSED);
    if (!strstr(said, all[i].message))
      fail_msg("\"%s\" does not say \"%s\"", said, all[i].message);
  }
}

/* True if asking for an option ends the process with SIGABRT. */
static bool aborts(bool flag, const char *name) {
  struct command_line line = {.table = &table, .command = &rows[0]};
  fflush(NULL);
  pid_t child = fork();
  if (child == 0) {
    if (!freopen("/dev/null", "w", stderr))
      _exit(1);
    signal(SIGABRT, SIG_DFL);
    if (flag)
      (void)command_line_flag(&line, name);
    else
      (void)command_line_value(&line, name);
    _exit(0);
  }
  int status = 0;
  waitpid(child, &status, 0);
  return WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT;
}

static void a_name_the_command_does_not_have_aborts(void **state) {
  (void)state;
  assert_false(aborts(false, "format"));
  assert_false(aborts(true, "yes"));
  assert_true(aborts(false, "form"));
  assert_true(aborts(false, "formats"));
  assert_true(aborts(false, "yes"));
  assert_true(aborts(true, "format"));
}

static enum err read_once(void *context) {
  struct typed t = {.words = {"7", "--yes"}};
  (void)context;
  read_words(&t);
  if (t.result == COMMAND_LINE_READ)
    command_line_free(&t.line);
  return t.result == COMMAND_LINE_READ    ? OK
         : t.result == COMMAND_LINE_NOMEM ? ERR_NOMEM
                                          : ERR_INTERNAL;
}

static void memory_may_run_out(void **state) {
  (void)state;
  assert_true(fail_alloc_each(read_once, NULL) > 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(options_and_arguments),
      cmocka_unit_test(a_list_is_given_once),
      cmocka_unit_test(what_was_not_given_is_null), cmocka_unit_test(help_wins),
      cmocka_unit_test(mistakes_are_explained),
      cmocka_unit_test(a_name_the_command_does_not_have_aborts),
      cmocka_unit_test(memory_may_run_out)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
