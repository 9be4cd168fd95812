/* Inside markup/rich only: program text as HTML, with colours and line numbers. */
#ifndef MARKUP_RICH_RICH_CODE_H
#define MARKUP_RICH_RICH_CODE_H

#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "markup/rich/rich_part.h"

/* `size` bytes of the same kind, in the order of the text. */
struct rich_run {
  char kind; /* the letter of the class "hl-X"; '-' for none */
  size_t size;
};

struct rich_runs {
  const struct rich_run *items;
  size_t count;
};

/* Reads the answer of highlight.py about a text of `size` bytes, in the arena. Returns
 * ERR_SYNTAX unless it is well-formed, names known kinds and covers the text. */
enum err rich_code_read_runs(
    struct arena *a, const char *answer, size_t size, struct rich_runs *out) MUST_USE;

/* Appends the content of <code> for `p`: its text with a <span class="hl-X"> for each
 * run, and each line in a <span class="line"> if lines are numbered or marked. */
void rich_code_put(
    struct buf *out, const struct rich_part *p, const struct rich_runs *runs);

#endif
