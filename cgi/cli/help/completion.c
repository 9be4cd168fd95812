#include "cli/help/completion.h"

#include <stdio.h>
#include <string.h>
#include <sysexits.h>

bool completion_is_of(const struct command *c, const char *noun) {
  return c->noun && strcmp(c->noun, noun) == 0;
}

bool completion_has_words(const struct command *c) {
  return *c->arguments >= 'a' && *c->arguments <= 'z';
}

bool completion_has_setting(const struct command *c) {
  return completion_is_of(c, "config") && strncmp(c->arguments, "NAME", 4) == 0;
}

void completion_settings(void) {
  struct settings_entry s;
  for (size_t i = 0; settings_entry(i, &s); i++)
    printf("%s%s", i ? " " : "", s.name);
}

const char *completion_ids(const struct command *c, const char *what) {
  if (strcmp(what, "[ID]") == 0 ||
      (c->noun && what != c->arguments && strcmp(what, "ID") == 0))
    return "post"; /* of comments, the article they are below */
  return c->noun && strncmp(what, "ID", 2) == 0 ? c->noun : NULL;
}

const char *completion_ids_field(const char *kind) {
  return strcmp(kind, "post") == 0 ? "title" : "author";
}

bool completion_is_first(const struct command *c) {
  if (c->noun)
    for (const struct command *d = commands; d != c; d++)
      if (completion_is_of(d, c->noun))
        return false;
  return true;
}

void completion_verbs(const char *noun, const char *between) {
  const char *next = "";
  for (const struct command *c = commands; c->verb; c++)
    if (completion_is_of(c, noun)) {
      printf("%s%s", next, c->verb);
      next = between;
    }
}

void completion_quote(const char *text, const char *quote, const char *escaped) {
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

void completion_words(const char *words) {
  for (; *words; words++)
    putchar(*words == '|' ? ' ' : *words);
}

int completion_run(const struct command_line *line) {
  static const struct {
    const char *shell;
    void (*print)(void);
  } shells[] = {
      {"bash", completion_bash}, {"zsh", completion_zsh}, {"fish", completion_fish}};
  for (size_t i = 0; i < sizeof shells / sizeof *shells; i++)
    if (strcmp(line->arguments[0], shells[i].shell) == 0) {
      shells[i].print();
      return 0;
    }
  command_complain("there is no completion for \"%s\": there are bash, zsh and fish",
      line->arguments[0]);
  return EX_USAGE;
}
