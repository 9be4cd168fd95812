/* Pages in the page cache: finding them there, and putting them in. */
#ifndef SITE_CACHE_CACHED_PAGE_H
#define SITE_CACHE_CACHED_PAGE_H

#include "base/arena.h"
#include "base/err.h"
#include "pagecache/pagecache_epoch.h"
#include "pagecache/pagecache_read.h"
#include "site/pages/page.h"

/* Reads the page at an address, if it is stored; `accepted` as for pagecache_read.
 * Where it is not, it waits for whoever renders it at the moment and looks again; the
 * caller renders it then and calls cached_page_done. ERR_NOT_FOUND: not stored. */
enum err cached_page_read(struct site *site, struct arena *a,
    const struct page_request *r, unsigned accepted,
    struct pagecache_entry *out) MUST_USE;

/* Whether a page may be stored. */
enum cached_page_state {
  CACHED_PAGE_OFF, /* there is no store */
  CACHED_PAGE_NOT, /* not this page, or not by this process: it renders with old
                      templates */
  CACHED_PAGE_CAN
};

/* Inside the read transaction a page is rendered from: notes the epoch it may be stored
 * in. */
enum cached_page_state cached_page_begin(struct site *site, struct arena *a,
    const struct page *p, char epoch[PAGECACHE_TOKEN]);

/* Stores a page rendered since cached_page_begin; outside of any transaction. True when
 * it is stored now. */
bool cached_page_publish(struct site *site, struct arena *a, const struct page *p,
    const char *epoch, const struct buf *body);

/* Renders the page at a decoded path into `out` and stores it, if it may be.
 * ERR_NOT_FOUND, ERR_GONE; *published says whether it is stored now. */
enum err cached_page_make(struct site *site, struct arena *a, const char *path,
    struct buf *out, bool *published) MUST_USE;

/* Lets others render what cached_page_read did not find. */
void cached_page_done(struct site *site);

#endif
