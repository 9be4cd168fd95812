#include "cli/help/help.h"

#include <string.h>
#include <sysexits.h>

#include "cli/command/command_line.h"
#include "cli/command/typo.h"
#include "cli/output/complain.h"
#include "cli/output/pager.h"

/* Columns from the name of an option to its meaning. Longer ones, such as
 * --with-personal-data, are rare. */
enum { HELP_OPTION_COLUMNS = 18 };

/* 28 columns hold most synopses. A longer one moves its own summary, and no other. */
static void help_line(FILE *out, const struct command *c) {
  char synopsis[COMMAND_NAME * 2], name[COMMAND_NAME];
  snprintf(synopsis, sizeof synopsis, "%s %s", command_name(c, name), c->arguments);
  fprintf(out, "  pamphlet %-28s %s\n", synopsis, c->summary);
}

void help_all(const struct command_table *table, FILE *out) {
  fputs("Usage: pamphlet [-C DIR] [--no-pager] COMMAND [OPTION ...] [ARGUMENT ...]\n\n"
        "The site is in DIR, in $PAMPHLET_SITE, or in the current directory or its\n"
        "nearest parent that contains a site.ini.\n\n",
      out);
  for (const struct command *c = table->commands; c->verb; c++)
    help_line(out, c);
  fputs("\nFor the options and examples of a command: pamphlet COMMAND --help\n", out);
}

/* An option too long for its column gets a line of its own, so that meanings align. */
static void help_option(FILE *out, const struct command_option *option) {
  size_t n = strlen(option->name) + (option->value ? strlen(option->value) + 1 : 0);
  fprintf(out, "  --%s%s%s", option->name, option->value ? "=" : "",
      option->value ? option->value : "");
  if (n < HELP_OPTION_COLUMNS)
    fprintf(out, "%*s %s\n", HELP_OPTION_COLUMNS - (int)n, "", option->meaning);
  else
    /* 5 is the width of " --" and of the space after an option. */
    fprintf(out, "\n%*s%s\n", HELP_OPTION_COLUMNS + 5, "", option->meaning);
}

/* Through the pager, like all long output that was asked for. Help that is shown
 * because of an error goes to standard error (dispatch.c), without one. */
void help_command(const struct command *c) {
  struct pager pager;
  char name[COMMAND_NAME];
  pager_open(&pager);
  fprintf(pager.out, "Usage: pamphlet %s%s%s%s\n\n%s.\n", command_name(c, name),
      c->options[0].name ? " [OPTION ...]" : "", *c->arguments ? " " : "", c->arguments,
      c->summary);
  if (c->options[0].name)
    fputs("\nOptions:\n", pager.out);
  for (size_t i = 0; i < COMMAND_OPTIONS && c->options[i].name; i++)
    help_option(pager.out, &c->options[i]);
  fputs("\nExamples:\n", pager.out);
  /* Each example ends in a newline (command.h), so the sum never passes the end. */
  for (const char *s = c->examples; *s; s += strcspn(s, "\n") + 1)
    fprintf(pager.out, "  %.*s\n", (int)strcspn(s, "\n"), s);
  pager_close(&pager);
}

bool help_noun(const struct command_table *table, FILE *out, const char *noun) {
  if (!command_has_noun(table, noun))
    return false;
  fprintf(
      out, "Usage: pamphlet [-C DIR] %s COMMAND [OPTION ...] [ARGUMENT ...]\n\n", noun);
  for (const struct command *c = table->commands; c->verb; c++)
    if (c->noun && strcmp(c->noun, noun) == 0)
      help_line(out, c);
  fprintf(out,
      "\nFor the options and examples of a command: pamphlet %s COMMAND --help\n",
      noun);
  return true;
}

void help_unknown(
    const struct command_table *table, const char *noun, const char *word) {
  struct typo typo = {0};
  const char *before = noun ? noun : "", *space = noun ? " " : "";
  for (const struct command *c = table->commands; c->verb; c++)
    if (!noun || (c->noun && strcmp(c->noun, noun) == 0))
      /* Without a noun, the first word may be meant to be one, or a command of one
       * word. */
      typo_try(&typo, word, c->noun && !noun ? c->noun : c->verb);
  if (typo.word)
    complain("unknown command \"%s%s%s\": did you mean \"%s%s%s\"?", before, space,
        word, before, space, typo.word);
  else
    complain("unknown command \"%s%s%s\"", before, space, word);
  complain("see \"pamphlet %s%s--help\"", before, space);
}

int help_about(
    const struct command_table *table, const char *first, const char *second) {
  /* A command of one word is found even if a word follows, which may be its argument:
   * "help import posts". */
  const struct command *c = first ? command_find(table, NULL, first) : NULL;
  if (!c && second)
    c = command_find(table, first, second);
  if (c) {
    help_command(c);
    return 0;
  }
  /* "help post" lists the verbs of a noun. */
  bool is_noun = first && command_has_noun(table, first);
  if (first && (second || !is_noun)) {
    help_unknown(table, is_noun ? first : NULL, is_noun ? second : first);
    return EX_USAGE;
  }
  struct pager pager;
  pager_open(&pager);
  if (first)
    help_noun(table, pager.out, first);
  else
    help_all(table, pager.out);
  pager_close(&pager);
  return 0;
}

int help_run(const struct command_line *line) {
  const char *first = line->count > 0 ? line->arguments[0] : NULL;
  const char *noun = first ? command_noun_of(line->table, first) : NULL;
  if (noun)
    complain_notice("\"%s\" is now called \"%s\"", first, noun);
  return help_about(
      line->table, noun ? noun : first, line->count > 1 ? line->arguments[1] : NULL);
}

int version_run(const struct command_line *line) {
  (void)line;
  puts("pamphlet " PAMPHLET_VERSION);
  return 0;
}
