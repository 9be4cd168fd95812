/* Pages: what a path leads to, and its HTML. A page is a pure function of path,
 * database, settings and templates; find and render in one read transaction. */
#ifndef SITE_PAGES_PAGE_H
#define SITE_PAGES_PAGE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "db/model/article.h"
#include "db/model/comment.h"
#include "db/model/listing.h"
#include "db/model/term.h"
#include "db/search/search_find.h"
#include "db/search/search_types.h"
#include "site/core/site.h"
#include "view/view_models.h"

/* What a reader asks for: the raw path of the address, the decoded one, and the
 * parameters pages know (NULL or 0: not given). */
struct page_request {
  const char *raw_path, *path;
  const char *held;   /* token of a comment that waits */
  int64_t reply_to;   /* ?replytocom=N */
  int64_t id;         /* ?p=N, ?page_id=N */
  const char *search; /* ?s=…, what is looked for */
  int64_t now;
};

enum page_kind { PAGE_ARTICLE, PAGE_LIST, PAGE_SEARCH, PAGE_FEED, PAGE_REDIRECT };

enum feed_format { FEED_RSS, FEED_ATOM, FEED_JSON, FEED_FORMATS };

/* What a feed is of: the articles of a list, all comments, or those of an article. */
enum feed_of { FEED_OF_LIST, FEED_OF_COMMENTS, FEED_OF_ARTICLE };

/* How a list came about: names its heading. */
enum list_kind {
  LIST_HOME,
  LIST_CATEGORY,
  LIST_TAG,
  LIST_AUTHOR,
  LIST_YEAR,
  LIST_MONTH,
  LIST_DAY
};

struct page {
  enum page_kind kind;
  bool is_private; /* particular to one reader: not stored, not indexed */

  /* PAGE_REDIRECT: where to, and whether for good (301) or this time (303). */
  bool permanent;
  const char *location;

  const char *path;    /* canonical, encoded for a URL */
  const char *decoded; /* the same as UTF-8 */
  uint64_t revision;   /* two answers of equal revision are equal */

  /* PAGE_ARTICLE */
  struct article article;
  int64_t reply_to;    /* an approved comment of it, or 0 */
  struct comment held; /* .id 0: none */

  /* PAGE_LIST */
  enum list_kind list;
  struct listing listing;
  struct term term; /* category, tag or author */
  int year, month, day;
  int64_t number;                 /* page, from 1; of PAGE_SEARCH too */
  int64_t ids[SETTINGS_PER_PAGE]; /* its articles */
  int id_count;

  /* PAGE_FEED: of p->list, or p->article */
  enum feed_format format;
  enum feed_of of;
  const char *home;         /* path of what it is of, encoded */
  struct comment *comments; /* the newest ones */
  size_t comment_count;
  int64_t since; /* when it was updated, as long as it has no entry; 0: nobody knows */

  /* PAGE_SEARCH */
  const char *search; /* as typed */
  struct search_query query;
  struct search_result found;
  bool query_cut;
};

/* Finds the page. ERR_NOT_FOUND, ERR_GONE. */
enum err page_find(struct site *site, struct arena *a, const struct page_request *r,
    struct page *out) MUST_USE;

/* The media type of a page; NULL for HTML. */
const char *page_type(const struct page *p);

/* Adds a page that is no redirect. */
enum err page_render(
    struct site *site, struct arena *a, const struct page *p, struct buf *out) MUST_USE;

/* The article page again with the form as the reader filled it and its errors. */
enum err page_render_form(struct site *site, struct arena *a,
    const struct article *article, const struct view_form *form,
    struct buf *out) MUST_USE;

/* What an error page tells. */
struct page_failure {
  enum err why;
  int status;           /* it is answered with; the two name its words */
  const char *path;     /* decoded, of what was to be read; NULL: it was no reading */
  const char *incident; /* id that is in the log, or NULL */
  const char *kept;     /* the reader's own text, or NULL */
};

/* Adds the HTML of an error page. Needs no database: where it is out of reach, the menu
 * is left out, and what may have been meant. */
enum err page_render_error(struct site *site, struct arena *a,
    const struct page_failure *failure, struct buf *out) MUST_USE;

#endif
