/* Pages in the page cache: reading, rendering and storing them. */
#ifndef SITE_CACHE_CACHED_PAGE_H
#define SITE_CACHE_CACHED_PAGE_H

#include "base/arena.h"
#include "base/err.h"
#include "pagecache/pagecache_epoch.h"
#include "pagecache/pagecache_read.h"
#include "site/pages/page_types.h"

/* Whether a request is for the address of a page that may be in the cache, and has no
 * parameter that the program reads. */
bool cached_page_is_canonical(struct arena *a, const struct page_request *r);

/* Reads the page at an address from the cache; `accepted` as for pagecache_read.
 * ERR_NOT_FOUND if it is not cached. In that case, if another process renders the page
 * at the moment, first waits for it and tries again; the caller renders the page and
 * then calls cached_page_done. */
enum err cached_page_read(struct site *site, struct arena *a,
    const struct page_request *r, unsigned accepted,
    struct pagecache_entry *out) MUST_USE;

enum cached_page_state {
  CACHED_PAGE_OFF, /* there is no page cache */
  CACHED_PAGE_NOT, /* this page must not be cached, or not by this process, because it
                      renders with an old theme */
  CACHED_PAGE_CAN
};

/* Says whether a page may be cached, and notes the current epoch for
 * cached_page_publish. Call it inside the read transaction the page is rendered from.
 */
enum cached_page_state cached_page_begin(struct site *site, struct arena *a,
    const struct page *p, char epoch[PAGECACHE_TOKEN]);

/* Stores a page that was rendered since cached_page_begin, unless a change has
 * overtaken it. Call it outside of transactions. Returns true if the page is cached
 * now. */
bool cached_page_publish(struct site *site, struct arena *a, const struct page *p,
    const char *epoch, const struct buf *body);

/* Renders the page at a decoded path, adds it to `out`, and stores it if possible;
 * *published becomes true if it is cached now. ERR_NOT_FOUND, ERR_GONE. */
enum err cached_page_make(struct site *site, struct arena *a, const char *path,
    struct buf *out, bool *published) MUST_USE;

/* Renders the page at a decoded path, which is to replace the i-th page that is kept
 * (pagecache/pagecache_replace.h), under the writer's lock and after COMMIT. Does
 * nothing if there is no such page any more, or it cannot be stored: it will be
 * evicted. */
void cached_page_prepare(
    struct site *site, struct arena *a, size_t i, const char *path);

/* Lets other processes render what cached_page_read did not find. */
void cached_page_done(struct site *site);

#endif
