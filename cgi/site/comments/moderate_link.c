#include "site/comments/moderate_link.h"

#include <stddef.h>
#include <string.h>

#include "base/clock.h"
#include "base/crypt.h"

enum { LINK_DAYS = 30 };

/* A token for anything else, such as a reader's own comment, must not moderate. */
static const char moderate_purpose[] = "moderate";

static const char *const moderate_names[] = {
    [MODERATE_NONE] = "",
    [MODERATE_APPROVE] = "approve",
    [MODERATE_SPAM] = "spam",
    [MODERATE_TRASH] = "trash",
    [MODERATE_REPLY] = "reply",
    [MODERATE_HOLD] = "hold",
};

const char *moderate_action_name(enum moderate_action action) {
  return moderate_names[action];
}

enum moderate_action moderate_action_find(const char *name) {
  size_t count = sizeof moderate_names / sizeof moderate_names[0];
  for (size_t i = 1; name && i < count; i++)
    if (strcmp(moderate_names[i], name) == 0)
      return (enum moderate_action)i;
  return MODERATE_NONE;
}

const char *moderate_link_token(
    const struct site *site, struct arena *a, int64_t id, int64_t now) {
  char token[CRYPT_TOKEN_TEXT];
  crypt_token_sign(
      db_secret(site->db), moderate_purpose, id, now + LINK_DAYS * CLOCK_DAY, token);
  return arena_strdup(a, token);
}

const char *moderate_link(const struct site *site, struct arena *a, int64_t id,
    enum moderate_action action, int64_t now) {
  const char *token = moderate_link_token(site, a, id, now);
  return token ? arena_join(a, site->settings.base_url, MODERATE_LINK_PATH "?t=", token,
                     action ? "&do=" : "", moderate_action_name(action), NULL)
               : NULL;
}

enum err moderate_link_check(
    const struct site *site, const char *token, int64_t now, int64_t *id) {
  return token
             ? crypt_token_check(db_secret(site->db), moderate_purpose, token, now, id)
             : ERR_SYNTAX;
}
