#include "site/core/preview_link.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/crypt.h"
#include "db/model/preview.h"

/* What is signed besides article and time: a token for anything else, such as a
 * comment, must not show drafts; nor may one that was revoked. A restored backup gives
 * the numbers of later articles to others, which were created at another time. */
static enum err preview_link_purpose(
    struct site *site, struct arena *a, int64_t id, const char **out) {
  int64_t revoked = 0, created = 0;
  enum err e = preview_revoked(site->db, id, &revoked);
  if (!e)
    e = preview_created(site->db, id, &created);
  if (!e && !(*out = arena_printf(
                  a, "preview %lld %lld", (long long)revoked, (long long)created)))
    e = ERR_NOMEM;
  return e;
}

enum err preview_link(
    struct site *site, struct arena *a, int64_t id, int64_t until, const char **out) {
  char token[CRYPT_TOKEN_TEXT];
  const char *purpose = NULL;
  enum err e = preview_link_purpose(site, a, id, &purpose);
  if (e)
    return e;
  crypt_token_sign(db_secret(site->db), purpose, id, until, token);
  const char *url =
      arena_join(a, site->settings.base_url, PREVIEW_LINK_PATH "?t=", token, NULL);
  if (!url)
    return ERR_NOMEM;
  *out = url;
  return OK;
}

enum err preview_link_check(struct site *site, struct arena *a, const char *token,
    int64_t now, int64_t *id, int64_t *until) {
  const char *purpose = NULL;
  /* The purpose depends on the article that the token claims to be for. */
  const char *dot = token ? strchr(token, '.') : NULL;
  if (!dot)
    return ERR_NOT_FOUND;
  enum err e = preview_link_purpose(site, a, strtoll(token, NULL, 10), &purpose);
  if (e)
    return e;
  int64_t signed_id = 0;
  if (crypt_token_check(db_secret(site->db), purpose, token, now, &signed_id))
    return ERR_NOT_FOUND;
  *id = signed_id;
  /* Genuine, so that this is a number in range. */
  *until = strtoll(dot + 1, NULL, 10) * CLOCK_SECOND;
  return OK;
}
