#include "import/files/import_jekyll.h"

#include <string.h>

#include "base/limits.h"
#include "markup/markdown/kramdown.h"

static bool import_jekyll_has(const struct front_matter_list *l, const char *name) {
  for (size_t i = 0; i < l->count; i++)
    if (strcmp(l->items[i], name) == 0)
      return true;
  return false;
}

/* Adds the parts of `text`, which is modified. */
static enum err import_jekyll_add_parts(struct arena *a, char *text,
    const char *between, int line, struct front_matter_list *l) {
  char *save = NULL;
  enum err e = OK;
  for (char *s = strtok_r(text, between, &save); !e && s;
       s = strtok_r(NULL, between, &save))
    /* A category may be named in the front matter and by a folder. */
    if (!import_jekyll_has(l, s))
      e = front_matter_list_add(a, l, s, line);
  return e;
}

static enum err import_jekyll_split_tags(
    struct import_work *w, struct front_matter *m) {
  /* A YAML list is taken as it is: "[low tide]" is one tag even for Jekyll. */
  if (!m->tags_are_text || m->tags.count != 1)
    return OK;
  char *words = arena_strdup(w->arena, m->tags.items[0]);
  int line = m->tags.lines[0];
  /* The list is emptied first, because its only item is the text that is split. */
  m->tags = (struct front_matter_list){0};
  return words ? import_jekyll_add_parts(w->arena, words, " ", line, &m->tags)
               : ERR_NOMEM;
}

/* Each folder between the site's folder and "_posts" is a category. */
static enum err import_jekyll_add_folders(
    struct import_work *w, struct front_matter *m) {
  const struct import_file *f = w->file;
  const char *inside = f->path + strlen(f->root), *posts = strstr(inside, "/_posts/");
  if (!posts)
    return OK;
  char *folders = arena_strndup(w->arena, inside, (size_t)(posts - inside));
  return folders ? import_jekyll_add_parts(w->arena, folders, "/", 0, &m->categories)
                 : ERR_NOMEM;
}

enum err import_jekyll_terms(struct import_work *w, struct front_matter *m) {
  if (!w->file->is_jekylls)
    return OK;
  enum err e = import_jekyll_split_tags(w, m);
  return e ? e : import_jekyll_add_folders(w, m);
}

bool import_jekyll_is_page(const struct import_file *f) {
  const char *inside = f->is_jekylls && f->path ? f->path + strlen(f->root) : "/_";
  /* "/_posts/" may be below other folders; "/_recipes/" is a collection. A folder of
   * posts that is imported alone has all of them at its top. */
  return f->path && !strstr(inside, "/_") && !strstr(f->path, "/_posts/") &&
         !strstr(f->path, "/_drafts/");
}

enum err import_jekyll_body(struct import_work *w, const char **body) {
  struct buf out = {.most = LIMIT_HTML};
  /* Elsewhere "{: .note}" is text that the author wanted to show. */
  if (!w->file->is_jekylls || !kramdown_is_in(*body))
    return OK;
  enum err e = kramdown_convert(*body, &out);
  if (!e && !(*body = arena_strdup(w->arena, buf_text(&out))))
    e = ERR_NOMEM;
  buf_free(&out);
  return e;
}
