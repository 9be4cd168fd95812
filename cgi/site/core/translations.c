#include "site/core/translations.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "db/model/translation.h"
#include "site/core/permalink.h"

static int translations_by_language(const void *a, const void *b) {
  const struct translation_link *x = a, *y = b;
  return strcasecmp(x->lang, y->lang);
}

/* Members are in order of ID, so that the oldest article of a language comes first. */
static bool translations_has_language(
    const struct translation_link *list, size_t n, const char *lang) {
  for (size_t i = 0; i < n; i++)
    if (strcasecmp(list[i].lang, lang) == 0)
      return true;
  return false;
}

/* The article in the site's language, or else the oldest one. */
static const struct translation_link *translations_any(
    const struct site *site, const struct translation_link *list, size_t n) {
  const struct translation_link *oldest = list;
  for (size_t i = 0; i < n; i++) {
    if (strcasecmp(list[i].lang, site->settings.language) == 0)
      return &list[i];
    if (list[i].id < oldest->id)
      oldest = &list[i];
  }
  return oldest;
}

enum err translations_of(struct site *site, struct arena *a, int64_t article,
    struct translation_links *out) {
  struct translation *members = NULL;
  size_t count = 0, n = 0;
  bool listed = false;
  int64_t group = 0;
  *out = (struct translation_links){NULL, 0, NULL};
  enum err e = translation_group(site->db, article, &group);
  if (!e)
    e = translation_members(site->db, a, group, &members, &count);
  if (e || count < 2)
    return e;
  struct translation_link *list = arena_array(a, count, sizeof *list);
  if (!list)
    return ERR_NOMEM;
  for (size_t i = 0; i < count; i++) {
    const char *lang = *members[i].lang ? members[i].lang : site->settings.language;
    if (translations_has_language(list, n, lang))
      continue;
    const char *path = permalink_encode(a, members[i].permalink);
    const char *url = path ? arena_join(a, site->settings.base_url, path, NULL) : NULL;
    if (!url)
      return ERR_NOMEM;
    list[n++] = (struct translation_link){members[i].id, lang, path, url};
    listed = listed || members[i].id == article;
  }
  /* Links to translations must be mutual, or search engines ignore all of them. */
  if (!listed || n < 2)
    return OK;
  qsort(list, n, sizeof *list, translations_by_language);
  *out = (struct translation_links){list, n, translations_any(site, list, n)};
  return OK;
}
