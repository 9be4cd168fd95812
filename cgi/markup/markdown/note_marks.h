/* Markdown extensions of programs for notes and of GitHub that CommonMark shows as
 * text: links such as "[[Low tide]]", "==marked==" text, and alerts ("> [!NOTE]"). */
#ifndef MARKUP_MARKDOWN_NOTE_MARKS_H
#define MARKUP_MARKDOWN_NOTE_MARKS_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/err.h"

/* Adds the address of the file that a link names to `out`; `name` is without the label
 * and the heading. Returns false if there is no such file. */
typedef bool note_marks_find(void *context, const char *name, struct buf *out);

/* True if `text` may contain such an extension; otherwise it need not be converted. */
bool note_marks_are_in(const char *text);

/* Appends `text` with these extensions as Markdown and HTML. A link that leads nowhere
 * leaves its label; *lost counts those. Lines stay lines, and code is not changed.
 * ERR_NOMEM, ERR_TOO_LARGE. Takes linear time, apart from `find`. */
enum err note_marks_convert(const char *text, note_marks_find *find, void *context,
    struct buf *out, int *lost) MUST_USE;

#endif
