/* Prepares a reader's comment for cmark: what readers do not mean as markup is marked,
 * so that cmark takes it for letters. */
#ifndef MARKUP_MARKDOWN_COMMENT_SOURCE_H
#define MARKUP_MARKDOWN_COMMENT_SOURCE_H

#include <stdbool.h>

#include "base/err.h"
#include "markup/markdown/comment_marks.h"

/* Reads `text`, UTF-8 with LF line ends, which must outlive the result. Free it with
 * comment_source_free, after an error too. ERR_NOMEM is the only error. Takes linear
 * time. */
enum err comment_source_read(const char *text, struct comment_source *out) MUST_USE;

void comment_source_free(struct comment_source *s);

/* Reads the next part of a text that has marks, from *at on, and moves *at past it:
 * the text as the reader wrote it, without marks. *is_url is true if it is an address.
 * False at the end. */
bool comment_source_next(const struct comment_source *s, const char **at,
    struct comment_span *part, bool *is_url);

#endif
