/* Markdown extensions of kramdown, which Jekyll uses, that CommonMark shows as text. */
#ifndef MARKUP_MARKDOWN_KRAMDOWN_H
#define MARKUP_MARKDOWN_KRAMDOWN_H

#include "base/buf.h"
#include "base/err.h"

/* True if `text` may contain such an extension; otherwise it need not be converted. */
bool kramdown_is_in(const char *text);

/* Appends `text` without attribute lists ("{: .note}", "{:target=\"_blank\"}"), the
 * list that "{:toc}" marks, comments ("{::comment}" to "{:/comment}"), other
 * extensions, and definitions of abbreviations. Lines stay lines, so that their numbers
 * are the same. Code is not changed. ERR_NOMEM, ERR_TOO_LARGE. Takes linear time. */
enum err kramdown_convert(const char *text, struct buf *out) MUST_USE;

#endif
