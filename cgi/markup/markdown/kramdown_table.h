/* Tables of kramdown, which Jekyll uses, that GitHub's Markdown shows as text. */
#ifndef MARKUP_MARKDOWN_KRAMDOWN_TABLE_H
#define MARKUP_MARKDOWN_KRAMDOWN_TABLE_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/err.h"

/* True if `text` may contain such a table; otherwise it need not be converted. */
bool kramdown_table_is_in(const char *text);

/* Appends `text` with its tables in GitHub's form: without a head, those get an empty
 * one, which the sanitiser leaves out. Separators between rows ("|---|", "|===|") are
 * removed, also that before the head. A table is a paragraph whose first line begins
 * with "|" and whose other lines contain it. Tables that GitHub's Markdown understands
 * are not changed, nor is code. ERR_NOMEM, ERR_TOO_LARGE. Takes linear time. */
enum err kramdown_table_convert(const char *text, struct buf *out) MUST_USE;

#endif
