/* Definition lists of Markdown's extensions (PHP Markdown Extra, kramdown, goldmark,
 * Pandoc), which CommonMark shows as text. */
#ifndef MARKUP_MARKDOWN_DEFINITION_LIST_H
#define MARKUP_MARKDOWN_DEFINITION_LIST_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/err.h"

/* True if `text` may contain such a list; otherwise it need not be converted. */
bool definition_list_is_in(const char *text);

/* Appends `text` with its definition lists as HTML around Markdown. The lines of a
 * paragraph are terms if a line that begins with ": " follows, directly or after one
 * blank line. What is indented belongs to the definition, and may be any Markdown,
 * except another definition list. Lists within lists, quotes and other definitions stay
 * as they are, and so does code. ERR_NOMEM, ERR_TOO_LARGE. Takes linear time. */
enum err definition_list_convert(const char *text, struct buf *out) MUST_USE;

#endif
