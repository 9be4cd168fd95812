#include "import/common/import_prune.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "db/model/article.h"
#include "import/common/import_source.h"
#include "site/publish/publish_state.h"

struct search {
  const struct import_run *run;
  const char *prefix; /* of the keys of files in the folder */
  struct import_prune_list gone;
};

static enum err import_prune_add_if_gone(
    void *context, int64_t id, const char *key, const uint8_t *hash) {
  struct search *s = context;
  struct arena *a = s->run->arena;
  struct stat st;
  (void)hash;
  /* Only articles of this folder: the file of another one is none of this import's
   * business. */
  if (strncmp(key, s->prefix, strlen(s->prefix)) != 0)
    return OK;
  char *path =
      arena_printf(a, "%s/%s", s->run->dir, key + strlen(IMPORT_SOURCE_SCHEME));
  if (!path)
    return ERR_NOMEM;
  /* Any other error, such as a folder without permission, does not show that the file
   * is gone, and its article must not be withdrawn for it. */
  if (lstat(path, &st) == 0 || (errno != ENOENT && errno != ENOTDIR))
    return OK;
  /* As the author knows it, and not from the folder of the site on. */
  path = import_source_plain(a, path);
  return path ? import_prune_add(&s->gone, id, path) : ERR_NOMEM;
}

enum err import_prune_add(struct import_prune_list *l, int64_t id, const char *file) {
  struct import_pruned *p = arena_alloc(l->arena, sizeof *p);
  if (!p)
    return ERR_NOMEM;
  *p = (struct import_pruned){NULL, id, file};
  if (l->last)
    l->last->next = p;
  else
    l->first = p;
  l->last = p;
  return OK;
}

static enum err import_prune_one(
    struct import_run *run, int64_t id, const char *file, bool is_item) {
  struct article r;
  char why[200];
  enum err e = article_by_id(run->site->db, run->arena, id, &r);
  /* A draft, a private or a withdrawn article is hidden from readers already. */
  if (e || (r.status != ARTICLE_PUBLISH && r.status != ARTICLE_FUTURE))
    return e;
  if (!run->options->prune) {
    static const char gone[] =
        "no longer exists; its article is kept (use --prune to make it a draft)";
    char *item =
        is_item ? arena_printf(run->arena, "\"%.100s\" %s", r.title, gone) : NULL;
    run->report(run->context, IMPORT_WARNING, file, 0, item ? item : gone);
    return OK;
  }
  e = publish_set_status(
      run->site, run->arena, r.id, ARTICLE_DRAFT, "import", why, sizeof why);
  if (!e)
    run->report(run->context, IMPORT_PRUNED, file, 0, is_item ? r.title : "");
  return e;
}

enum err import_prune_all(
    struct import_run *run, const struct import_prune_list *l, bool are_items) {
  enum err e = OK;
  for (const struct import_pruned *p = l->first; !e && p; p = p->next)
    e = import_prune_one(run, p->id, p->file, are_items);
  return e;
}

enum err import_prune(struct import_run *run, const char *root) {
  /* The slash keeps the folder "posts" from covering "posts-old". */
  char *inside = arena_printf(run->arena, "%s/", root);
  char *prefix = inside ? import_source_key(run->arena, run->dir, inside) : NULL;
  if (!prefix)
    return ERR_NOMEM;
  struct search s = {.run = run, .prefix = prefix, .gone = {.arena = run->arena}};
  enum err e = article_each_source(run->site->db, import_prune_add_if_gone, &s);
  return e ? e : import_prune_all(run, &s.gone, false);
}

enum err import_prune_files(struct import_run *run, const struct import_part *part) {
  enum err e = OK;
  for (size_t i = 0; !e && i < part->gone_count; i++) {
    struct article r;
    char *key = import_source_key(run->arena, run->dir, part->gone[i]);
    e = key ? article_by_source(run->site->db, run->arena, key, &r) : ERR_NOMEM;
    if (!e)
      e = import_prune_one(run, r.id, part->gone[i], false);
    /* It was no article, or another file has taken it over. */
    if (e == ERR_NOT_FOUND)
      e = OK;
  }
  return e;
}
