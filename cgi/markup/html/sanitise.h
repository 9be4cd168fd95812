/* The sanitiser: rebuilds valid HTML that is safe to show from untrusted HTML. */
#ifndef MARKUP_HTML_SANITISE_H
#define MARKUP_HTML_SANITISE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"
#include "markup/html/sanitise_rewriter.h"

/* Parses the `n` bytes at `html`, an article or part of one by its author, as the
 * content of a <body>, and appends what the static tables of sanitise_table.c allow,
 * written from scratch: every attribute value is quoted, all text escaped, and no other
 * element or attribute can appear, whatever the input.
 *
 * The result is structurally valid HTML: nothing obsolete; h1 becomes h2, because the
 * page has its own; no blocks inside phrases; list items only in lists; no ID twice and
 * none of the page's own; no empty headings. Scripts, styles, frames, SVG, form
 * controls and the like disappear with their content; a frame of YouTube or Vimeo
 * becomes a link; unknown elements leave their content. Nesting beyond 256
 * elements is flattened. Without a rewriter, sanitising the result again changes
 * nothing.
 *
 * `rw` may be NULL. Returns ERR_INVALID as html_parse, or ERR_TOO_LARGE if the result
 * exceeds out->most; nothing is appended then. ERR_NOMEM. */
enum err sanitise_html(const char *html, size_t n, const struct sanitise_rewriter *rw,
    struct buf *out) MUST_USE;

/* The same for a reader's comment: what Markdown makes of it, or as another engine
 * stores it. Allowed are WordPress's inline elements (a, abbr, acronym, b, cite, code,
 * del, em, i, q, s, strong), p, br, pre, blockquote, lists and tables; no ID, class or
 * language; links only if url_is_website accepts them, with rel="nofollow ugc
 * noopener". */
enum err sanitise_comment_html(const char *html, size_t n, struct buf *out) MUST_USE;

#endif
