/* Pelican's links name files by where they are in content/, or begin at the file that
 * has the link. They are unlike any other address, so they are followed in any imported
 * text: a folder of articles may come without the configuration that tells whose they
 * are. */
#include "import/files/import_pelican.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "base/percent.h"
#include "markup/names/slug.h"

static const char import_pelican_content[] = "/content/";

bool import_pelican_is_site(const char *folder) {
  char path[PATH_MAX + 32];
  snprintf(path, sizeof path, "%s/pelicanconf.py", folder);
  return access(path, F_OK) == 0;
}

/* The path below content/; NULL if it is none of Pelican. */
static const char *import_pelican_inside(const struct import_file *f) {
  size_t n = sizeof import_pelican_content - 1;
  const char *inside = f->is_pelicans && f->path ? f->path + strlen(f->root) : "";
  return strncmp(inside, import_pelican_content, n) == 0 ? inside + n : NULL;
}

bool import_pelican_is_page(const struct import_file *f) {
  const char *inside = import_pelican_inside(f);
  return inside && strncmp(inside, "pages/", 6) == 0;
}

enum err import_pelican_terms(struct import_work *w, struct front_matter *m) {
  const char *inside = import_pelican_inside(w->file);
  const char *slash = inside ? strrchr(inside, '/') : NULL;
  if (!slash || m->categories.count || import_pelican_is_page(w->file))
    return OK;
  /* The innermost folder, as Pelican names it. */
  const char *from = slash;
  while (from > inside && from[-1] != '/')
    from--;
  const char *name = arena_strndup(w->arena, from, (size_t)(slash - from));
  return name ? front_matter_list_add(w->arena, &m->categories, name, 0) : ERR_NOMEM;
}

/* The address of the list that "{tag}mud" names. */
static const char *import_pelican_list(
    struct import_work *w, const char *kind, const char *name) {
  struct buf slug = {0};
  char *plain = percent_decode(w->arena, name);
  enum err e = plain ? slug_make(plain, &slug) : ERR_NOMEM;
  const char *found = e == ERR_NOMEM ? NULL
                      : e || !slug.len
                          ? "/"
                          : arena_printf(w->arena, "/%s/%s/", kind, buf_text(&slug));
  buf_free(&slug);
  return found;
}

/* A path from the top of the articles, as seen from the imported file. */
static const char *import_pelican_from_top(struct import_work *w, const char *path) {
  const struct import_file *f = w->file;
  size_t root = f->root ? strlen(f->root) : 0;
  const char *inside = f->path + root;
  bool has_content =
      strncmp(inside, import_pelican_content, sizeof import_pelican_content - 1) == 0;
  struct buf out = {0};
  /* As many folders up as there are above the file. */
  const char *at = inside + (has_content ? sizeof import_pelican_content - 1 : 1);
  for (; (at = strchr(at, '/')) != NULL; at++)
    buf_puts(&out, "../");
  buf_puts(&out, path + strspn(path, "/"));
  const char *copy = buf_status(&out) ? NULL : arena_strdup(w->arena, buf_text(&out));
  buf_free(&out);
  return copy;
}

/* Length of "{name}", "|name|" or "%7Bname%7D" at the beginning of `url`; 0 if it has
 * no such beginning. */
static size_t import_pelican_mark(const char *url, const char *name) {
  static const char *const marks[][2] = {
      {"{", "}"}, {"|", "|"}, {"%7B", "%7D"}, {"%7C", "%7C"}};
  for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
    size_t open = strlen(marks[i][0]), n = strlen(name), close = strlen(marks[i][1]);
    if (strncasecmp(url, marks[i][0], open) == 0 &&
        strncasecmp(url + open, name, n) == 0 &&
        strncasecmp(url + open + n, marks[i][1], close) == 0)
      return open + n + close;
  }
  return 0;
}

const char *import_pelican_link(struct import_work *w, const char *url) {
  static const char *const files[] = {"filename", "static", "attach", "photo"};
  static const char *const lists[] = {"tag", "category", "author"};
  size_t n;
  if (!strchr("{|%", *url) || !w->file->path || w->file->known)
    return url;
  for (size_t i = 0; i < sizeof files / sizeof files[0]; i++)
    if ((n = import_pelican_mark(url, files[i])) > 0)
      return url[n] == '/' ? import_pelican_from_top(w, url + n) : url + n;
  for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++)
    if ((n = import_pelican_mark(url, lists[i])) > 0)
      return import_pelican_list(w, lists[i], url + n);
  return import_pelican_mark(url, "index") ? "/" : url;
}
