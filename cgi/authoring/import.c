#include "authoring/import.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "authoring/import_addresses.h"
#include "authoring/import_batch.h"
#include "authoring/import_format.h"
#include "authoring/import_prune.h"
#include "authoring/import_wxr.h"
#include "base/file.h"
#include "store/copy.h"

enum { LIST_MEMORY = 256 << 20, MOST_DEPTH = 32 };

/* The files to import, in order. */
struct list {
  struct import_run *run;
  struct import_file *files;
  size_t count, cap;
  const char **folders; /* that were named, real paths; one slot for each name */
  size_t folder_count;
};

bool import_is_article(const char *name) {
  static const char *const ends[] = {".md", ".markdown", ".html", ".htm"};
  size_t n = strlen(name);
  for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
    size_t m = strlen(ends[i]);
    if (n > m && strcasecmp(name + n - m, ends[i]) == 0)
      return true;
  }
  return false;
}

static void tell(
    struct list *l, enum import_event event, const char *path, const char *message) {
  l->run->report(l->run->context, event, path, 0, message);
}

static enum err add(
    struct list *l, const char *root, const char *path, enum import_format format) {
  if (l->count == l->cap) {
    size_t cap = l->cap ? l->cap * 2 : 64;
    struct import_file *more = realloc(l->files, cap * sizeof *more);
    if (!more)
      return ERR_NOMEM;
    l->files = more;
    l->cap = cap;
  }
  l->files[l->count++] =
      (struct import_file){.root = root, .path = path, .format = format};
  return OK;
}

static enum err walk(struct list *l, const char *root, const char *folder, int depth);

/* Jekyll's folders that hold no articles, or copies of them. */
static bool is_jekylls(const char *name) {
  static const char *const names[] = {
      "_site", "_layouts", "_includes", "_sass", "_data", "_plugins"};
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
    if (strcmp(names[i], name) == 0)
      return true;
  return false;
}

/* True for what is no article at the top of a site of Jekyll's. */
static bool is_left_out(const char *root, const char *folder, const char *name) {
  char path[PATH_MAX + 16];
  if (strcmp(root, folder) != 0 ||
      (strcasecmp(name, "README.md") != 0 && strcmp(name, "404.html") != 0 &&
          strcmp(name, "404.md") != 0))
    return false;
  snprintf(path, sizeof path, "%s/_posts", folder);
  return access(path, F_OK) == 0;
}

/* What one name of a folder stands for. Links could lead out. */
static enum err add_entry(
    struct list *l, const char *root, const char *folder, const char *name, int depth) {
  struct stat st;
  if (name[0] == '.')
    return OK;
  char *path = arena_printf(l->run->arena, "%s/%s", folder, name);
  if (!path)
    return ERR_NOMEM;
  if (lstat(path, &st) != 0)
    tell(l, IMPORT_FAILED, path, strerror(errno));
  else if (S_ISDIR(st.st_mode) && is_jekylls(name))
    tell(l, IMPORT_WARNING, path, "is passed over: Jekyll keeps no articles there");
  else if (is_left_out(root, folder, name))
    tell(l, IMPORT_WARNING, path, "is left out: it is no article of a Jekyll site");
  else if (S_ISDIR(st.st_mode))
    return walk(l, root, path, depth + 1);
  else if (!import_is_article(name))
    return OK;
  else if (S_ISREG(st.st_mode))
    return add(l, root, path, l->run->options->format);
  else if (S_ISLNK(st.st_mode))
    tell(l, IMPORT_WARNING, path, "is a symbolic link: it is passed over");
  else
    tell(l, IMPORT_FAILED, path, "is no regular file");
  return OK;
}

/* Adds what is in a folder and below it. */
static enum err walk(struct list *l, const char *root, const char *folder, int depth) {
  struct dirent **entries = NULL;
  if (depth == MOST_DEPTH) {
    tell(l, IMPORT_FAILED, folder, "is more than 32 folders deep");
    return OK;
  }
  int n = scandir(folder, &entries, NULL, alphasort);
  if (n < 0 && errno == ENOMEM)
    return ERR_NOMEM;
  if (n < 0)
    tell(l, IMPORT_FAILED, folder, strerror(errno));
  enum err e = OK;
  for (int i = 0; i < n; i++) {
    if (!e)
      e = add_entry(l, root, folder, entries[i]->d_name, depth);
    free(entries[i]);
  }
  free(entries);
  return e;
}

/* True for the folder of a whole site of Hugo: its articles are in content/, and what
 * else is Markdown or HTML there is none. */
static bool is_hugos(const char *folder) {
  static const char *const names[] = {"hugo.toml", "hugo.yaml", "hugo.json",
      "config.toml", "config.yaml", "config.json", "config"};
  char path[PATH_MAX + 16];
  snprintf(path, sizeof path, "%s/content", folder);
  if (access(path, F_OK) != 0)
    return false;
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
    snprintf(path, sizeof path, "%s/%s", folder, names[i]);
    if (access(path, F_OK) == 0)
      return true;
  }
  return false;
}

/* Adds a path of the command line. One that is not there is reported; *missing then. */
static enum err add_path(struct list *l, const char *path, bool *missing) {
  struct stat st;
  if (strcmp(path, "-") == 0) {
    enum err e = import_format_keep_input(l->run);
    return e ? e : add(l, NULL, NULL, import_format_of(l->run, NULL));
  }
  char *real = realpath(path, NULL);
  if (!real || stat(real, &st) != 0) {
    tell(l, IMPORT_FAILED, path,
        errno == ENOENT ? "there is no such file or folder" : strerror(errno));
    free(real);
    *missing = true;
    return OK;
  }
  char *copy = arena_strdup(l->run->arena, real);
  char *root = arena_strdup(l->run->arena, real);
  free(real);
  if (!copy || !root)
    return ERR_NOMEM;
  if (S_ISDIR(st.st_mode)) {
    l->folders[l->folder_count++] = root;
    if (is_hugos(copy))
      copy = arena_printf(l->run->arena, "%s/content", root);
    return copy ? walk(l, root, copy, 0) : ERR_NOMEM;
  }
  *strrchr(root, '/') = '\0';
  return add(l, root, copy, import_format_of(l->run, copy));
}

static enum err import_export(struct list *l, struct import_file *f) {
  char why[FILE_WHY];
  struct stat st;
  int fd = l->run->input;
  f->root = l->run->source_dir;
  enum err e = f->path ? file_open(f->path, FILE_NO_FOLLOW, &fd, &st, why) : OK;
  if (e) {
    tell(l, IMPORT_FAILED, f->path, why);
    return OK;
  }
  e = import_wxr(l->run, f, fd);
  if (f->path)
    close(fd);
  return e;
}

/* Imports all, pages after their parents: what waits for its parent is tried again as
 * long as a round brings something. */
static enum err import_all(struct list *l) {
  size_t left = l->count, before;
  for (size_t i = 0; i < l->count; i++)
    l->files[i].waits = true;
  do {
    before = left;
    left = 0;
    for (size_t i = 0; i < l->count; i++) {
      struct import_file *f = &l->files[i];
      if (!f->waits)
        continue;
      enum err e =
          f->format == IMPORT_WXR ? import_export(l, f) : import_file(l->run, f);
      if (e && e != ERR_NOT_FOUND)
        return e;
      f->waits = e == ERR_NOT_FOUND;
      left += f->waits;
    }
    enum err e = import_batch_flush(l->run);
    if (e)
      return e;
  } while (left && left < before);
  for (size_t i = 0; i < l->count; i++) {
    const struct import_file *f = &l->files[i];
    char *what = f->waits ? arena_printf(l->run->arena,
                                "its parent page \"%.60s\" is not there: import that"
                                " too, or mend \"parent\"",
                                f->parent)
                          : NULL;
    if (f->waits)
      l->run->report(l->run->context, IMPORT_FAILED, import_file_name(f),
          f->parent_line, what ? what : "its parent page is not there");
  }
  return OK;
}

/* Files with links to other articles, which may have got an address, or another one,
 * after them. */
static enum err import_again(struct list *l) {
  enum err e = OK;
  l->run->again = true;
  for (size_t i = 0; !e && l->run->changed && i < l->count; i++) {
    struct import_file *f = &l->files[i];
    if (f->has_links && !f->failed && !f->waits)
      e = import_file(l->run, f);
  }
  return e == ERR_NOT_FOUND ? OK : e;
}

/* What is gone from export files of WordPress: one that could not be read could have
 * it. */
static enum err prune_exports(const struct list *l) {
  size_t unread = 0;
  const char *last = NULL;
  for (size_t i = 0; i < l->count; i++)
    if (l->files[i].format == IMPORT_WXR) {
      last = import_file_name(&l->files[i]);
      unread++;
    }
  for (const struct wxr_guids *g = l->run->exports; g; g = g->next)
    unread--;
  return last && !unread ? import_wxr_prune(l->run, last) : OK;
}

static enum err import_list(
    struct import_run *run, const char *const *paths, size_t count) {
  struct list l = {
      .run = run, .folders = arena_array(run->arena, count + 1, sizeof *l.folders)};
  bool missing = false;
  enum err e = l.folders ? OK : ERR_NOMEM;
  for (size_t i = 0; !e && i < count; i++)
    e = add_path(&l, paths[i], &missing);
  size_t files = l.count;
  for (size_t i = 0; i < l.folder_count; i++)
    files += import_addresses_exist(l.folders[i]);
  run->report(run->context, IMPORT_FOUND, "", (int)files, "");
  if (!e)
    e = import_all(&l);
  if (!e)
    e = import_again(&l);
  enum err last = import_batch_flush(run);
  if (!e)
    e = last;
  if (!e)
    e = prune_exports(&l);
  free(l.files);
  for (size_t i = 0; !e && i < l.folder_count; i++) {
    e = import_addresses(run, l.folders[i]);
    if (!e)
      e = import_prune(run, l.folders[i]);
  }
  return !e && missing ? ERR_NOT_FOUND : e;
}

/* The real path of --source-dir. One that is not there is reported. */
static enum err find_source_dir(struct import_run *run) {
  const char *given = run->options->source_dir;
  struct stat st;
  char *real = given ? realpath(given, NULL) : NULL;
  if (given && (!real || stat(real, &st) != 0 || !S_ISDIR(st.st_mode))) {
    run->report(run->context, IMPORT_FAILED, given, 0, "there is no such folder");
    free(real);
    return ERR_NOT_FOUND;
  }
  run->source_dir = real ? arena_strdup(run->arena, real) : NULL;
  free(real);
  return given && !run->source_dir ? ERR_NOMEM : OK;
}

enum err import_paths(struct site *site, const char *const *paths, size_t count,
    const struct import_options *options, import_report *report, void *context) {
  bool dry_run = options->dry_run;
  struct site tried = *site;
  char *dir = realpath(site->dir, NULL);
  struct import_run run = {.site = dry_run ? &tried : site,
      .dir = dir,
      .arena = arena_new(LIST_MEMORY),
      .options = options,
      .input = -1,
      .dry_run = dry_run,
      .report = report,
      .context = context};
  enum err e = !dir ? ERR_IO : run.arena ? OK : ERR_NOMEM;
  /* A dry run is a real one, on a copy: so it says just what a real one would. */
  if (dry_run)
    tried.store = NULL;
  if (!e && dry_run)
    e = store_copy(site->store, &tried.store);
  if (!e)
    e = find_source_dir(&run);
  if (!e)
    e = import_list(&run, paths, count);
  if (run.input >= 0)
    close(run.input);
  if (dry_run)
    store_close(tried.store);
  arena_free(run.arena);
  free(dir);
  return e;
}
