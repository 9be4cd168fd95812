#include "cli/help.h"

#include <string.h>

static void line(FILE *out, const struct command *c) {
  char synopsis[80];
  snprintf(synopsis, sizeof synopsis, "%s%s%s %s", c->noun ? c->noun : "",
      c->noun ? " " : "", c->verb, c->arguments);
  fprintf(out, "  pamphlet %-28s %s\n", synopsis, c->summary);
}

void help_all(FILE *out) {
  fputs(
      "Usage: pamphlet [-C DIR] COMMAND [OPTION ...] [ARGUMENT ...]\n\n"
      "The site is DIR, or $PAMPHLET_SITE, or the current directory or one above it.\n\n",
      out);
  for (const struct command *c = commands; c->verb; c++)
    line(out, c);
  fputs("\nEach command explains itself: pamphlet COMMAND --help\n", out);
}

void help_command(const struct command *c) {
  printf("Usage: pamphlet %s%s%s [OPTION ...] %s\n\n%s.\n", c->noun ? c->noun : "",
      c->noun ? " " : "", c->verb, c->arguments, c->summary);
  if (c->options[0])
    puts("\nOptions:");
  for (int i = 0; i < COMMAND_OPTIONS && c->options[i]; i++)
    printf("  --%-18s %s\n", c->options[i], c->meanings[i]);
  puts("\nExamples:");
  for (const char *s = c->examples; *s; s += strcspn(s, "\n") + 1)
    printf("  %.*s\n", (int)strcspn(s, "\n"), s);
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

/* Letters at the same place, more or less: enough to catch a slip. */
static int likeness(const char *a, const char *b) {
  int alike = 0;
  size_t length = strlen(b);
  for (size_t i = 0; a[i]; i++)
    for (size_t j = i ? i - 1 : 0; j <= i + 1 && j < length; j++)
      if (a[i] == b[j]) {
        alike++;
        break;
      }
  int longer = (int)(strlen(a) > length ? strlen(a) : length);
  return alike * 2 - longer;
}

void help_unknown(const char *noun, const char *word) {
  const char *best = NULL;
  int most = 0;
  for (const struct command *c = commands; c->verb; c++) {
    const char *name = c->noun && !noun ? c->noun : c->verb;
    if (noun && (!c->noun || strcmp(c->noun, noun) != 0))
      continue;
    if (likeness(word, name) > most) {
      most = likeness(word, name);
      best = name;
    }
  }
  if (best)
    command_complain("unknown command \"%s%s%s\": did you mean \"%s\"?",
        noun ? noun : "", noun ? " " : "", word, best);
  else
    command_complain("unknown command \"%s%s%s\": see \"pamphlet --help\"",
        noun ? noun : "", noun ? " " : "", word);
}
