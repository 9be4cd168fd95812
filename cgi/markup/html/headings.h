/* The headings of an article, as places that can be linked to. */
#ifndef MARKUP_HTML_HEADINGS_H
#define MARKUP_HTML_HEADINGS_H

#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"

enum { HEADINGS_MOST = 1000 }; /* what comes behind them stays as it is */

struct heading {
  int level; /* 2 to 4 */
  const char *id;
  const char *url;  /* "#" and the id, percent-encoded */
  const char *text; /* plain, white space folded, without footnotes; "" for a picture */
};

struct headings {
  struct heading *items;
  size_t count;
};

/* Adds `html`, which the sanitiser has written (markup/html/html_clean.h), to `out`,
 * with an id for each h2, h3 and h4 that has none, and with its text as a link to
 * itself, of class "anchor", where no other link is in or around it. An id is made of
 * the text as GitHub does (github-slugger): in lower case, letters, marks and digits of
 * every script, '_' and '-' kept, spaces as '-', nothing else; LIMIT_SLUG bytes at
 * most; "section" where nothing is left, "section-" before what could be one of the
 * page's own ids; with "-1",
 * "-2", ... where another element has it. *found is in the arena. ERR_NOMEM. */
enum err headings_link(struct arena *a, const char *html, struct buf *out,
    struct headings *found) MUST_USE;

#endif
