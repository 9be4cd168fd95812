/* The links in mails to those who follow comments. A link names a follower by number
 * and is signed: it holds no address, and anyone who has the mail may use it. */
#ifndef SITE_COMMENTS_FOLLOW_LINK_H
#define SITE_COMMENTS_FOLLOW_LINK_H

#include <stdint.h>

#include "base/crypt.h"
#include "base/err.h"
#include "site/core/site.h"

#define FOLLOW_LINK_PATH "/comment/follow/"
#define FOLLOW_LINK_STOP_PATH "/comment/follow/stop/"

/* Signs a token for the page of a follower, valid for a year and a month. */
void follow_link_sign(
    const struct site *site, int64_t follower, int64_t now, char out[CRYPT_TOKEN_TEXT]);

/* *out is the follower of such a token (NULL: none). ERR_GONE if it has expired,
 * ERR_NOT_FOUND if it is none. */
enum err follow_link_check(
    const struct site *site, const char *token, int64_t now, int64_t *out) MUST_USE;

/* The absolute URL of that page, in the arena. NULL when out of memory. */
const char *follow_link_page(
    const struct site *site, struct arena *a, int64_t follower, int64_t now);

/* The absolute URL at which a POST ends one follow, whatever its body is (RFC 8058),
 * and a GET shows the page of the follower. NULL when out of memory. */
const char *follow_link_stop(
    const struct site *site, struct arena *a, int64_t follow, int64_t now);

/* *out is the follow of such a token. Errors as for follow_link_check. */
enum err follow_link_check_stop(
    const struct site *site, const char *token, int64_t now, int64_t *out) MUST_USE;

#endif
