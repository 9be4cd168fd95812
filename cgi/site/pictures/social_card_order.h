/* What a social card shows, as the request to the program that draws it
 * (picture/card_serve.h). */
#ifndef SITE_PICTURES_SOCIAL_CARD_ORDER_H
#define SITE_PICTURES_SOCIAL_CARD_ORDER_H

#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"
#include "db/model/article.h"
#include "site/core/site.h"

enum { SOCIAL_CARD_HASH = 21 }; /* room for a hash as text */

/* Appends the request for the card of an article to `out`. Stores its hash, with the
 * `n` bytes of the logo: nobody without the site's secret can find out what is drawn on
 * a card that is not on any page yet. ERR_NOMEM. */
enum err social_card_order(const struct site *site, const struct article *article,
    const void *logo, size_t n, struct buf *out, char hash[SOCIAL_CARD_HASH]) MUST_USE;

#endif
