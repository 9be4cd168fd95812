#include "cli/commands.h"

#include <ctype.h>
#include <glob.h>

#include "base/file.h"
#include "cli/command/command_line.h"
#include "support.h"

static void assert_sentence(const char *text, const char *name) {
  if (!text || !isupper((unsigned char)*text) || text[strlen(text) - 1] == '.')
    fail_msg("%s: \"%s\" does not begin with a capital, or ends in a full stop", name,
        text ? text : "");
}

static void every_command_is_complete(void **state) {
  char name[COMMAND_NAME];
  (void)state;
  for (const struct command *c = commands.commands; c->verb; c++) {
    command_name(c, name);
    assert_ptr_equal(command_find(&commands, c->noun, c->verb), c);
    assert_sentence(c->summary, name);
    assert_non_null(c->run);
    assert_non_null(strstr(c->examples, name));
    assert_int_equal(c->examples[strlen(c->examples) - 1], '\n');
  }
}

/* Each option is found by its name, and each name stands for one option. */
static void every_option_is_found_by_name(void **state) {
  (void)state;
  for (const struct command *c = commands.commands; c->verb; c++) {
    struct command_line line = {.table = &commands, .command = c};
    for (size_t i = 0; i < COMMAND_OPTIONS && c->options[i].name; i++) {
      const struct command_option *o = &c->options[i];
      assert_sentence(o->meaning, o->name);
      assert_ptr_equal(command_option(c, o->name, strlen(o->name)), o);
      line.values[i] = "x";
      if (o->value)
        assert_string_equal(command_line_value(&line, o->name), "x");
      else
        assert_true(command_line_flag(&line, o->name));
      line.values[i] = NULL;
    }
  }
}

static bool some_command_has(const char *name, size_t size) {
  for (const struct command *c = commands.commands; c->verb; c++)
    if (command_option(c, name, size))
      return true;
  return false;
}

/* A misspelt name would abort the command only when that line of it runs. */
static void sources_ask_for_options_that_exist(void **state) {
  static const char *const calls[] = {
      "command_line_value(line, \"", "command_line_flag(line, \""};
  glob_t files;
  size_t found = 0;
  char why[FILE_WHY];
  (void)state;
  assert_int_equal(glob(TESTS_DIR "/../cgi/cli/*.c", 0, NULL, &files), 0);
  for (size_t i = 0; i < files.gl_pathc; i++) {
    struct buf text = {0};
    assert_err(file_read(files.gl_pathv[i], FILE_NO_FOLLOW, 1 << 20, &text, why), OK);
    for (size_t k = 0; k < 2; k++)
      for (const char *s = buf_text(&text); (s = strstr(s, calls[k])) != NULL;
           found++) {
        s += strlen(calls[k]);
        if (!some_command_has(s, strcspn(s, "\"")))
          fail_msg("%s: no command has --%.20s", files.gl_pathv[i], s);
      }
    buf_free(&text);
  }
  globfree(&files);
  assert_true(found > 20);
}

static void former_nouns_lead_to_commands(void **state) {
  (void)state;
  assert_string_equal(command_noun_of(&commands, "pages"), "cache");
  for (const struct command_alias *a = commands.aliases; a->noun; a++) {
    assert_true(command_has_noun(&commands, a->noun));
    assert_false(command_has_noun(&commands, a->former));
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(every_command_is_complete),
      cmocka_unit_test(every_option_is_found_by_name),
      cmocka_unit_test(sources_ask_for_options_that_exist),
      cmocka_unit_test(former_nouns_lead_to_commands)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
