#include "import/import_changes.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/array.h"
#include "base/file.h"
#include "import/common/import_kind.h"

/* In microseconds. A person does not notice the first; a program that saves a file in
 * several steps takes less. */
enum {
  IMPORT_CHANGES_QUIET = 25000,      /* after the last change, before importing */
  IMPORT_CHANGES_PATIENCE = 1000000, /* after the first one: in a stream of changes */
  IMPORT_CHANGES_EMPTY = 1000000,    /* for which an empty file is left alone */
  IMPORT_CHANGES_OPEN = 60000000     /* for which one that is open is */
};

/* With more, it is faster to look at the whole folder. */
enum { IMPORT_CHANGES_MOST = 500 };

bool import_changes_skips(void *context, const char *path, const char *name) {
  (void)context, (void)path;
  return name[0] == '.' || strcmp(name, "node_modules") == 0 ||
         strcmp(name, "_site") == 0;
}

/* True for files other than articles that an import reads. */
static bool import_changes_is_used(const char *name) {
  static const char *const names[] = {
      "gone.txt", "redirects.txt", "_redirects", "posts.csv"};
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
    if (strcmp(name, names[i]) == 0)
      return true;
  return import_kind_is_media(name) || import_kind_is_data(name) ||
         file_name_ends_with(name, ".toml");
}

/* Backups and locks of editors, and files of programs that copy: "x.md~", "#x.md#",
 * ".#x.md", ".x.md.swp", ".x.md.AbC123", "4913". Those that do not begin with a dot
 * have no ending that an import knows, except what Windows and macOS use. */
static bool import_changes_is_temporary(const char *name) {
  return name[0] == '.' || name[0] == '~';
}

static struct import_change *import_changes_find(
    const struct import_changes *c, const char *path) {
  for (size_t i = 0; i < c->count; i++)
    if (strcmp(c->items[i].path, path) == 0)
      return &c->items[i];
  return NULL;
}

static struct import_change *import_changes_add(
    struct import_changes *c, const char *path) {
  struct import_change *known = import_changes_find(c, path);
  if (known)
    return known;
  struct import_change *items = array_grow(c->items, c->count, &c->cap, sizeof *items);
  if (!items)
    return NULL;
  c->items = items;
  char *copy = strdup(path);
  if (!copy)
    return NULL;
  c->items[c->count] = (struct import_change){.path = copy};
  return &c->items[c->count++];
}

static enum err import_changes_note_file(
    struct import_changes *c, enum tree_change change, const char *path) {
  /* Each one is searched for among all: a large checkout must not become slow. Files
   * that are open are always noted. */
  if (c->count >= IMPORT_CHANGES_MOST && change != TREE_WRITING &&
      !import_changes_find(c, path)) {
    c->everything = true;
    return OK;
  }
  struct import_change *f = import_changes_add(c, path);
  if (!f)
    return ERR_NOMEM;
  f->at = c->now;
  f->is_created = change == TREE_CREATED;
  f->is_open = change == TREE_CREATED || change == TREE_WRITING;
  return OK;
}

enum err import_changes_note(void *changes, enum tree_change change, const char *path) {
  struct import_changes *c = changes;
  const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
  bool is_file =
      change == TREE_CREATED || change == TREE_WRITING || change == TREE_CHANGED;
  bool is_used = is_file && import_changes_is_used(name);
  if (is_file && (import_changes_is_temporary(name) ||
                     (!is_used && !import_kind_is_article(name))))
    return OK;
  c->first = c->first ? c->first : c->now;
  c->last = c->now;
  c->is_gone = c->is_gone || change == TREE_GONE;
  c->everything = c->everything || change == TREE_LOST;
  if (change == TREE_GONE || change == TREE_LOST)
    return OK;
  /* Which articles show a picture is known when they are read. Until it is closed, it
   * is remembered as a file that is open. */
  c->everything = c->everything || is_used;
  return import_changes_note_file(c, change, path);
}

/* How long the file must be left alone, from now on. */
static int64_t import_changes_rest(
    const struct import_changes *c, const struct import_change *f) {
  struct stat st;
  bool exists = lstat(f->path, &st) == 0;
  int64_t until = 0;
  if (!exists)
    return 0;
  if (S_ISREG(st.st_mode) && st.st_size == 0)
    until = f->at + IMPORT_CHANGES_EMPTY;
  /* A link to a file is created and not written. */
  else if (f->is_open && !f->is_created)
    until = f->at + IMPORT_CHANGES_OPEN;
  else if (f->is_open)
    until = f->at + IMPORT_CHANGES_EMPTY / 4;
  return until > c->now ? until - c->now : 0;
}

int import_changes_wait(const struct import_changes *c) {
  int64_t quiet = c->last + IMPORT_CHANGES_QUIET, wait = INT64_MAX;
  if (c->is_gone)
    return 0;
  if (!c->count && !c->everything)
    return -1;
  /* The first file that is ready is enough. */
  for (size_t i = 0; i < c->count; i++) {
    int64_t rest = import_changes_rest(c, &c->items[i]);
    wait = rest < wait ? rest : wait;
  }
  if (!c->count)
    wait = 0;
  if (quiet > c->now + wait && c->now + wait < c->first + IMPORT_CHANGES_PATIENCE)
    wait = quiet - c->now;
  return wait <= 0 ? 0 : (int)(wait / 1000 + 1);
}

enum err import_changes_take(struct import_changes *c, struct arena *a,
    bool *everything, struct import_part *part) {
  const char **changed = arena_array(a, c->count + 1, sizeof *changed);
  const char **gone = arena_array(a, c->count + 1, sizeof *gone);
  const char **paths = arena_array(a, c->count + 1, sizeof *paths);
  size_t n = 0, m = 0, left = 0;
  if (!changed || !gone || !paths)
    return ERR_NOMEM;
  /* All copies first, so that a failure changes nothing. */
  for (size_t i = 0; i < c->count; i++)
    if (!(paths[i] = arena_strdup(a, c->items[i].path)))
      return ERR_NOMEM;
  for (size_t i = 0; i < c->count; i++) {
    struct stat st;
    if (import_changes_rest(c, &c->items[i]) > 0) {
      c->items[left++] = c->items[i];
      continue;
    }
    if (lstat(paths[i], &st) == 0)
      changed[n++] = paths[i];
    else
      gone[m++] = paths[i];
    free(c->items[i].path);
  }
  c->count = left;
  c->first = left ? c->now : 0;
  /* A picture that is being copied keeps all of the folder waiting, but no text. */
  *everything = c->everything && !left;
  c->everything = c->everything && left;
  *part = (struct import_part){changed, n, gone, m};
  return OK;
}

void import_changes_free(struct import_changes *c) {
  for (size_t i = 0; i < c->count; i++)
    free(c->items[i].path);
  free(c->items);
  c->items = NULL;
  c->count = c->cap = 0;
}
