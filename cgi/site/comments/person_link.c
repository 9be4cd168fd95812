#include "site/comments/person_link.h"

#include "base/clock.h"
#include "base/crypt.h"

/* Of its own: no other link may open a page that erases everything. */
static const char purpose[] = "person";

enum { DAYS = 2 };

const char *person_link_page(
    const struct site *site, struct arena *a, int64_t request, int64_t now) {
  char token[CRYPT_TOKEN_TEXT];
  crypt_token_sign(
      db_secret(site->db), purpose, request, now + DAYS * CLOCK_DAY, token);
  return arena_join(a, site->settings.base_url, PERSON_LINK_PATH "?t=", token, NULL);
}

enum err person_link_check(
    const struct site *site, const char *token, int64_t now, int64_t *out) {
  int64_t id = 0;
  enum err e = crypt_token_check(db_secret(site->db), purpose, token, now, &id);
  if (e)
    return e == ERR_GONE ? e : ERR_NOT_FOUND;
  *out = id;
  return OK;
}
