/* Part of comment_source.c: what is inside a line. */
#ifndef MARKUP_MARKDOWN_COMMENT_INLINES_H
#define MARKUP_MARKDOWN_COMMENT_INLINES_H

#include "markup/markdown/comment_marks.h"

/* Appends the text from `s` to `end` with its marks; from `line` on, the line precedes
 * it. Addresses are put aside, because they may have any of the characters that are
 * markup. */
void comment_inlines_put(
    struct comment_source *out, const char *line, const char *s, const char *end);

#endif
