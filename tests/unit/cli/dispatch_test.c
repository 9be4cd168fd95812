#include "cli/dispatch.h"

#include <sysexits.h>

#include "cli/command/command_line.h"
#include "support.h"

static const char *ran_with; /* the directory, or "none" */

static int run(const struct command_line *line) {
  ran_with = line->dir ? line->dir : "none";
  return (int)line->count;
}

static const struct command rows[] = {
    {NULL, "init", "[DIR]", "Init", {{0}}, "pamphlet init\n", 0, run},
    {"cache", "flush", "", "Flush", {{0}}, "pamphlet cache flush\n", 0, run},
    {0},
};
static const struct command_alias aliases[] = {{"pages", "cache"}, {0}};
static const struct command_table table = {rows, aliases};

struct call {
  const char *words[8];
  int code;
};

static void call(void *context) {
  struct call *c = context;
  int n = 0;
  while (c->words[n])
    n++;
  ran_with = NULL;
  c->code = dispatch(&table, n, (char **)c->words);
}

static const char *said(struct call *c) {
  return support_written(stderr, call, c);
}

static void commands_run_with_their_directory(void **state) {
  struct call c = {.words = {"pamphlet", "-C", "/a", "cache", "flush"}};
  (void)state;
  assert_string_equal(said(&c), "");
  assert_string_equal(ran_with, "/a");
  c = (struct call){.words = {"pamphlet", "-C/b", "--no-pager", "init", "x"}};
  assert_string_equal(said(&c), "");
  assert_int_equal(c.code, 1);
  assert_string_equal(ran_with, "/b");
}

static void a_former_noun_runs_with_a_notice(void **state) {
  struct call c = {.words = {"pamphlet", "pages", "flush"}};
  (void)state;
  assert_string_equal(said(&c), "pamphlet: \"pages\" is now called \"cache\"\n");
  assert_string_equal(ran_with, "none");
}

static void mistakes_are_explained(void **state) {
  static const struct {
    struct call call;
    const char *message;
  } all[] = {{{.words = {"pamphlet"}}, "Usage: pamphlet "},
      {{.words = {"pamphlet", "--what"}}, "unknown option --what"},
      {{.words = {"pamphlet", "-C"}}, "-C requires a directory"},
      {{.words = {"pamphlet", "-C", ""}}, "-C requires a directory"},
      {{.words = {"pamphlet", "inti"}}, "did you mean \"init\"?"},
      {{.words = {"pamphlet", "cache", "flsh"}}, "did you mean \"cache flush\"?"},
      {{.words = {"pamphlet", "cache"}}, "pamphlet cache flush"},
      {{.words = {"pamphlet", "pages", "flsh"}}, "did you mean \"cache flush\"?"}};
  (void)state;
  for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
    struct call c = all[i].call;
    const char *text = said(&c);
    assert_int_equal(c.code, EX_USAGE);
    assert_null(ran_with);
    if (!strstr(text, all[i].message))
      fail_msg("\"%s\" does not say \"%s\"", text, all[i].message);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(commands_run_with_their_directory),
      cmocka_unit_test(a_former_noun_runs_with_a_notice),
      cmocka_unit_test(mistakes_are_explained)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
