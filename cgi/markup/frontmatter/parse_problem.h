/* An error in an author's file, reported to the author. */
#ifndef MARKUP_FRONTMATTER_PARSE_PROBLEM_H
#define MARKUP_FRONTMATTER_PARSE_PROBLEM_H

#include "base/err.h"

struct parse_problem {
  int line;          /* of the file, from 1; 0: the file as a whole */
  char message[240]; /* one line that says what to do, if that is known */
};

/* Sets a problem from printf's arguments; a message that is too long is cut. Always
 * returns ERR_INVALID, so that callers can return it directly. */
enum err parse_problem_set(struct parse_problem *p, int line, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

#endif
