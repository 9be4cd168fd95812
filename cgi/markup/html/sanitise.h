/* HTML that is safe to show and valid, rebuilt from what somebody wrote. */
#ifndef MARKUP_HTML_SANITISE_H
#define MARKUP_HTML_SANITISE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"

enum { SANITISE_DEPTH = 256 }; /* elements around text in the output */

/* Gives links and sources of an author's text another address. `rewrite` gets what
 * url_classify calls external or relative, entities decoded, and returns what is to
 * stand there, owned by the context; NULL drops the attribute. The result is classified
 * again. */
struct sanitise_rewriter {
  const char *(*rewrite)(void *context, const char *url, bool is_image);
  void *context;
};

/* Parses the `n` bytes at `html`, an article or part of one by its author, as the
 * inside of a <body>, and adds to `out` what the static tables of sanitise_table.c
 * allow, written anew: every attribute value quoted, all text escaped, no other element
 * or attribute whatever the input. The result is valid HTML as far as structure goes:
 * nothing obsolete, h1 becomes h2 (the page has its own), blocks never inside phrases,
 * list items only in lists, no id twice or one of the page's, no empty heading.
 * Scripts, styles, frames, SVG, forms' controls and the like vanish with their content,
 * a frame of YouTube or Vimeo becomes a link; unknown elements leave their content.
 * Nesting past SANITISE_DEPTH is flattened. `rw` may be NULL. ERR_INVALID as
 * html_parse, ERR_TOO_LARGE where it becomes more than out->most, before all is
 * rewritten; nothing is added then. Without a rewriter, running it on its own result
 * changes nothing. */
enum err sanitise_html(const char *html, size_t n, const struct sanitise_rewriter *rw,
    struct buf *out) MUST_USE;

/* The same for a reader's comment: only WordPress's inline elements (a, abbr, b, cite,
 * code, del, em, i, q, s, strong), p, br, pre, blockquote and lists; no id, class or
 * language; links only where url_is_website accepts them, with rel="nofollow ugc
 * noopener". */
enum err sanitise_comment_html(const char *html, size_t n, struct buf *out) MUST_USE;

#endif
