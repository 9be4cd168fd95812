/* Inside site/pages only: redirects. Any kind may answer with one; this kind is for
 * addresses that are nothing else, /comment/ID/, ?p=ID, ?page_id=ID and ?feed=FORMAT.
 */
#ifndef SITE_PAGES_PAGE_REDIRECT_H
#define SITE_PAGES_PAGE_REDIRECT_H

#include "site/pages/page_types.h"

/* Turns *p into a redirect to `location` (encoded). ERR_NOMEM if `location` is NULL, so
 * that the caller can pass the result of an allocation. */
enum err page_redirect_to(
    struct page *p, const char *location, bool permanent) MUST_USE;

/* Turns *p into a permanent redirect to an article. ERR_GONE if the article was
 * withdrawn. ERR_NOT_FOUND if it does not exist or was never public: a reader does not
 * learn which. */
enum err page_redirect_to_article(
    struct site *site, struct arena *a, int64_t id, struct page *p) MUST_USE;

page_find_function page_redirect_find;

/* For a path that no kind of page has: turns *p into the redirect that an author or an
 * import has set up, or else leads the usual addresses of feeds, such as "/feed.xml",
 * to this site's. ERR_NOT_FOUND. */
enum err page_redirect_former(
    struct site *site, struct arena *a, struct page *p) MUST_USE;

#endif
