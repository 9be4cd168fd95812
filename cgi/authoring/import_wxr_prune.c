/* Articles whose item is gone. */
#include "authoring/import_prune.h"

#include <string.h>

#include "authoring/import_wxr_tables.h"

struct gone {
  struct gone *next;
  int64_t id;
};

struct search {
  const struct import_run *run;
  struct gone *first, **end;
};

/* True where files have items of the site of a GUID, but none this one. */
static bool is_gone(const struct import_run *run, const char *guid) {
  bool of_site = false;
  for (const struct wxr_guids *g = run->exports; g; g = g->next) {
    if (wxr_guids_count(g, guid))
      return false;
    of_site = of_site || wxr_guids_has_origin(g, guid);
  }
  return of_site;
}

static enum err add_if_gone(
    void *context, int64_t id, const char *key, const uint8_t *hash) {
  struct search *s = context;
  struct arena *a = s->run->arena;
  size_t scheme = strlen(IMPORT_WXR_SCHEME);
  (void)hash;
  if (strncmp(key, IMPORT_WXR_SCHEME, scheme) != 0)
    return OK;
  char *guid = arena_strdup(a, key + scheme);
  if (!guid)
    return ERR_NOMEM;
  if (!is_gone(s->run, guid))
    return OK;
  /* One that two items had has a number behind it. */
  char *number = strrchr(guid, '#');
  if (number)
    *number = '\0';
  if (number && !is_gone(s->run, guid))
    return OK;
  struct gone *g = arena_alloc(a, sizeof *g);
  if (!g)
    return ERR_NOMEM;
  *g = (struct gone){NULL, id};
  *s->end = g;
  s->end = &g->next;
  return OK;
}

enum err import_wxr_prune(struct import_run *run, const char *file) {
  struct search s = {.run = run};
  s.end = &s.first;
  enum err e = article_each_source(run->site->store, add_if_gone, &s);
  for (const struct gone *g = s.first; !e && g; g = g->next)
    e = import_prune_one(run, g->id, file, true);
  return e;
}
