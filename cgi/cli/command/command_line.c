#include "cli/command/command_line.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "cli/command/typo.h"
#include "cli/output/complain.h"

/* Options of the command itself are the only candidates: one of another command would
 * be refused next. */
static void command_line_refuse_option(
    const struct command *c, const char *word, size_t n) {
  char typed[40], name[COMMAND_NAME];
  struct typo typo = {0};
  snprintf(typed, sizeof typed, "%.*s", (int)n, word);
  for (size_t i = 0; i < COMMAND_OPTIONS && c->options[i].name; i++)
    typo_try(&typo, typed, c->options[i].name);
  if (typo.word)
    complain("unknown option --%.*s: did you mean --%s?", (int)n, word, typo.word);
  else
    complain("unknown option --%.*s: see \"pamphlet %s --help\"", (int)n, word,
        command_name(c, name));
}

/* Reads "--name=value", "--name value" or "--flag". Returns the number of words it
 * took, 0 after complaining. */
static int command_line_read_option(struct command_line *line, char **argv) {
  const char *word = argv[0] + 2;
  size_t n = strcspn(word, "=");
  const struct command_option *option = command_option(line->command, word, n);
  if (!option) {
    command_line_refuse_option(line->command, word, n);
    return 0;
  }
  /* The value has the index that the option has in the command's table. */
  const char **value = &line->values[option - line->command->options];
  if (!option->value && word[n]) {
    complain("--%s takes no value", option->name);
    return 0;
  }
  /* argv ends with NULL, so argv[1] can be read after the last word too. */
  if (option->value && !word[n] && !argv[1]) {
    complain(
        "--%s requires a value: --%s=%s", option->name, option->name, option->value);
    return 0;
  }
  /* Of a list, the first values would be lost. */
  if (*value && option->value && strstr(option->value, ",...")) {
    complain("--%s is given twice: put commas between its values", option->name);
    return 0;
  }
  /* A flag is "", which is not NULL, the value of an option that was not given. Of an
   * option that is repeated, the last value counts. */
  *value = !option->value ? "" : word[n] ? word + n + 1 : argv[1];
  return option->value && !word[n] ? 2 : 1;
}

/* The synopsis says how many arguments there may be: one per word of it, or any number
 * where it has "...". */
static bool command_line_has_right_count(const struct command_line *line) {
  const struct command *c = line->command;
  char name[COMMAND_NAME];
  size_t most = *c->arguments != 0;
  for (const char *s = c->arguments; *s; s++)
    most += *s == ' ';
  /* With "...", there is no limit. */
  if (strstr(c->arguments, "..."))
    most = line->count;
  if (line->count < c->least)
    complain("%s is missing: see \"pamphlet %s --help\"", c->arguments,
        command_name(c, name));
  else if (line->count > most)
    complain("unexpected argument \"%s\": see \"pamphlet %s --help\"",
        line->arguments[most], command_name(c, name));
  return line->count >= c->least && line->count <= most;
}

static bool command_line_is_help(const char *word) {
  return strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0;
}

static enum command_line_result command_line_read_words(
    struct command_line *line, const char **arguments, int argc, char **argv) {
  bool options_ended = false;
  for (int i = 0; i < argc;) {
    int taken = 1;
    /* "-" alone is an argument: it stands for standard input or output. */
    if (options_ended || argv[i][0] != '-' || !argv[i][1]) {
      arguments[line->count++] = argv[i];
    } else if (command_line_is_help(argv[i])) {
      /* Wherever it stands, --help wins over what follows it, and nothing is run. */
      return COMMAND_LINE_HELP;
    } else if (strcmp(argv[i], "--") == 0) {
      options_ended = true;
    } else if (argv[i][1] == '-') {
      taken = command_line_read_option(line, argv + i);
    } else {
      complain("unknown option %s: -C and its directory precede the command, and --"
               " precedes a file of that name",
          argv[i]);
      taken = 0;
    }
    if (!taken)
      return COMMAND_LINE_REFUSED;
    i += taken;
  }
  return COMMAND_LINE_READ;
}

enum command_line_result command_line_read(
    struct command_line *line, int argc, char **argv) {
  /* At most all words are arguments; one more, so that calloc never gets 0. */
  const char **arguments = calloc((size_t)argc + 1, sizeof *arguments);
  if (!arguments) {
    complain("%s", err_text(ERR_NOMEM));
    return COMMAND_LINE_NOMEM;
  }
  line->arguments = arguments;
  enum command_line_result result =
      command_line_read_words(line, arguments, argc, argv);
  if (result == COMMAND_LINE_READ && !command_line_has_right_count(line))
    result = COMMAND_LINE_REFUSED;
  if (result != COMMAND_LINE_READ)
    command_line_free(line);
  return result;
}

void command_line_free(struct command_line *line) {
  free((void *)line->arguments);
  line->arguments = NULL;
  line->count = 0;
}

/* A misspelt name in a verb would read as "not given" and go unnoticed: no release may
 * answer that, so this is not an assert that NDEBUG removes. */
static const char *command_line_find(
    const struct command_line *line, const char *name, bool is_flag) {
  const struct command_option *option =
      command_option(line->command, name, strlen(name));
  if (!option || is_flag != !option->value) {
    fprintf(stderr, "pamphlet: defect: \"%s\" has no %s --%s\n", line->command->verb,
        is_flag ? "flag" : "option", name);
    abort();
  }
  /* The two arrays have the same index. */
  return line->values[option - line->command->options];
}

const char *command_line_value(const struct command_line *line, const char *name) {
  return command_line_find(line, name, false);
}

bool command_line_flag(const struct command_line *line, const char *name) {
  return command_line_find(line, name, true) != NULL;
}
