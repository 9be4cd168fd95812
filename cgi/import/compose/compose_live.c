#include "import/compose/compose_live.h"

#include <stdlib.h>
#include <string.h>

#include "db/model/article.h"
#include "import/common/import_rich.h"
#include "import/common/import_source.h"
#include "import/files/import_live.h"
#include "import/files/import_media.h"

/* Relative links are those of the article's own file, if it has one. */
static enum err compose_live_place(struct import_work *w, int64_t article) {
  struct import_file *f = w->file;
  struct article r;
  enum err e = article_by_id(w->run->site->db, w->arena, article, &r);
  if (!e && r.source_key)
    f->path = import_source_file(w->arena, w->run->dir, r.source_key);
  char *root = f->path ? arena_strdup(w->arena, f->path) : NULL;
  if (root)
    *strrchr(root, '/') = '\0';
  f->root = root;
  return e || root || !f->path ? e : ERR_NOMEM;
}

enum err compose_live(struct site *site, struct arena *a, int64_t article,
    struct live_update *u, compose_note *note, void *context,
    struct parse_problem *problem) {
  char *dir = realpath(site->dir, NULL);
  struct import_run run = {.site = site, .dir = dir, .arena = a};
  struct import_file file = {.format = IMPORT_MARKDOWN, .known = true, .strict = true};
  struct import_work w = {.run = &run, .arena = a, .file = &file};
  *problem = (struct parse_problem){0};
  enum err e = dir ? compose_live_place(&w, article) : ERR_IO;
  if (!e)
    e = import_live_render(&w, u, problem);
  /* Before the update is saved, so that no page shows a picture that is not there. */
  if (!e)
    import_media_copy(&w, false);
  import_rich_end(&run);
  free(dir);
  for (const struct import_note *n = w.notes; !e && n; n = n->next)
    note(context, n->line, n->text);
  return e;
}
