#include "site/core/social_card_file.h"

#include "db/model/social_card.h"
#include "site/core/picture_file.h"

const char *social_card_file(struct arena *a, const char *hash) {
  return arena_join(a, "/media/" PICTURE_FOLDER "/", hash, SOCIAL_CARD_ENDING, NULL);
}

enum err social_card_file_url(
    struct site *site, struct arena *a, int64_t article, const char **out) {
  struct social_card card = {NULL, NULL};
  enum err e =
      site->settings.cards ? social_card_find(site->db, a, article, &card) : OK;
  if (e)
    return e;
  if (!card.hash || *card.fault) {
    *out = NULL;
    return OK;
  }
  const char *path = social_card_file(a, card.hash);
  const char *url = path ? arena_join(a, site->settings.base_url, path, NULL) : NULL;
  if (!url)
    return ERR_NOMEM;
  *out = url;
  return OK;
}
