/* Inside markdown: keeps from cmark-gfm what it takes quadratic time for. Measured with
 * version 0.29.0.gfm.6; gfm.13 has mended some of it. */
#ifndef MARKUP_MARKDOWN_MARKDOWN_GUARD_H
#define MARKUP_MARKDOWN_MARKDOWN_GUARD_H

#include <stdbool.h>
#include <stddef.h>

/* A paragraph here is a run of lines without an empty one between. */
enum {
  MARKDOWN_IMAGES = 1000,      /* "![" in a paragraph */
  MARKDOWN_DECLARATIONS = 250, /* "<?" and "<!" in a paragraph */
  MARKDOWN_BRACKETS = 1000,    /* ")" among the punctuation at the end of a link */
  MARKDOWN_CONTAINERS = 100,   /* quotes and lists inside each other */
  MARKDOWN_COLUMNS = 250,      /* of a table */
  MARKDOWN_CELLS = 1000,       /* in a row, of which a table shows its columns */
  MARKDOWN_ROWS = 20000,       /* of a table */
  MARKDOWN_BEFORE = 500,       /* lines of a paragraph that turns into a table */
  MARKDOWN_MISSING = 200000,   /* table cells that rows leave out, in the whole text */
  MARKDOWN_FOOTNOTES = 10000,  /* uses of footnotes in the whole text */
  MARKDOWN_REPEATS = 64 << 20  /* bytes of HTML, were each "]" the longest reference */
};

/* True when the text stays within these limits. */
bool markdown_is_tame(const char *text, size_t n);

#endif
