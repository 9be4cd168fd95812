/* How it works: texts are escaped byte by byte as they are printed; the callers write
 * words only, and the few requests of man(7) are all here and in manual.c. */
#include "cli/help/roff.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

/* The date in the page headers: when the text was last revised. */
static const char roff_date[] = "2026-11-24";

/* Prints one byte. roff turns a plain hyphen or quote into a typographic one, which
 * must not happen in text that readers copy (`typed`), and takes a "." or "'" at the
 * `start` of a line for a request. */
static void roff_put(char c, bool typed, bool start) {
  /* \& has no width and hides that the character begins a line. */
  if (start && (c == '.' || c == '\''))
    fputs("\\&", stdout);
  switch (c) {
  /* \e prints the escape character itself; a doubled backslash would be read twice
   * within macros. */
  case '\\':
    fputs("\\e", stdout);
    break;
  case '-':
    fputs(typed ? "\\-" : "-", stdout);
    break;
  case '\'':
    fputs(typed ? "\\(aq" : "'", stdout);
    break;
  case '`':
    fputs(typed ? "\\(ga" : "`", stdout);
    break;
  /* In some output devices these two become accents (groff_char(7)). */
  case '^':
    fputs("\\(ha", stdout);
    break;
  case '~':
    fputs("\\(ti", stdout);
    break;
  default:
    putchar(c);
  }
}

static void roff_put_all(const char *text, bool typed) {
  for (const char *s = text; *s; s++)
    roff_put(*s, typed, s == text || s[-1] == '\n');
}

void roff_head(const char *name, const char *section, const char *summary) {
  printf(".TH \"");
  roff_put_all(name, true);
  printf("\" %s %s \"pamphlet %s\" \"Pamphlet\"\n.SH NAME\n", section, roff_date,
      PAMPHLET_VERSION);
  roff_put_all(name, true);
  /* man and apropos separate the name from the summary at this hyphen. */
  fputs(" \\- ", stdout);
  roff_text(summary);
}

void roff_section(const char *title) {
  printf(".SH %s\n", title);
}

void roff_text(const char *text) {
  roff_put_all(text, false);
  putchar('\n');
}

void roff_plain(const char *text) {
  roff_put_all(text, true);
}

void roff_bold(const char *text) {
  fputs("\\fB", stdout);
  roff_put_all(text, true);
  fputs("\\fR", stdout);
}

void roff_italic(const char *text) {
  fputs("\\fI", stdout);
  roff_put_all(text, true);
  fputs("\\fR", stdout);
}

void roff_line(void) {
  putchar('\n');
}

void roff_example(const char *lines) {
  /* .nf: lines are kept as they are, so that a command can be copied. */
  fputs(".PP\n.RS 4\n.nf\n", stdout);
  roff_put_all(lines, true);
  /* A request such as .fi is one only at the beginning of a line. */
  if (*lines && lines[strlen(lines) - 1] != '\n')
    putchar('\n');
  fputs(".fi\n.RE\n", stdout);
}
