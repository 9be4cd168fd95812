/* How it works: the scripts for all shells are printed from the table of commands, so
 * that a new command or option is completed without further work. The synopsis of a
 * command tells what its arguments are: IDs, files, choices, settings. */
#include "cli/help/complete.h"

#include <stdio.h>
#include <string.h>

#include "site/core/settings.h"

bool complete_is_of(const struct command *c, const char *noun) {
  return c->noun && strcmp(c->noun, noun) == 0;
}

bool complete_has_setting(const struct command *c) {
  return complete_is_of(c, "config") && strncmp(c->arguments, "NAME", 4) == 0;
}

void complete_settings(void) {
  struct settings_entry s;
  for (size_t i = 0; settings_entry(i, &s); i++)
    printf("%s%s", i ? " " : "", s.name);
}

const char *complete_ids(const struct command *c, const char *what) {
  /* "comment count [ID]" and "comment list --post=ID" take the ID of an article, not of
   * a comment. */
  if (strcmp(what, "[ID]") == 0 ||
      (c->noun && what != c->arguments && strcmp(what, "ID") == 0))
    return "post";
  /* The arguments of "post publish ID ..." and "comment spam [ID ...|-]" are of the
   * kind of the noun. */
  return c->noun && (strncmp(what, "ID", 2) == 0 || strcmp(what, "[ID ...|-]") == 0)
             ? c->noun
             : NULL;
}

/* A comment has no title; its author tells most. */
const char *complete_ids_field(const char *kind) {
  return strcmp(kind, "post") == 0 ? "title" : "author";
}

bool complete_is_first(const struct command_table *table, const struct command *c) {
  if (c->noun)
    for (const struct command *d = table->commands; d != c; d++)
      if (complete_is_of(d, c->noun))
        return false;
  return true;
}

void complete_verbs(
    const struct command_table *table, const char *noun, const char *between) {
  const char *next = "";
  for (const struct command *c = table->commands; c->verb; c++)
    if (complete_is_of(c, noun)) {
      printf("%s%s", next, c->verb);
      next = between;
    }
}

/* Each shell has its own way to write a single quote between single quotes, hence
 * `quote`. */
void complete_quote(const char *text, const char *quote, const char *escaped) {
  for (; *text; text++) {
    if (*text == '\'') {
      fputs(quote, stdout);
      continue;
    }
    if (strchr(escaped, *text))
      putchar('\\');
    putchar(*text);
  }
}

void complete_choices(const char *value) {
  for (; *value; value++)
    putchar(*value == '|' ? ' ' : *value);
}
