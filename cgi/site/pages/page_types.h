/* The types that page.h and the kinds of pages (page_kind.h) share. */
#ifndef SITE_PAGES_PAGE_TYPES_H
#define SITE_PAGES_PAGE_TYPES_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "site/core/site.h"
#include "site/pages/page_change.h"

/* What a reader asks for. Parameters that were not given are NULL or 0. */
struct page_request {
  const char *raw_path; /* as in the request */
  const char *path;     /* decoded */
  const char *held;     /* ?held=TOKEN: a comment held for moderation */
  const char *known;    /* &known=TOKEN: comment_known.h */
  const char *edit;     /* ?edit=TOKEN: an approved comment of this reader */
  int64_t reply_to;     /* ?replytocom=ID */
  bool quotes;          /* &quote=1 after that */
  int64_t id;           /* ?p=ID, ?page_id=ID */
  const char *search;   /* ?s=QUERY */
  const char *feed;     /* ?feed=FORMAT */
  int64_t now;
};

struct page_kind;

/* A page that was found. */
struct page {
  const struct page_kind *kind;
  const char *path;    /* canonical, percent-encoded */
  const char *decoded; /* the same, decoded */
  uint64_t revision;   /* two pages of equal kind, path and revision are equal */
  /* The part of it that all pages share: of the menu and the site. */
  uint64_t layout_revision;
  int64_t subject; /* ID of the article the page is about, or 0 */
  bool is_private; /* for one reader only: neither cached nor indexed */

  /* A redirect instead of a page: its target, or NULL; and whether it is permanent
   * (301) or not (303). */
  const char *location;
  bool permanent;

  void *content; /* the structure of its kind, in the arena */
};

/* Finds the page at p->decoded (normalised) and p->path. If the address belongs to the
 * kind, sets *claimed, and on OK the rest of *p except `kind`; the search ends there,
 * whatever the result. Otherwise returns OK and leaves both as they are, so that the
 * next kind is asked. ERR_NOT_FOUND, ERR_GONE, ERR_NOMEM, errors of the database. */
typedef enum err page_find_function(struct site *site, struct arena *a,
    const struct page_request *r, struct page *p, bool *claimed);

/* Adds the text of a page of the kind. ERR_TEMPLATE, ERR_NOMEM, errors of the
 * database. */
typedef enum err page_render_function(
    struct site *site, struct arena *a, const struct page *p, struct buf *out);

/* Gets the decoded path of a page. An error ends the walk and is returned by it. */
typedef enum err page_visit(void *context, const char *path);

/* Visits every page of the kind that exists. Memory does not grow with their number:
 * the function resets the arena as it goes, and a path lives until its visit ends. */
typedef enum err page_enumerate_function(
    struct site *site, struct arena *a, page_visit *visit, void *context);

/* Receives the pages that a change affects. */
struct page_evictor {
  page_visit *path; /* one page */
  /* The pages whose path is `below`, such as "/page/" or "/a/comment-page-", a number
   * from `first` to `last`, and a slash, and everything below those. */
  enum err (*numbers)(void *context, const char *below, int64_t first, int64_t last);
  /* Of all such pages, the one with the largest number that is stored. */
  enum err (*last)(void *context, const char *below);
  /* Whether the page of a list at `path`, or one that continues it ("page/2/" and so
   * on), may be stored: false if all of them would be evicted in vain. */
  bool (*has_list)(void *context, const char *path);
  void *context;
};

/* Passes every page of the kind to the evictor that shows something the change affects.
 * A page that may have existed before the change counts as well. DEP_MENU and DEP_SITE
 * affect all pages and are never passed. */
typedef enum err page_affected_function(struct site *site, struct arena *a,
    const struct page_change *change, const struct page_evictor *evictor);

#endif
