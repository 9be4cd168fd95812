/* Collects the files of an import before any of them is read, so that their number is
 * known for the progress bar, and a bundle knows all of its parts. Names are sorted, so
 * that the articles of a new site get the same IDs wherever the folder is imported. */
#include "import/files/import_list.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/array.h"
#include "base/file.h"
#include "import/common/import_format.h"
#include "import/common/import_kind.h"
#include "import/common/import_unpack.h"
#include "import/files/import_bundle.h"
#include "import/files/import_eleventy.h"
#include "import/files/import_engine.h"
#include "import/files/import_jekyll_files.h"
#include "import/files/import_pelican.h"
#include "import/files/import_vault.h"
#include "import/hosted/import_hosted.h"

/* Symbolic links are not followed, so there are no circles; this bounds the stack of
 * the recursion. */
enum { MOST_DEPTH = 32 };

static void import_list_tell(struct import_list *l, enum import_event event,
    const char *path, const char *message) {
  l->run->report(l->run->context, event, path, 0, message);
}

static enum err import_list_append(struct import_list *l, const char *root,
    const char *path, enum import_format format) {
  /* Not in the arena of the run, in which each smaller copy would remain. */
  struct import_file *files = array_grow(l->files, l->count, &l->cap, sizeof *files);
  if (!files)
    return ERR_NOMEM;
  l->files = files;
  l->files[l->count++] = (struct import_file){.root = root,
      .path = path,
      .format = format,
      .is_liquid = l->is_liquid,
      .is_jekylls = l->is_jekylls,
      .is_pelicans = l->is_pelicans,
      .engine = l->engine,
      .hosted = l->hosted,
      .bundle = l->bundle,
      .vault = l->vault};
  return OK;
}

/* Adds everything in and below a folder. */
static enum err import_list_walk(
    struct import_list *l, const char *root, const char *folder, int depth);

/* Why a file or folder of that name is skipped, as a message; NULL if it is not. */
static const char *import_list_skips(
    const struct import_list *l, const char *root, const char *path, bool is_folder) {
  const char *name = strrchr(path, '/') + 1;
  /* In every folder, not only in Jekyll's: each package below it has a README.md, which
   * would become a public article. */
  if (is_folder && strcmp(name, "node_modules") == 0)
    return "is skipped: it holds programs, not articles";
  const char *why = l->hosted ? import_hosted_skips(l->hosted, path, is_folder) : NULL;
  if (why)
    return why;
  if (is_folder && l->vault)
    return import_vault_skips_folder(l->vault, path);
  bool is_eleventys = l->is_liquid && !l->is_jekylls;
  if (is_eleventys && import_eleventy_skips(root, path, is_folder))
    return "is skipped: it is not an article of an Eleventy site";
  if (is_folder)
    return l->is_jekylls ? import_jekyll_skips_folder(name) : NULL;
  if (import_kind_is_unknown_text(name))
    return import_kind_is_of_pandoc(name)
               ? "is skipped: articles in this format cannot be imported, only Markdown and"
                 " HTML (pandoc converts it: pandoc -s -t markdown)"
               : "is skipped: articles in this format cannot be imported, only Markdown and"
                 " HTML";
  /* Hexo publishes everything in its folder of posts. */
  bool is_hexos = l->engine && l->engine->kind == IMPORT_ENGINE_HEXO;
  return l->is_jekylls && !is_hexos && import_kind_is_article(name)
             ? import_jekyll_skips_file(root, path)
             : NULL;
}

/* Adds a regular file. */
static enum err import_list_add_file(struct import_list *l, const char *root,
    const char *folder, const char *name, const char *path) {
  /* In Hugo, such a file is content of its bundle that has no page of its own. */
  if (import_kind_is_article(name) && l->bundle &&
      !import_bundle_take_page(l->bundle, folder, name)) {
    import_list_tell(
        l, IMPORT_WARNING, path, "is skipped: it is part of a page bundle");
    return OK;
  }
  if (import_kind_is_article(name))
    return import_list_append(l, root, path, l->run->options->format);
  /* NAME.comments.json is read with its article, and must not be reported as a file
   * left out. */
  return l->bundle && !file_name_ends_with(name, ".comments.json")
             ? import_bundle_add(l->bundle, l->run->arena, path)
             : OK;
}

/* Adds an entry of a folder. Symbolic links are skipped, because they could lead
 * outside. */
static enum err import_list_add_entry(struct import_list *l, const char *root,
    const char *folder, const char *name, int depth) {
  struct stat st;
  const char *why;
  /* Covers "." and ".." as well as ".git" and its like. */
  if (name[0] == '.')
    return OK;
  char *path = arena_printf(l->run->arena, "%s/%s", folder, name);
  if (!path)
    return ERR_NOMEM;
  /* lstat(), because stat() would follow a link: in an unpacked archive it may lead to
   * /etc. */
  if (lstat(path, &st) != 0)
    import_list_tell(l, IMPORT_FAILED, path, strerror(errno));
  else if ((S_ISDIR(st.st_mode) || S_ISREG(st.st_mode)) &&
           (why = import_list_skips(l, root, path, S_ISDIR(st.st_mode))) != NULL)
    import_list_tell(l, IMPORT_WARNING, path, why);
  else if (S_ISDIR(st.st_mode))
    return import_list_walk(l, root, path, depth + 1);
  else if (S_ISREG(st.st_mode))
    return import_list_add_file(l, root, folder, name, path);
  /* Other kinds of files are only worth a message if they were meant to be articles. */
  else if (!import_kind_is_article(name))
    return OK;
  else if (S_ISLNK(st.st_mode))
    import_list_tell(l, IMPORT_WARNING, path, "is skipped: it is a symbolic link");
  else
    import_list_tell(l, IMPORT_FAILED, path, "is not a regular file");
  return OK;
}

static enum err import_list_enter_bundle(
    struct import_list *l, const char *folder, struct dirent **names, int count) {
  if (!import_bundle_is(folder, names, count))
    return OK;
  /* The bundle outlives the walk: its files refer to it until they are imported. */
  l->bundle = arena_alloc(l->run->arena, sizeof *l->bundle);
  if (!l->bundle)
    return ERR_NOMEM;
  *l->bundle = (struct import_bundle){.folder = folder};
  return OK;
}

/* The entry of the folder that leads to the path in l->only; "" if all of them are
 * wanted. NULL if the path is elsewhere. */
static const char *import_list_next(
    const struct import_list *l, const char *folder, char room[NAME_MAX + 1]) {
  size_t n = strlen(folder);
  room[0] = '\0';
  if (!l->only || strcmp(l->only, folder) == 0)
    return room;
  if (strncmp(l->only, folder, n) != 0 || l->only[n] != '/')
    return NULL;
  snprintf(
      room, NAME_MAX + 1, "%.*s", (int)strcspn(l->only + n + 1, "/"), l->only + n + 1);
  return room;
}

/* Adds the entries of a folder, or only the one named `next` unless the folder is a
 * bundle, of which each file is a part. */
static enum err import_list_add_entries(struct import_list *l, const char *root,
    const char *folder, const char *next, int depth) {
  struct dirent **entries = NULL;
  struct import_bundle *around = l->bundle;
  int n = 0;
  enum err e = OK;
  /* To read a folder of 100,000 files takes longer than to import one of them. */
  if (!*next || (!l->is_jekylls && strstr(folder, "/content/"))) {
    /* scandir() closes the folder before anything below it is walked, so that depth
     * does not cost file descriptors. An unreadable folder does not stop the others. */
    n = scandir(folder, &entries, NULL, alphasort);
    if (n < 0 && errno == ENOMEM)
      return ERR_NOMEM;
    if (n < 0)
      import_list_tell(l, IMPORT_FAILED, folder, strerror(errno));
  }
  /* Inside a bundle, folders are parts of it and not bundles again: Hugo has no leaf
   * bundles inside of others. Jekyll has none at all. */
  if (!around && !l->is_jekylls)
    e = import_list_enter_bundle(l, folder, entries, n);
  bool is_all = !*next || l->bundle != around;
  const char *only = l->only;
  l->only = is_all ? NULL : only;
  /* After an error, the loop only frees the rest of the names. */
  for (int i = 0; i < n; i++) {
    if (!e && is_all)
      e = import_list_add_entry(l, root, folder, entries[i]->d_name, depth);
    free(entries[i]);
  }
  free(entries);
  if (!e && !is_all)
    e = import_list_add_entry(l, root, folder, next, depth);
  l->only = only;
  l->bundle = around;
  return e;
}

/* Adds what is in a folder and below it. */
static enum err import_list_walk(
    struct import_list *l, const char *root, const char *folder, int depth) {
  char room[NAME_MAX + 1];
  if (depth == MOST_DEPTH) {
    import_list_tell(l, IMPORT_FAILED, folder, "is nested more than 32 folders deep");
    return OK;
  }
  const char *next = import_list_next(l, folder, room);
  if (!next)
    return OK;
  const struct import_hosted *export = l->hosted;
  enum err e = l->hosted || l->engine || l->is_jekylls
                   ? OK
                   : import_hosted_find(l->run, folder, depth == 0, &l->hosted);
  if (!e)
    e = import_list_add_entries(l, root, folder, next, depth);
  l->hosted = export;
  return e;
}

/* Adds a file that was given by itself, which may be compressed. */
static enum err import_list_add_single(
    struct import_list *l, const char *root, const char *path) {
  int unpacked = -1;
  enum err e = import_unpack(path, IMPORT_UNPACK_MOST, &unpacked);
  if (e == ERR_SYNTAX || e == ERR_TOO_LARGE) {
    import_list_tell(l, IMPORT_FAILED, path,
        e == ERR_SYNTAX ? "is damaged or incomplete: it cannot be unpacked"
                        : "is over 4 GiB when it is unpacked: unpack it with gunzip");
    return OK;
  }
  if (!e)
    e = import_list_append(l, root, path, import_format_of(l->run, path, unpacked));
  if (!e && unpacked >= 0) {
    l->files[l->count - 1].is_packed = true;
    l->files[l->count - 1].unpacked = unpacked;
  } else if (unpacked >= 0) {
    close(unpacked);
  }
  return e;
}

enum err import_list_add(struct import_list *l, const char *path, bool *missing) {
  struct stat st;
  if (strcmp(path, "-") == 0) {
    enum err e = import_format_keep_input(l->run);
    return e ? e
             : import_list_append(l, NULL, NULL, import_format_of(l->run, NULL, -1));
  }
  char *real = realpath(path, NULL);
  if (!real || stat(real, &st) != 0) {
    import_list_tell(l, IMPORT_FAILED, path,
        errno == ENOENT ? "no such file or folder" : strerror(errno));
    free(real);
    *missing = true;
    return OK;
  }
  /* Real paths, so that a file has the same key however it was named on the command
   * line. */
  char *copy = arena_strdup(l->run->arena, real);
  char *root = arena_strdup(l->run->arena, real);
  free(real);
  if (!copy || !root)
    return ERR_NOMEM;
  if (S_ISDIR(st.st_mode)) {
    /* What is about the whole folder is left to an import of all of it. */
    if (!l->only)
      l->folders[l->folder_count++] = root;
    const char *below = import_engine_folder(root);
    if (below)
      copy = arena_printf(l->run->arena, "%s/%s", root, below);
    l->is_jekylls = import_jekyll_is_site(root);
    l->is_pelicans = import_pelican_is_site(root);
    l->is_liquid = l->is_jekylls || import_engine_is_eleventy(root);
    enum err e = import_engine_read(l->run, root, l->is_jekylls, &l->engine);
    /* An engine may publish a folder of notes: its own rules count. */
    if (!e && !l->engine && !l->is_liquid)
      e = import_vault_open(l->run, root, &l->vault);
    if (!e)
      e = copy ? import_list_walk(l, root, copy, 0) : ERR_NOMEM;
    /* The next argument may be a folder of another engine. */
    l->is_jekylls = l->is_pelicans = l->is_liquid = false;
    l->engine = NULL;
    l->vault = NULL;
    return e;
  }
  *strrchr(root, '/') = '\0';
  /* What is not for everybody must not become public because it is imported alone. */
  enum err e = import_hosted_find(l->run, root, true, &l->hosted);
  if (!e)
    e = import_vault_open(l->run, root, &l->vault);
  if (!e)
    e = import_list_add_single(l, root, copy);
  l->vault = NULL;
  l->hosted = NULL;
  return e;
}
