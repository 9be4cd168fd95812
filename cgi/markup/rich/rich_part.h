/* Finds the parts of an article that are shown richer than they are written: program
 * text, formulas and diagrams. Works on the HTML that the sanitiser has written, in
 * which they are plain text, so that feeds, the search and exports contain that text.
 */
#ifndef MARKUP_RICH_RICH_PART_H
#define MARKUP_RICH_RICH_PART_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"

enum rich_kind {
  RICH_CODE,   /* <pre><code class="language-X">, or with data-first or data-marked */
  RICH_FORMULA /* <span class="math">, or <pre><code class="language-math"> */
};

struct rich_part {
  enum rich_kind kind;
  const char *start, *end;         /* the whole element */
  const char *inside, *inside_end; /* its content */
  const char *text;                /* the same as plain text, in the arena */
  const char *language; /* "" if there is none, in lower case; in the arena */
  int first;            /* number of the first line; -1: not numbered */
  const char *marked;   /* lines, as in "2,5-7"; "" for none; in the arena */
  const char *alt;      /* text in place of a picture; "" for none */
  bool is_display;      /* a formula on a line of its own */
};

/* The next part from *at on, which moves to its end. *found becomes false if there is
 * none. Code that contains elements does not count. ERR_NOMEM. */
enum err rich_part_next(
    struct arena *a, const char **at, struct rich_part *out, bool *found) MUST_USE;

/* True if there may be one: a quick look, for articles that have none. */
bool rich_part_is_in(const char *html);

#endif
