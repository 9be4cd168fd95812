/* Protects cmark-gfm from input for which it takes
 * quadratic time. Measured with version 0.29.0.gfm.6; gfm.13 has fixed some of it. */
#ifndef MARKUP_MARKDOWN_MARKDOWN_GUARD_H
#define MARKUP_MARKDOWN_MARKDOWN_GUARD_H

#include <stdbool.h>
#include <stddef.h>

/* The limits. A paragraph here is a run of lines without an empty line. */
enum {
  MARKDOWN_IMAGES = 1000,      /* "![" in a paragraph */
  MARKDOWN_DECLARATIONS = 250, /* "<?" and "<!" in a paragraph */
  MARKDOWN_BRACKETS = 1000,    /* ")" in the punctuation at the end of a link */
  MARKDOWN_CONTAINERS = 100,   /* nested quotes and lists */
  MARKDOWN_COLUMNS = 250,      /* of a table */
  MARKDOWN_CELLS = 1000,       /* in a row, even if the table has fewer columns */
  MARKDOWN_ROWS = 20000,       /* of a table */
  MARKDOWN_BEFORE = 500,       /* lines of a paragraph before it turns into a table */
  MARKDOWN_MISSING = 200000,   /* missing table cells in the whole text */
  MARKDOWN_FOOTNOTES = 10000,  /* footnote references in the whole text */
  MARKDOWN_REPEATS = 64 << 20 /* bytes of HTML if each "]" were the longest reference */
};

/* What is over a limit. */
struct markdown_fault {
  int line;          /* from 1 */
  const char *why;   /* the end of a sentence about the text */
  size_t begin, end; /* the bytes without which the rest stays below the limit: the
                        paragraph, or the rest of the text */
};

/* Finds the first line that is over one of these limits. False if there is none. */
bool markdown_find_fault(const char *text, size_t n, struct markdown_fault *out);

/* True if the text stays within these limits. */
bool markdown_is_tame(const char *text, size_t n);

#endif
