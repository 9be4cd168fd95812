/* Formulas between dollar signs, as in Pandoc, Hugo and Jekyll, become those that
 * always are formulas here, as on GitHub: $`x`$ in a line, and a block ```math. */
#ifndef MARKUP_MARKDOWN_MATH_MARKS_H
#define MARKUP_MARKDOWN_MATH_MARKS_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/err.h"

/* True if the text may have some. */
bool math_marks_are_in(const char *text);

/* Appends the text with $x$, $$x$$, \(x\) and \[x\] converted; the last two also with
 * two backslashes. A dollar sign opens a formula only before a character that is no
 * space, and closes one only after such, and neither next to a letter or digit outside,
 * so that prices and variables of a shell stay. Code, tags and addresses are left
 * alone. ERR_NOMEM, ERR_TOO_LARGE as buf_status. */
enum err math_marks_convert(const char *text, struct buf *out) MUST_USE;

#endif
