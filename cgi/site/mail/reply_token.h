/* The addresses to which the author answers a mail about a comment:
 * "reply+TOKEN@example.org". Tokens are in lower case, because some mail systems change
 * the case of addresses. */
#ifndef SITE_MAIL_REPLY_TOKEN_H
#define SITE_MAIL_REPLY_TOKEN_H

#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "site/core/site.h"

enum { REPLY_TOKEN = 64, REPLY_DAYS = 30 };

/* The address for the comment `id`, valid for REPLY_DAYS, in the arena; "" if the
 * setting reply_to is empty. NULL when out of memory. */
const char *reply_token_address(
    const struct site *site, struct arena *a, int64_t id, int64_t now);

/* Whether `address` is such an address: *id becomes its comment, and `token` what tells
 * it from others. ERR_SYNTAX if it is not, or not genuine; ERR_GONE if it has
 * expired. */
enum err reply_token_check(const struct site *site, const char *address, int64_t now,
    int64_t *id, char token[REPLY_TOKEN]) MUST_USE;

#endif
