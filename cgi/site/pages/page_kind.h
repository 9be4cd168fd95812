/* The table of page kinds: everything the program knows about a kind of page. To add
 * one, add its file page_NAME.c, a row, and a template. If its pages have a leaf or an
 * ending of their own, the web servers need a rule for it (docs/web-servers.md). */
#ifndef SITE_PAGES_PAGE_KIND_H
#define SITE_PAGES_PAGE_KIND_H

#include <stddef.h>

#include "site/pages/page_types.h"

/* How the page cache stores a page, by the end of its path. */
struct page_file {
  const char *ending; /* of the decoded path; "" for any */
  const char *leaf;   /* file name in the folder of the path */
  const char *type;   /* media type */
};

/* Every field is set. A part that a kind does not have is one of the page_..._none
 * below, so that nothing is left out by oversight. */
struct page_kind {
  const char *name;
  page_find_function *find;
  page_render_function *render;
  page_enumerate_function *enumerate;
  page_affected_function *affected;
  const struct page_file *files; /* ends with a row of NULLs */
  bool warm;                     /* rendered by `pamphlet cache warm` */
};

/* In the order in which page_find asks them:
 *   redirect   ?p=ID has no path of its own, /comment/ID/ no page
 *   search     a query on the home page's path
 *   article    the path table: what an author put at an address wins over computed
 *   comments   ends with comment-page-N/, and the page before that is an article
 *   feed       ends with feed/, and the page before that is of another kind
 *   archives   /archives/
 *   corrections  /corrections/
 *   list       everything else, among it home; the paths of terms are open-ended */
extern const struct page_kind page_kinds[];
extern const size_t page_kind_count;

/* The file of a path of the kind; NULL if the cache never stores such a page. */
const struct page_file *page_kind_file(const struct page_kind *kind, const char *path);

/* The file of a decoded path whose kind is not known, by the longest ending. Never
 * NULL. */
const struct page_file *page_kind_file_at(const char *path);

/* For kinds without the part. Rendering returns ERR_INTERNAL. */
page_render_function page_render_none;
page_enumerate_function page_enumerate_none;
page_affected_function page_affected_none;
extern const struct page_file page_files_none[];

#endif
