#include "cli/command/command.h"

#include <stdio.h>
#include <string.h>

/* A linear search: the table has a few dozen rows, and one word is looked up per
 * run. */
const struct command *command_find(
    const struct command_table *table, const char *noun, const char *verb) {
  for (const struct command *c = table->commands; c->verb; c++) {
    bool same_noun = noun ? c->noun && strcmp(c->noun, noun) == 0 : !c->noun;
    if (same_noun && strcmp(c->verb, verb) == 0)
      return c;
  }
  return NULL;
}

bool command_has_noun(const struct command_table *table, const char *noun) {
  const struct command *c = table->commands;
  while (c->verb && !(c->noun && strcmp(c->noun, noun) == 0))
    c++;
  return c->verb != NULL;
}

const char *command_noun_of(const struct command_table *table, const char *word) {
  const struct command_alias *a = table->aliases;
  while (a->noun && strcmp(a->former, word) != 0)
    a++;
  return a->noun;
}

const char *command_name(const struct command *c, char out[COMMAND_NAME]) {
  snprintf(
      out, COMMAND_NAME, "%s%s%s", c->noun ? c->noun : "", c->noun ? " " : "", c->verb);
  return out;
}

const struct command_option *command_option(
    const struct command *c, const char *name, size_t size) {
  for (size_t i = 0; i < COMMAND_OPTIONS && c->options[i].name; i++)
    /* `name` may go on after `size` bytes, as in "status=draft". */
    if (strlen(c->options[i].name) == size &&
        strncmp(c->options[i].name, name, size) == 0)
      return &c->options[i];
  return NULL;
}

/* In the table, words to be typed as they are begin in lower case; capitals stand for
 * something else: "table|json", but "FILE|-" and "ID". */
bool command_is_choice(const char *value) {
  return value && *value >= 'a' && *value <= 'z';
}

bool command_is_file(const char *value) {
  /* Anywhere in it, because a synopsis has more than the word: "ID ... [FILE|-]". */
  return value && (strstr(value, "FILE") || strstr(value, "DIR"));
}
