/* What authors of notes write for themselves, and what their programs add for
 * themselves: remarks between "%%", and names of blocks ("^3f2a10"). */
#ifndef MARKUP_MARKDOWN_NOTE_REMARKS_H
#define MARKUP_MARKDOWN_NOTE_REMARKS_H

#include <stdbool.h>

/* What note_remarks_hide has removed: how many remarks, and the line of the first one
 * and of one that is never closed, counted from 1; 0: none. */
struct note_remarks {
  int count, line, open_line;
};

/* True if `text` may contain a remark or the name of a block. */
bool note_remarks_are_in(const char *text);

/* Removes remarks from the Markdown `text`, in place. Lines stay lines, so that those
 * of a remark become empty. Code is not changed.
 *
 * In notes (`is_notes`), as Obsidian defines it, any "%%" begins a remark. One that is
 * never closed extends to the end of the text if it begins a line, and otherwise to the
 * end of its paragraph; and names of blocks at ends of lines are removed. Elsewhere
 * only a closed remark counts, and only at the start of a line or after a space. Takes
 * linear time. */
void note_remarks_hide(char *text, bool is_notes, struct note_remarks *out);

#endif
