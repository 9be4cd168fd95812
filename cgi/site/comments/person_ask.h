/* A reader asks for a copy of what is stored about an address, or to erase it. */
#ifndef SITE_COMMENTS_PERSON_ASK_H
#define SITE_COMMENTS_PERSON_ASK_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "site/comments/person_erase.h"
#include "site/core/site.h"

struct person_asked {
  const char *email;   /* or NULL */
  const char *wish;    /* a word of person_wish_find, or NULL */
  const char *address; /* of the reader's computer; "" if it is not known */
  int64_t now;
};

/* Whether readers can ask: mail is on. */
bool person_ask_is_on(const struct site *site);

/* As ROLE_WEB: stores the request, for the sender. Nothing here depends on whether the
 * address is known. ERR_INVALID if it is none; ERR_SYNTAX for another wish;
 * ERR_TOO_QUICK over the limits, which are per network and for the whole site; errors
 * of txn_write. */
enum err person_ask(
    struct site *site, struct arena *a, const struct person_asked *in) MUST_USE;

/* As ROLE_PERSON_LINK: whom the request of a link is about, in the arena, and whether
 * it asks for a copy; otherwise it is to erase. ERR_GONE if there is no such request
 * any more. */
enum err person_asked_for(struct site *link, struct arena *a, int64_t request,
    struct person *who, bool *copy) MUST_USE;

#endif
