/* Makes the richer form of an article's code, formulas and diagrams when it is saved:
 * colours by Pygments, MathML by KaTeX, SVG by Graphviz. Each is a program of the
 * system in a process of its own with narrow limits (base/tool.h), and may be missing.
 */
#ifndef MARKUP_RICH_RICH_H
#define MARKUP_RICH_RICH_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"

/* The programs; they start when they are needed. */
struct rich;

/* The HTML that is shown instead of a part, or of its content only. */
struct rich_piece {
  size_t number; /* of the part in the article, from 0 */
  size_t size;   /* bytes of the part's content as it is stored: if they differ, the
                    piece is that of another text */
  bool is_whole; /* takes the place of the element as well */
  const char *html;
};

struct rich_pieces {
  struct rich_piece *items;
  size_t count, cap;
};

/* Receives what cannot be made; `text` is that of the part, or NULL if the message is
 * about the whole installation. Both live until it returns. */
typedef void rich_note(void *context, const char *text, const char *message);

/* Returns NULL when out of memory. The caller frees it with rich_free. */
struct rich *rich_new(void);
void rich_free(struct rich *r);

/* Makes the pieces of an article, in the arena; `html` is what the sanitiser wrote. A
 * part that cannot be made is left as it is, and noted. `diagrams`: those of Graphviz
 * are drawn, and not shown as text. ERR_NOMEM. */
enum err rich_make(struct rich *r, struct arena *a, const char *html, bool diagrams,
    rich_note *note, void *context, struct rich_pieces *out) MUST_USE;

/* *out becomes `html`, in which the pieces take the place of their parts; `html` itself
 * if there are none. It may have attributes and elements that it had not when the
 * pieces were made. ERR_NOMEM. */
enum err rich_join(struct arena *a, const char *html, const struct rich_pieces *pieces,
    const char **out) MUST_USE;

#endif
