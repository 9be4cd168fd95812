/* Groups are stored, although they follow from the names, because every page of an
 * article asks for its group, and the sitemap for those of thousands. An article may be
 * named before it exists, so each change looks in both directions: at the articles that
 * are named, and at those that name the one that has changed. */
#include "site/publish/translation_group.h"

#include <stdbool.h>

#include "db/txn.h"

/* What does not fit is not in the group: a key that a hundred articles have is a
 * mistake. */
static void translation_group_add(struct translation_set *set, int64_t id) {
  for (size_t i = 0; i < set->count; i++)
    if (set->ids[i] == id)
      return;
  if (set->count < TRANSLATION_MOST)
    set->ids[set->count++] = id;
}

static bool translation_group_has(const struct translation_set *set, int64_t id) {
  bool found = false;
  for (size_t i = 0; !found && i < set->count; i++)
    found = set->ids[i] == id;
  return found;
}

/* A name that stands for no public article, or for several, stands for none yet. */
static enum err translation_group_resolve(
    struct db *s, const char *name, int64_t self, int64_t *out) {
  enum err e = translation_resolve(s, name, self, out);
  if (e == ERR_NOT_FOUND || e == ERR_EXISTS)
    *out = 0;
  return e == ERR_NOT_FOUND || e == ERR_EXISTS ? OK : e;
}

/* The articles that `article` names, by their addresses or by its key. */
static enum err translation_group_add_named(
    struct db *s, struct arena *a, int64_t article, struct translation_set *set) {
  struct translation_names names = {NULL, NULL, 0};
  struct translation_set same = {.count = 0};
  enum err e = translation_names(s, a, article, &names);
  if (!e && names.key)
    e = translation_with_key(s, names.key, same.ids, &same.count);
  for (size_t i = 0; !e && i < same.count; i++)
    translation_group_add(set, same.ids[i]);
  for (size_t i = 0; !e && i < names.count; i++) {
    int64_t id = 0;
    e = translation_group_resolve(s, names.articles[i], article, &id);
    if (!e && id)
      translation_group_add(set, id);
  }
  return e;
}

/* Sets *out if `other` names `article`, and no second article is meant as well. */
static enum err translation_group_names(
    struct db *s, struct arena *a, int64_t other, int64_t article, bool *out) {
  struct translation_names names = {NULL, NULL, 0};
  enum err e = translation_names(s, a, other, &names);
  *out = false;
  for (size_t i = 0; !e && !*out && i < names.count; i++) {
    int64_t id = 0;
    e = translation_group_resolve(s, names.articles[i], other, &id);
    *out = !e && id == article;
  }
  return e;
}

static enum err translation_group_add_naming(
    struct db *s, struct arena *a, int64_t article, struct translation_set *set) {
  struct translation_set naming = {.count = 0};
  enum err e = translation_naming(s, article, naming.ids, &naming.count);
  for (size_t i = 0; !e && i < naming.count; i++) {
    bool names = false;
    e = translation_group_names(s, a, naming.ids[i], article, &names);
    if (!e && names)
      translation_group_add(set, naming.ids[i]);
  }
  return e;
}

enum err translation_group_find(
    struct site *site, struct arena *a, int64_t article, struct translation_set *out) {
  bool is_public = false;
  out->count = 0;
  translation_group_add(out, article);
  enum err e = translation_is_public(site->db, article, &is_public);
  /* The set grows while it is walked, until nothing new is found. */
  for (size_t i = 0; !e && is_public && i < out->count; i++) {
    e = translation_group_add_named(site->db, a, out->ids[i], out);
    if (!e)
      e = translation_group_add_naming(site->db, a, out->ids[i], out);
  }
  return e;
}

/* Articles whose group may be another one now: those of its former group, those that
 * name it, and those that would have named it if it were the only one of its slug. */
static enum err translation_group_concerned(
    struct db *s, struct arena *a, int64_t article, struct translation_set *out) {
  struct translation_set naming = {.count = 0};
  struct translation *members = NULL;
  int64_t group = 0;
  size_t n = 0;
  translation_group_add(out, article);
  enum err e = translation_group(s, article, &group);
  if (!e)
    e = translation_members(s, a, group, &members, &n);
  for (size_t i = 0; !e && i < n; i++)
    translation_group_add(out, members[i].id);
  if (!e)
    e = translation_naming(s, article, naming.ids, &naming.count);
  for (size_t i = 0; !e && i < naming.count; i++)
    translation_group_add(out, naming.ids[i]);
  return e;
}

/* The smallest ID names the group, so that it is the same from wherever it is found. */
static enum err translation_group_store(
    struct db *s, const struct translation_set *set) {
  int64_t group = set->ids[0];
  enum err e = OK;
  for (size_t i = 1; i < set->count; i++)
    group = set->ids[i] < group ? set->ids[i] : group;
  for (size_t i = 0; !e && i < set->count; i++)
    e = translation_group_set(s, set->ids[i], set->count > 1 ? group : 0);
  return e;
}

enum err translation_group_update(struct site *site, struct arena *a, int64_t article) {
  struct translation_set concerned = {.count = 0}, done = {.count = 0};
  enum err e = translation_group_concerned(site->db, a, article, &concerned);
  for (size_t i = 0; !e && i < concerned.count; i++) {
    struct translation_set set;
    if (translation_group_has(&done, concerned.ids[i]))
      continue;
    e = translation_group_find(site, a, concerned.ids[i], &set);
    if (!e)
      e = translation_group_store(site->db, &set);
    for (size_t k = 0; !e && k < set.count; k++)
      translation_group_add(&done, set.ids[k]);
  }
  /* The page of the article itself is invalidated by whatever has changed it. */
  for (size_t i = 0; !e && i < done.count; i++)
    if (done.ids[i] != article)
      e = txn_invalidate(site->db, DEP_ARTICLE, done.ids[i]);
  return e;
}
