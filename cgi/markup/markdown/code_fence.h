/* Which parts of a Markdown text are code, for passes that change a text before it is
 * parsed. */
#ifndef MARKUP_MARKDOWN_CODE_FENCE_H
#define MARKUP_MARKDOWN_CODE_FENCE_H

#include <stdbool.h>
#include <stddef.h>

/* The fence that is open; zero before the first line. */
struct code_fence {
  char mark;
  size_t marks;
  const char *html_end; /* what ends the HTML block that is open, or NULL */
};

/* Follows the fences over the lines of a text, of which `s` to `end` is the next.
 * Returns true for a line of code, fences included. */
bool code_fence_follow(struct code_fence *f, const char *s, const char *end);

/* Follows the HTML blocks whose text may contain blank lines and is not Markdown
 * (<pre>, <script>, <style>, <textarea> and comments), likewise. */
bool code_fence_follow_html(struct code_fence *f, const char *s, const char *end);

/* Length of the code span at `s`, which begins with backticks; the backticks alone if
 * it does not end before `end`. */
size_t code_fence_span(const char *s, const char *end);

#endif
