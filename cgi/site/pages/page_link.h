/* What an address of this site leads to, for a command that looks at links. A reader's
 * request goes through page.h, which this asks as well. */
#ifndef SITE_PAGES_PAGE_LINK_H
#define SITE_PAGES_PAGE_LINK_H

#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "site/core/site.h"

enum page_link_kind {
  PAGE_LINK_ARTICLE,  /* the page of a public article */
  PAGE_LINK_PAGE,     /* any other page or feed */
  PAGE_LINK_REDIRECT, /* leads elsewhere for good (301) */
  PAGE_LINK_GONE,     /* of a withdrawn or deleted article (410) */
  PAGE_LINK_NOTHING   /* 404 */
};

struct page_link {
  enum page_link_kind kind;
  int64_t article;      /* PAGE_LINK_ARTICLE: its ID; else 0 */
  const char *location; /* PAGE_LINK_REDIRECT: where to, as in the header; else NULL */
};

/* Finds what `path` (percent-encoded, begins with a slash) with `query` (NULL: none)
 * leads to. What the routes of web/handle.c answer before pages are asked, such as
 * assets, is not known here. *out is in the arena. ERR_NOMEM, errors of the database.
 */
enum err page_link_find(struct site *site, struct arena *a, const char *path,
    const char *query, struct page_link *out) MUST_USE;

/* Sets *out to the encoded path that the page of error 404 would suggest first for
 * `path` (encoded), in the arena; NULL if it suggests none. Same errors. */
enum err page_link_suggest(
    struct site *site, struct arena *a, const char *path, const char **out) MUST_USE;

#endif
