#include "cli/output/complain.h"

#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>

#include "base/utf8.h"
#include "cli/output/colour.h"

/* Bytes of a message. More than any `why` in this program has, plus the words around
 * it. */
enum { COMPLAIN_MOST = 1200 };

/* Messages quote file names, titles and arguments, any of which may hold escape
 * sequences. */
__attribute__((format(printf, 2, 0))) static void complain_print(
    const char *colour, const char *format, va_list args) {
  char text[COMPLAIN_MOST];
  struct buf safe = {0};
  /* A longer message is cut; utf8_printable makes it safe whatever byte it ends in. */
  vsnprintf(text, sizeof text, format, args);
  utf8_printable(&safe, text);
  fprintf(stderr, "%spamphlet:%s %s\n", colour,
      *colour ? colour_on(STDERR_FILENO, COLOUR_OFF) : "",
      buf_status(&safe) ? err_text(buf_status(&safe)) : buf_text(&safe));
  buf_free(&safe);
}

void complain(const char *format, ...) {
  va_list args;
  va_start(args, format);
  complain_print(colour_on(STDERR_FILENO, COLOUR_RED), format, args);
  va_end(args);
}

void complain_notice(const char *format, ...) {
  va_list args;
  va_start(args, format);
  complain_print("", format, args);
  va_end(args);
}
