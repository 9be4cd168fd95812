#include "site/comments/own_link.h"

#include "base/clock.h"
#include "base/crypt.h"
#include "site/comments/comment_location.h"

/* A link to a held comment, which its sender may show to others, must not change it. */
static const char own_purpose[] = "own";

/* Days for which the link to a held comment works. */
enum { HELD_DAYS = 7 };

int64_t own_link_until(const struct site *site, const struct comment *c) {
  int64_t minutes = site->settings.edit_minutes;
  return !minutes || c->source_key || c->by_author
             ? 0
             : c->created_at + minutes * 60 * CLOCK_SECOND;
}

bool own_link_is_open(const struct site *site, const struct comment *c, int64_t now) {
  return now < own_link_until(site, c) && now >= c->created_at - 60 * CLOCK_SECOND;
}

const char *own_link_token(
    const struct site *site, struct arena *a, const struct comment *c) {
  char token[CRYPT_TOKEN_TEXT];
  crypt_token_sign(
      db_secret(site->db), own_purpose, c->id, own_link_until(site, c), token);
  return arena_strdup(a, token);
}

const char *own_link(
    const struct site *site, struct arena *a, const struct comment *c, int64_t now) {
  if (!own_link_is_open(site, c, now))
    return "";
  const char *token = own_link_token(site, a, c);
  return token
             ? arena_join(a, site->settings.base_url, OWN_LINK_PATH "?t=", token, NULL)
             : NULL;
}

enum err own_link_check(
    const struct site *site, const char *token, int64_t now, int64_t *id) {
  return token ? crypt_token_check(db_secret(site->db), own_purpose, token, now, id)
               : ERR_SYNTAX;
}

static enum err own_link_location_shown(struct site *site, struct arena *a,
    const struct comment *c, const char *path, int64_t now, const char **out) {
  bool open = own_link_is_open(site, c, now);
  const char *token = open ? own_link_token(site, a, c) : "";
  const char *location = token ? arena_printf(a, "%s%s%s#comment-%lld", path,
                                     open ? "?edit=" : "", token, (long long)c->id)
                               : NULL;
  if (!location)
    return ERR_NOMEM;
  *out = location;
  return OK;
}

enum err own_link_location_at(struct site *site, struct arena *a, const char *path,
    const struct comment *c, const char *known, int64_t now, const char **out) {
  char token[CRYPT_TOKEN_TEXT];
  if (c->status == COMMENT_APPROVE)
    return own_link_location_shown(site, a, c, path, now, out);
  /* Spam as well, so that its senders learn nothing. */
  crypt_token_sign(db_secret(site->db), OWN_LINK_HELD_PURPOSE, c->id,
      now + HELD_DAYS * CLOCK_DAY, token);
  const char *location = arena_printf(a, "%s?held=%s%s%s#comment-%lld", path, token,
      known ? "&known=" : "", known ? known : "", (long long)c->id);
  if (!location)
    return ERR_NOMEM;
  *out = location;
  return OK;
}

enum err own_link_location(struct site *site, struct arena *a,
    const struct article *article, const struct comment *c, const char *known,
    int64_t now, const char **out) {
  const char *path = NULL;
  enum err e = comment_location_page(site, a, article, c, &path);
  return e ? e : own_link_location_at(site, a, path, c, known, now, out);
}
