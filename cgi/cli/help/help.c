#include "cli/help/help.h"

#include <string.h>
#include <sysexits.h>

#include "cli/help/typo.h"
#include "cli/output/pager.h"

enum { WIDE = 18 }; /* columns for the name of an option */

static void line(FILE *out, const struct command *c) {
  char synopsis[80];
  snprintf(synopsis, sizeof synopsis, "%s%s%s %s", c->noun ? c->noun : "",
      c->noun ? " " : "", c->verb, c->arguments);
  fprintf(out, "  pamphlet %-28s %s\n", synopsis, c->summary);
}

void help_all(FILE *out) {
  fputs(
      "Usage: pamphlet [-C DIR] [--no-pager] COMMAND [OPTION ...] [ARGUMENT ...]\n\n"
      "The site is DIR, or $PAMPHLET_SITE, or the current directory or one above it.\n\n",
      out);
  for (const struct command *c = commands; c->verb; c++)
    line(out, c);
  fputs("\nEach command explains itself: pamphlet COMMAND --help\n", out);
}

/* Names that are too long for their column get a line of their own. */
static void option(FILE *out, const char *name, const char *meaning) {
  if (strlen(name) < WIDE)
    fprintf(out, "  --%-*s %s\n", WIDE, name, meaning);
  else
    fprintf(out, "  --%s\n%*s%s\n", name, WIDE + 5, "", meaning);
}

void help_command(const struct command *c) {
  struct pager pager;
  pager_open(&pager);
  fprintf(pager.out, "Usage: pamphlet %s%s%s [OPTION ...]%s%s\n\n%s.\n",
      c->noun ? c->noun : "", c->noun ? " " : "", c->verb, *c->arguments ? " " : "",
      c->arguments, c->summary);
  if (c->options[0])
    fputs("\nOptions:\n", pager.out);
  for (int i = 0; i < COMMAND_OPTIONS && c->options[i]; i++)
    option(pager.out, c->options[i], c->meanings[i]);
  fputs("\nExamples:\n", pager.out);
  for (const char *s = c->examples; *s; s += strcspn(s, "\n") + 1)
    fprintf(pager.out, "  %.*s\n", (int)strcspn(s, "\n"), s);
  pager_close(&pager);
}

bool help_noun(FILE *out, const char *noun) {
  bool found = false;
  for (const struct command *c = commands; c->verb; c++)
    if (c->noun && strcmp(c->noun, noun) == 0) {
      if (!found)
        fprintf(out,
            "Usage: pamphlet [-C DIR] %s COMMAND [OPTION ...] [ARGUMENT ...]\n\n",
            noun);
      line(out, c);
      found = true;
    }
  if (found)
    fprintf(out, "\nEach command explains itself: pamphlet %s COMMAND --help\n", noun);
  return found;
}

bool help_has_noun(const char *noun) {
  const struct command *c = commands;
  while (c->verb && !(c->noun && strcmp(c->noun, noun) == 0))
    c++;
  return c->verb != NULL;
}

void help_unknown(const char *noun, const char *word) {
  struct typo near = {0};
  const char *before = noun ? noun : "", *space = noun ? " " : "";
  for (const struct command *c = commands; c->verb; c++)
    if (!noun || (c->noun && strcmp(c->noun, noun) == 0))
      typo_try(&near, word, c->noun && !noun ? c->noun : c->verb);
  if (near.word)
    command_complain("unknown command \"%s%s%s\": did you mean \"%s%s%s\"?", before,
        space, word, before, space, near.word);
  else
    command_complain("unknown command \"%s%s%s\"", before, space, word);
  command_complain("see \"pamphlet %s%s--help\"", before, space);
}

int help_about(const char *first, const char *second) {
  const struct command *c = first ? command_find(NULL, first) : NULL;
  if (!c && second)
    c = command_find(first, second);
  if (c) {
    help_command(c);
    return 0;
  }
  bool is_noun = first && help_has_noun(first);
  if (first && (second || !is_noun)) {
    help_unknown(is_noun ? first : NULL, is_noun ? second : first);
    return EX_USAGE;
  }
  struct pager pager;
  pager_open(&pager);
  if (first)
    help_noun(pager.out, first);
  else
    help_all(pager.out);
  pager_close(&pager);
  return 0;
}

int help_run(const struct command_line *line) {
  return help_about(line->count > 0 ? line->arguments[0] : NULL,
      line->count > 1 ? line->arguments[1] : NULL);
}

int version_run(const struct command_line *line) {
  (void)line;
  puts("pamphlet " PAMPHLET_VERSION);
  return 0;
}
