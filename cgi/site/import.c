#include "site/import.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "site/import_file.h"

enum { LIST_MEMORY = 256 << 20, MOST_DEPTH = 32 };

/* The files to import, in order. */
struct list {
  struct arena *arena;
  struct import_file *files;
  size_t count, cap;
};

static bool is_article(const char *name) {
  static const char *const ends[] = {".md", ".markdown", ".html", ".htm"};
  size_t n = strlen(name);
  for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
    size_t m = strlen(ends[i]);
    if (n > m && strcmp(name + n - m, ends[i]) == 0)
      return true;
  }
  return false;
}

static enum err add(
    struct list *l, const char *root, const char *path, const char *key) {
  if (l->count == l->cap) {
    size_t cap = l->cap ? l->cap * 2 : 64;
    struct import_file *more = realloc(l->files, cap * sizeof *more);
    if (!more)
      return ERR_NOMEM;
    l->files = more;
    l->cap = cap;
  }
  struct import_file f = {
      root, path ? arena_strdup(l->arena, path) : NULL, arena_strdup(l->arena, key)};
  if (!f.key || (path && !f.path))
    return ERR_NOMEM;
  l->files[l->count++] = f;
  return OK;
}

/* Adds what is in a folder and below it. Links are passed over: they could lead out. */
static enum err walk(struct list *l, const char *root, const char *below, int depth) {
  struct dirent **entries = NULL;
  char *folder = arena_printf(l->arena, "%s/%s", root, below);
  if (!folder)
    return ERR_NOMEM;
  int n = depth < MOST_DEPTH ? scandir(folder, &entries, NULL, alphasort) : 0;
  if (n < 0)
    return errno == ENOMEM ? ERR_NOMEM : ERR_IO;
  enum err e = OK;
  for (int i = 0; i < n; i++) {
    const char *name = entries[i]->d_name;
    struct stat st;
    char *key = arena_printf(l->arena, "%s%s%s", below, *below ? "/" : "", name);
    char *path = key ? arena_printf(l->arena, "%s/%s", root, key) : NULL;
    if (!path && !e)
      e = ERR_NOMEM;
    if (!e && name[0] != '.' && lstat(path, &st) == 0) {
      if (S_ISDIR(st.st_mode))
        e = walk(l, root, key, depth + 1);
      else if (S_ISREG(st.st_mode) && is_article(name))
        e = add(l, root, path, key);
    }
    free(entries[i]);
  }
  free(entries);
  return e;
}

static enum err add_path(struct list *l, const char *path) {
  struct stat st;
  if (strcmp(path, "-") == 0)
    return add(l, NULL, NULL, "-");
  char *real = realpath(path, NULL);
  if (!real || stat(real, &st) != 0) {
    free(real);
    return ERR_NOT_FOUND;
  }
  char *root = arena_strdup(l->arena, real);
  free(real);
  if (!root)
    return ERR_NOMEM;
  if (S_ISDIR(st.st_mode))
    return walk(l, root, "", 0);
  char *copy = arena_strdup(l->arena, root), *slash = strrchr(root, '/');
  *slash = '\0';
  return copy ? add(l, root, copy, slash + 1) : ERR_NOMEM;
}

/* Imports all, pages after their parents: what waits for its parent is tried again as
 * long as a round brings something. */
static enum err import_all(struct import_run *run, struct list *l) {
  size_t left = l->count, before;
  enum err e = OK;
  do {
    before = left;
    left = 0;
    for (size_t i = 0; i < before; i++) {
      struct import_file f = l->files[i];
      e = import_file(run, &f);
      if (e == ERR_NOT_FOUND)
        l->files[left++] = f;
      else if (e)
        return e;
    }
  } while (left && left < before);
  for (size_t i = 0; i < left; i++)
    run->report(run->context, IMPORT_FAILED, l->files[i].path, 0,
        "its parent page is not there: import that too, or mend \"parent\"");
  return OK;
}

enum err import_paths(struct site *site, const char *const *paths, size_t count,
    bool dry_run, import_report *report, void *context) {
  struct import_run run = {site, dry_run, report, context};
  struct list l = {.arena = arena_new(LIST_MEMORY)};
  enum err e = l.arena ? OK : ERR_NOMEM;
  for (size_t i = 0; !e && i < count; i++) {
    e = add_path(&l, paths[i]);
    if (e == ERR_NOT_FOUND)
      report(context, IMPORT_FAILED, paths[i], 0, "there is no such file or folder");
  }
  if (!e)
    e = import_all(&run, &l);
  free(l.files);
  arena_free(l.arena);
  return e;
}
