/* What is wrong with a file, told to its author. */
#ifndef MARKUP_FRONTMATTER_PARSE_PROBLEM_H
#define MARKUP_FRONTMATTER_PARSE_PROBLEM_H

#include "base/err.h"

struct parse_problem {
  int line;          /* of the file, from 1; 0: none in particular */
  char message[240]; /* one line, says what to do where that is known */
};

/* Fills in a problem from printf's arguments, cutting what does not fit. Always
 * ERR_INVALID, so that it can be returned at once. */
enum err parse_problem_set(struct parse_problem *p, int line, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

#endif
