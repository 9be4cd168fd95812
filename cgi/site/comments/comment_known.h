/* Proof that a reader has had a comment approved: a signed token that their browser
 * keeps and the form hands over. Knowing somebody's address proves nothing. */
#ifndef SITE_COMMENTS_COMMENT_KNOWN_H
#define SITE_COMMENTS_COMMENT_KNOWN_H

#include <stdint.h>

#include "base/crypt.h"
#include "base/err.h"
#include "site/core/site.h"

/* Signs a token for the sender of the comment `id`. It becomes valid once that
 * comment is approved, for a year, and only together with the same email address, of
 * which it contains nothing that could be tested without the site's key. */
void comment_known_sign(const struct site *site, int64_t id, const char *email,
    int64_t now, char out[CRYPT_TOKEN_TEXT]);

/* *out is the comment of which one of the first three of `tokens`, separated by spaces
 * (NULL: none), proves that it has this address, was approved and still is; 0: none.
 * ERR_NOMEM, errors of the database. */
enum err comment_known_check(struct site *site, struct arena *a, const char *tokens,
    const char *email, int64_t now, int64_t *out) MUST_USE;

#endif
