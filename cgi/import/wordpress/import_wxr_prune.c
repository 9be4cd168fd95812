/* Articles whose item is gone. */
#include "import/wordpress/import_wxr_prune.h"

#include <string.h>

#include "db/model/article.h"
#include "import/common/import_prune.h"
#include "import/wordpress/import_wxr_tables.h"

struct search {
  const struct import_run *run;
  const char *file;
  struct import_prune_list gone;
};

/* True if export files have items of the site of this GUID, but not this one. */
static bool import_wxr_prune_is_gone(const struct import_run *run, const char *guid) {
  bool of_site = false;
  for (const struct wxr_guids *g = run->exports; g; g = g->next) {
    if (wxr_guids_count(g, guid))
      return false;
    of_site = of_site || wxr_guids_has_origin(g, guid);
  }
  return of_site;
}

static enum err import_wxr_prune_add_if_gone(
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
  if (!import_wxr_prune_is_gone(s->run, guid))
    return OK;
  /* The key of a GUID shared by two items has a number appended. */
  char *number = strrchr(guid, '#');
  if (number)
    *number = '\0';
  if (number && !import_wxr_prune_is_gone(s->run, guid))
    return OK;
  return import_prune_add(&s->gone, id, s->file);
}

enum err import_wxr_prune(struct import_run *run, const char *file) {
  struct search s = {.run = run, .file = file, .gone = {.arena = run->arena}};
  enum err e = article_each_source(run->site->db, import_wxr_prune_add_if_gone, &s);
  return e ? e : import_prune_all(run, &s.gone, true);
}
