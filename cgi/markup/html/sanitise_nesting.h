/* Inside markup/html only: which element may be where in the output of the sanitiser.
 */
#ifndef MARKUP_HTML_SANITISE_NESTING_H
#define MARKUP_HTML_SANITISE_NESTING_H

#include <gumbo.h>
#include <stdbool.h>
#include <stddef.h>

#include "markup/html/sanitise_table.h"

enum { SANITISE_DEPTH = 256 }; /* nesting of elements in the output */

/* An element of the tree that the walk is inside of. */
struct sanitise_level {
  enum sanitise_model model;
  size_t index;       /* of the element, in document order */
  const char *name;   /* written, must be closed; NULL: unwrapped */
  const char *inside; /* the innermost element written, this one or one around it */
  const char *wrap;   /* an element put around it, must be closed too */
  size_t start;       /* offset of its tag in the output */
  size_t seen;        /* `visible` at that time */
  unsigned depth;     /* elements written, this one included */
  bool phrasing;      /* only phrases may be inside */
  bool linked;        /* inside a link */
  bool summarised;    /* <details> that has its <summary> */
};

/* The level around everything: a block that may contain blocks. */
struct sanitise_level sanitise_outermost(void);

/* True if `name` is `other`; `name` may be NULL. */
bool sanitise_is(const char *name, const char *other);

/* True if an element of that model begins a line of its own. */
bool sanitise_is_block(enum sanitise_model model);

/* The entry of an element in the table, never NULL: one that is not there is unwrapped,
 * and one of another namespace (SVG, MathML) or a <template> is dropped. */
const struct sanitise_element *sanitise_rule_of(const GumboNode *node);

/* True where text is not allowed, or would be shown instead of a film. */
bool sanitise_takes_no_text(const char *parent);

/* The element required around `name` (NULL: text) directly inside `parent`; NULL if
 * there is none. */
const char *sanitise_wrap_of(const char *parent, const char *name);

/* True if the element `node`, written as `name`, may be written directly inside `in`.
 * `has_block`: it contains a block. */
bool sanitise_fits(const struct sanitise_level *in, const struct sanitise_element *rule,
    const char *name, bool has_block, const GumboNode *node);

#endif
