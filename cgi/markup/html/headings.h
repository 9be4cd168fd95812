/* The headings of an article as link targets. */
#ifndef MARKUP_HTML_HEADINGS_H
#define MARKUP_HTML_HEADINGS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"

enum { HEADINGS_MOST = 1000 }; /* further headings are left as they are */

struct heading {
  int level; /* 2 to 4 */
  const char *id;
  const char *url;  /* "#" and the id, percent-encoded */
  const char *text; /* plain, white space folded, no footnotes; "" for a picture */
};

struct headings {
  struct heading *items;
  size_t count;
};

/* Appends `html`, output of the sanitiser (markup/html/html_clean.h), to `out`; each
 * h2, h3 and h4 gets an ID if it has none, and its text becomes a link to itself, of
 * class "anchor", unless there is another link in or around it. An ID is derived from
 * the text as GitHub does (github-slugger): lower case; letters, marks and digits of
 * every script, '_' and '-' are kept; spaces become '-'; everything else is dropped; at
 * most LIMIT_SLUG bytes. It is "section" if nothing is left, is prefixed with
 * "section-" if it could be an ID of the page itself, and gets "-1", "-2", ... if
 * another element has it. *found is in the arena. ERR_NOMEM. */
enum err headings_link(struct arena *a, const char *html, struct buf *out,
    struct headings *found) MUST_USE;

/* True if the page around an article has, or may have, an element of that ID, so that
 * neither a heading nor anything else in the text gets it. */
bool headings_is_page_id(const char *id);

#endif
