/* What was changed in a text, as a text: one line per place, in which <del>words</del>
 * were removed and <ins>words</ins> added, with a few words around them. "<", ">" and
 * "&" in words are written as &lt; &gt; &amp;. Front matter has these lines, too, where
 * authors can change them. */
#ifndef SITE_CORE_CHANGE_TEXT_H
#define SITE_CORE_CHANGE_TEXT_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "view/view_corrections.h"

/* Appends `n` bytes of words to the current line. */
void change_text_put(
    struct buf *out, enum view_change change, const char *words, size_t n);

/* Reads all lines into the arena. Any text is a valid line: anything but the two tags
 * and these entities stands for itself. ERR_NOMEM. */
enum err change_text_read(struct arena *a, const char *text,
    const struct view_change_place **out, size_t *count) MUST_USE;

#endif
