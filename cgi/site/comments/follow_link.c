#include "site/comments/follow_link.h"

#include "base/clock.h"

/* Two purposes: the link that mail programs follow by themselves must not open the page
 * on which everything can be changed. */
static const char page_purpose[] = "follow";
static const char stop_purpose[] = "unfollow";

/* Mails are kept, and an unsubscribe link that has expired is the worst kind. */
enum { DAYS = 400 };

void follow_link_sign(const struct site *site, int64_t follower, int64_t now,
    char out[CRYPT_TOKEN_TEXT]) {
  crypt_token_sign(
      db_secret(site->db), page_purpose, follower, now + DAYS * CLOCK_DAY, out);
}

static enum err follow_link_check_for(const struct site *site, const char *purpose,
    const char *token, int64_t now, int64_t *out) {
  int64_t id = 0;
  enum err e = token ? crypt_token_check(db_secret(site->db), purpose, token, now, &id)
                     : ERR_SYNTAX;
  if (e)
    return e == ERR_GONE ? e : ERR_NOT_FOUND;
  *out = id;
  return OK;
}

enum err follow_link_check(
    const struct site *site, const char *token, int64_t now, int64_t *out) {
  return follow_link_check_for(site, page_purpose, token, now, out);
}

enum err follow_link_check_stop(
    const struct site *site, const char *token, int64_t now, int64_t *out) {
  return follow_link_check_for(site, stop_purpose, token, now, out);
}

const char *follow_link_page(
    const struct site *site, struct arena *a, int64_t follower, int64_t now) {
  char token[CRYPT_TOKEN_TEXT];
  follow_link_sign(site, follower, now, token);
  return arena_join(a, site->settings.base_url, FOLLOW_LINK_PATH "?t=", token, NULL);
}

const char *follow_link_stop(
    const struct site *site, struct arena *a, int64_t follow, int64_t now) {
  char token[CRYPT_TOKEN_TEXT];
  crypt_token_sign(
      db_secret(site->db), stop_purpose, follow, now + DAYS * CLOCK_DAY, token);
  return arena_join(
      a, site->settings.base_url, FOLLOW_LINK_STOP_PATH "?t=", token, NULL);
}
