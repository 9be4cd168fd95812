/* The link in a mail to somebody who asked what is stored about them. It names a
 * request by number and is signed: it holds no address. */
#ifndef SITE_COMMENTS_PERSON_LINK_H
#define SITE_COMMENTS_PERSON_LINK_H

#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "site/core/site.h"

#define PERSON_LINK_PATH "/comment/privacy/"

/* The absolute URL of the page of a request, in the arena; valid for two days. NULL
 * when out of memory. */
const char *person_link_page(
    const struct site *site, struct arena *a, int64_t request, int64_t now);

/* *out is the request of such a token. ERR_GONE if it has expired, ERR_NOT_FOUND if it
 * is none. */
enum err person_link_check(
    const struct site *site, const char *token, int64_t now, int64_t *out) MUST_USE;

#endif
