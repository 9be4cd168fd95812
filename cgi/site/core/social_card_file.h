/* The files of social cards in media/. */
#ifndef SITE_CORE_SOCIAL_CARD_FILE_H
#define SITE_CORE_SOCIAL_CARD_FILE_H

#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "site/core/site.h"

/* What every card is. */
enum { SOCIAL_CARD_WIDTH = 1200, SOCIAL_CARD_HEIGHT = 630 };

/* The end of its name, which begins with its hash. */
#define SOCIAL_CARD_ENDING "-card.png"

/* The path of the file of a hash, below the site's folder and in URLs. NULL when out of
 * memory. */
const char *social_card_file(struct arena *a, const char *hash);

/* The absolute URL of the card of an article; NULL in *out if it has none, or if the
 * settings say that there are none. In the arena. ERR_NOMEM, errors of the database. */
enum err social_card_file_url(
    struct site *site, struct arena *a, int64_t article, const char **out) MUST_USE;

#endif
