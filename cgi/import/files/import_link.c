#include "import/files/import_link.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include "base/crypt.h"
#include "base/file.h"
#include "base/percent.h"
#include "base/utf8.h"
#include "db/model/article.h"
#include "import/common/import_kind.h"
#include "import/common/import_report.h"
#include "import/common/import_source.h"
#include "import/files/import_media.h"
#include "markup/names/url.h"
#include "site/core/permalink.h"

/* The path of a file that is named relative to the imported one, or as in Zola's
 * "@/blog/tide.md" relative to the folder of all articles. */
static char *import_link_path(struct import_work *w, const char *name) {
  const char *path = w->file->path;
  if (strncmp(name, "@/", 2) == 0 && w->file->root)
    return arena_printf(w->arena, "%s/content/%s", w->file->root, name + 2);
  return arena_printf(
      w->arena, "%.*s/%s", (int)(strrchr(path, '/') - path), path, name);
}

/* The real path of the file that a link names, or NULL. The files of an article being
 * edited may be gone; then the pictures in media/ are found by their names. */
static const char *import_link_resolve(struct import_work *w, const char *url) {
  if (strlen(url) > 1000)
    return NULL;
  char *name = arena_strndup(w->arena, url, strcspn(url, "?#"));
  char *named = name ? import_link_path(w, name) : NULL;
  char *real = named ? realpath(named, NULL) : NULL;
  /* "my%20pic.png" is the file "my pic.png", unless there is one of the other name. */
  if (!real && name && strchr(name, '%')) {
    name = percent_decode(w->arena, name);
    named = name ? import_link_path(w, name) : NULL;
    real = named ? realpath(named, NULL) : NULL;
  }
  const char *copy = real                      ? arena_strdup(w->arena, real)
                     : named && w->file->known ? import_source_plain(w->arena, named)
                                               : NULL;
  free(real);
  return copy;
}

/* The name of the file in media/: its own, with a hash of its path before the ending,
 * so that two files of the same name do not collide. */
static const char *import_link_media_name(struct import_work *w, const char *file) {
  uint8_t hash[CRYPT_HASH];
  char mark[9];
  const char *name = strrchr(file, '/') + 1, *dot = strrchr(name, '.');
  name += strspn(name, "."); /* web servers do not serve hidden files */
  char *key = import_source_key(w->arena, w->run->dir, file);
  if (!key)
    return NULL;
  crypt_hash(key, strlen(key), hash);
  crypt_hex(hash, 4, mark);
  return arena_printf(w->arena, "%.*s-%s%s", (int)(dot - name), name, mark, dot);
}

static bool import_link_add_picture(
    struct import_work *w, const char *name, const char *file, const struct stat *st) {
  for (size_t i = 0; i < w->picture_count; i++)
    if (strcmp(w->pictures[i].name, name) == 0)
      return true;
  struct import_picture *all =
      arena_grow(w->arena, w->pictures, w->picture_count, &w->picture_cap, sizeof *all);
  if (!all)
    return false;
  w->pictures = all;
  w->pictures[w->picture_count++] = (struct import_picture){name, file, st->st_size,
      (int64_t)((uint64_t)st->st_mtim.tv_sec * 1000000000u +
                (uint64_t)st->st_mtim.tv_nsec)};
  return true;
}

const char *import_link_media(
    struct import_work *w, const char *file, const char *url) {
  struct stat st;
  if (utf8_check(file, strlen(file), UTF8_ONE_LINE)) {
    import_report_note(
        w, 0, "the picture %s has a name that is not valid UTF-8: rename it", url);
    return url;
  }
  const char *name = import_link_media_name(w, file);
  if (!name)
    return url;
  bool there = lstat(file, &st) == 0 && S_ISREG(st.st_mode);
  if (!there && !(w->file->known && import_media_find(w->run, w->arena, name, &st))) {
    import_report_note(w, 0, "the picture %s is not a regular file", url);
    return url;
  }
  bool inside = there && file_is_below(file, w->file->root);
  /* An import of a folder above it may have copied it earlier. */
  if (!inside && !import_media_find(w->run, w->arena, name, &st)) {
    import_report_note(w, 0,
        "the picture %s is outside the imported folder: import a folder with both",
        url);
    return url;
  }
  if (!import_link_add_picture(w, name, inside ? file : NULL, &st))
    return url;
  char *path = arena_printf(w->arena, "/media/%s", name);
  return path ? permalink_encode(w->arena, path) : NULL;
}

/* The permalink of another imported file, with its fragment. */
const char *import_link_article(
    struct import_work *w, const char *file, const char *url) {
  struct article r;
  const char *fragment = strchr(url, '#');
  w->file->has_links = true;
  char *key = import_source_key(w->arena, w->run->dir, file);
  if (!key || article_by_source(w->run->site->db, w->arena, key, &r) != OK ||
      !r.permalink)
    return url;
  char *path = permalink_encode(w->arena, r.permalink);
  return path ? arena_printf(w->arena, "%s%s", path, fragment ? fragment : "") : url;
}

/* The real path of a file of the imported folder, or NULL. */
static const char *import_link_find_own_media(
    struct import_work *w, const char *path, struct stat *st) {
  const char *root = w->file->root;
  char *file = root ? arena_printf(w->arena, "%s%s", root, path) : NULL;
  char *real = file ? realpath(file, NULL) : NULL;
  bool inside = real && file_is_below(real, root);
  free(real);
  return inside && lstat(file, st) == 0 && S_ISREG(st->st_mode) ? file : NULL;
}

bool import_link_own_media(struct import_work *w, const char *url) {
  static const char folder[] = "/media/";
  struct stat st, there;
  if (strncmp(url, folder, sizeof folder - 1) != 0)
    return false;
  w->has_relatives = true;
  char *path = arena_strndup(w->arena, url, strcspn(url, "?#"));
  path = path ? percent_decode(w->arena, path) : NULL;
  if (!path || strstr(path, "/.") || !import_kind_is_media(path))
    return false;
  const char *name = path + sizeof folder - 1;
  const char *file = import_link_find_own_media(w, path, &st);
  bool found = import_media_find(w->run, w->arena, name, &there);
  if (file)
    import_link_add_picture(w, name, found ? NULL : file, &st);
  return file || found;
}

/* The file for a URL path of the old site in the imported folder: at its top, as in
 * Jekyll, or in static/, as in Hugo. NULL if there is none. */
static const char *import_link_find_static(struct import_work *w, const char *url) {
  static const char *const folders[] = {"", "/static"};
  char *path = arena_strndup(w->arena, url, strcspn(url, "?#"));
  path = path ? percent_decode(w->arena, path) : NULL;
  if (!path || !w->file->root || strstr(path, "/.") || !import_kind_is_media(path))
    return NULL;
  w->has_relatives = true;
  for (size_t i = 0; i < sizeof folders / sizeof folders[0]; i++) {
    char *file = arena_printf(w->arena, "%s%s%s", w->file->root, folders[i], path);
    char *real = file ? realpath(file, NULL) : NULL;
    const char *copy = real && file_is_below(real, w->file->root)
                           ? arena_strdup(w->arena, real)
                           : NULL;
    free(real);
    if (copy)
      return copy;
  }
  return NULL;
}

/* The line on which the file names `url`; 0 if it is spelt differently there, or if so
 * many lines were searched for that this would no longer be linear. */
static int import_link_line_of(struct import_work *w, const char *url) {
  enum { MOST_LINES = 100 };
  static const char inner[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                              "0123456789-_./";
  size_t n = strlen(url);
  const char *at = w->line_count++ < MOST_LINES ? w->text : NULL;
  int line = 1;
  while (at && n && (at = strstr(at, url)) != NULL &&
         ((at[n] && strchr(inner, at[n])) || (at > w->text && strchr(inner, at[-1]))))
    at += n;
  if (!at || !n)
    return 0;
  for (const char *s = w->text; s < at; s++)
    line += *s == '\n';
  return line;
}

/* Replaces a URL that begins with a slash. */
static const char *import_link_static(
    struct import_work *w, const char *url, bool is_image) {
  const char *file = NULL;
  bool own = import_link_own_media(w, url);
  if (!own && w->file->path && url[1] != '/')
    file = import_link_find_static(w, url);
  if (!own && !file && is_image &&
      (strncmp(url, "/media/", 7) == 0 ||
          (w->file->path && !w->file->known && url[1] != '/')))
    import_report_note(w, import_link_line_of(w, url), "picture not found: %s", url);
  return file ? import_link_media(w, file, url) : url;
}

const char *import_link(void *context, const char *url, bool is_image) {
  struct import_work *w = context;
  if (*url == '/')
    return import_link_static(w, url, is_image);
  if (*url == '#' || *url == '?' || !*url || !w->file->path ||
      url_classify(url) != URL_RELATIVE)
    return url;
  w->has_relatives = true;
  const char *file = import_link_resolve(w, url);
  if (file && import_kind_is_media(file))
    return import_link_media(w, file, url);
  if (file && import_kind_is_article(file))
    return import_link_article(w, file, url);
  if (!file && is_image)
    import_report_note(w, import_link_line_of(w, url), "picture not found: %s", url);
  return url;
}
