/* The button "Thank you" below an article: one press per network and article in 30
 * days, without a cookie and without storing an address. */
#ifndef SITE_COMMENTS_THANKS_H
#define SITE_COMMENTS_THANKS_H

#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "site/core/site.h"

#define THANKS_PATH "/comment/thanks/"

/* A press. */
struct thanks_press {
  int64_t article_id;
  const char *address; /* of the reader; without a readable one, nothing is counted */
  int64_t now;
};

/* Counts a press, and stores in *location, in the arena, where its reader is sent: to
 * the article, whether it counted or not. A network whose comments are blocked counts
 * nothing. ERR_NOT_FOUND if the setting is off or readers do not see the article;
 * ERR_CLOSED if it takes no comments either; ERR_TOO_QUICK after too many presses;
 * ERR_NOMEM, errors of the database. */
enum err thanks_press(struct site *site, struct arena *a,
    const struct thanks_press *press, const char **location) MUST_USE;

#endif
