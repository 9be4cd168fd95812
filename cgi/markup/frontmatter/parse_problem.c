#include "markup/frontmatter/parse_problem.h"

#include <stdarg.h>
#include <stdio.h>

enum err parse_problem_set(struct parse_problem *p, int line, const char *format, ...) {
  va_list args;
  va_start(args, format);
  p->line = line;
  vsnprintf(p->message, sizeof p->message, format, args);
  va_end(args);
  /* Always this error, so that a caller can write "return parse_problem_set(...)". */
  return ERR_INVALID;
}
