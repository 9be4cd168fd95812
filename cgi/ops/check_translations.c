#include "ops/check_translations.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "db/model/article_slug.h"
#include "db/model/path.h"
#include "db/model/translation.h"
#include "site/publish/translation_group.h"

/* For one group at a time. */
enum { CHECK_MEMORY = 16 << 20, CHECK_FINDING = 400 };

struct check_names {
  struct site *site;
  struct arena *arena;
  check_translations_tell *tell;
  void *context;
};

/* A draft or a scheduled article is not missing: the link to it comes by itself. */
static enum err check_translations_exists(
    struct db *s, const char *name, int64_t self, bool *out) {
  struct path found = {PATH_GONE, 0};
  int64_t ids[2];
  size_t n = 0;
  enum err e = strchr(name, '/') ? path_find(s, name, &found)
                                 : article_slug_find(s, name, 2, ids, &n);
  if (e && e != ERR_NOT_FOUND)
    return e;
  *out = strchr(name, '/') ? !e && found.article_id && found.article_id != self
                           : n > 1 || (n == 1 && ids[0] != self);
  return OK;
}

static enum err check_translations_name(
    void *context, int64_t article, const char *name) {
  const struct check_names *c = context;
  char text[CHECK_FINDING];
  int64_t id = 0;
  bool exists = false;
  enum err e = translation_resolve(c->site->db, name, article, &id);
  if (e == ERR_EXISTS) {
    snprintf(text, sizeof text,
        "article %lld: several articles have the slug \"%.100s\": name the translation"
        " by its address",
        (long long)article, name);
    return c->tell(c->context, text);
  }
  if (e != ERR_NOT_FOUND)
    return e;
  e = check_translations_exists(c->site->db, name, article, &exists);
  if (e || exists)
    return e;
  snprintf(text, sizeof text, "article %lld: there is no translation \"%.100s\"",
      (long long)article, name);
  return c->tell(c->context, text);
}

/* Two articles of a group in one language: only the older one is shown. */
static enum err check_translations_languages(
    const struct check_names *c, const struct translation *members, size_t count) {
  const char *site_lang = c->site->settings.language;
  char text[CHECK_FINDING];
  enum err e = OK;
  for (size_t i = 0; i < count; i++)
    for (size_t k = i + 1; !e && k < count; k++) {
      const char *x = *members[i].lang ? members[i].lang : site_lang;
      const char *y = *members[k].lang ? members[k].lang : site_lang;
      if (strcasecmp(x, y) != 0)
        continue;
      snprintf(text, sizeof text,
          "articles %lld and %lld are translations of each other, but both are in"
          " \"%.40s\"",
          (long long)members[i].id, (long long)members[k].id, x);
      e = c->tell(c->context, text);
    }
  return e;
}

static enum err check_translations_group(
    void *context, int64_t group, const char *none) {
  const struct check_names *c = context;
  struct translation *members = NULL;
  struct translation_set wanted = {.count = 0};
  char text[CHECK_FINDING];
  size_t count = 0;
  (void)none;
  arena_reset(c->arena);
  enum err e = translation_members(c->site->db, c->arena, group, &members, &count);
  if (!e)
    e = translation_group_find(c->site, c->arena, group, &wanted);
  if (e && e != ERR_NOT_FOUND)
    return e;
  if (wanted.count != count || count < 2) {
    snprintf(text, sizeof text,
        "article %lld: %zu of its %zu translations are stored: run \"pamphlet post update"
        " %lld --status=publish\"",
        (long long)group, count ? count - 1 : 0, wanted.count ? wanted.count - 1 : 0,
        (long long)group);
    e = c->tell(c->context, text);
    return e;
  }
  return check_translations_languages(c, members, count);
}

enum err check_translations(
    struct site *site, check_translations_tell *tell, void *context) {
  struct check_names c = {site, arena_new(CHECK_MEMORY), tell, context};
  enum err e = c.arena ? OK : ERR_NOMEM;
  if (!e)
    e = translation_each_name(site->db, check_translations_name, &c);
  if (!e)
    e = translation_each_group(site->db, check_translations_group, &c);
  arena_free(c.arena);
  return e;
}
