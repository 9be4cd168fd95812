/* What the links of an imported file become. Links are replaced while the text is
 * sanitised, so this sees each one exactly as the sanitiser will write it, whether it
 * came from Markdown or HTML.
 *
 * A picture is copied only if its real path is below the imported folder. Anyone can
 * write "![](../../secret.png)" into a text, or put a symbolic link into an archive,
 * and what is copied to media/ is public ("Zip Slip"). Links to articles need no such
 * check, because they reveal only the permalink of an article that was imported from
 * that file. */
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
#include "import/common/import_insecure.h"
#include "import/common/import_kind.h"
#include "import/common/import_report.h"
#include "import/common/import_source.h"
#include "import/files/import_media.h"
#include "import/files/import_pelican.h"
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
  /* "my%20pic.png" is the file "my pic.png", unless there is one of the other name:
   * "100%.png" is a name, too. */
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
 * so that two files of the same name do not collide. It is not a hash of the content: a
 * changed picture keeps its address, and no old version remains in media/. */
static const char *import_link_media_name(struct import_work *w, const char *file) {
  uint8_t hash[CRYPT_HASH];
  char mark[9];
  const char *name = strrchr(file, '/') + 1, *dot = strrchr(name, '.');
  name += strspn(name, "."); /* web servers do not serve hidden files */
  char *key = import_source_key(w->arena, w->run->dir, file);
  if (!key)
    return NULL;
  /* The key is relative to the site, as that of an article: the name is the same from
   * whichever folder the picture is imported. */
  crypt_hash(key, strlen(key), hash);
  crypt_hex(hash, 4, mark);
  return arena_printf(w->arena, "%.*s-%s%s", (int)(dot - name), name, mark, dot);
}

static bool import_link_add_picture(
    struct import_work *w, const char *name, const char *file, const struct stat *st) {
  /* A picture that is shown twice is copied once, and counts once in the hash of the
   * file. */
  for (size_t i = 0; i < w->picture_count; i++)
    if (strcmp(w->pictures[i].name, name) == 0)
      return true;
  struct import_picture *all =
      arena_grow(w->arena, w->pictures, w->picture_count, &w->picture_cap, sizeof *all);
  if (!all)
    return false;
  w->pictures = all;
  /* The time is computed without a sign, because it is only compared: an absurd one may
   * wrap around. */
  w->pictures[w->picture_count++] = (struct import_picture){name, file, st->st_size,
      (int64_t)((uint64_t)st->st_mtim.tv_sec * 1000000000u +
                (uint64_t)st->st_mtim.tv_nsec)};
  return true;
}

const char *import_link_media(
    struct import_work *w, const char *file, const char *url) {
  struct stat st;
  /* File names are bytes. One that is not UTF-8 cannot stand in a URL of the page, and
   * the names in a backup are UTF-8 as well. */
  if (utf8_check(file, strlen(file), UTF8_ONE_LINE)) {
    import_report_note(
        w, 0, "the picture %s has a name that is not valid UTF-8: rename it", url);
    return url;
  }
  const char *name = import_link_media_name(w, file);
  if (!name)
    return url;
  /* lstat(), although the path is a real one: it may have been replaced by a link since
   * then. A pipe would block the copy. */
  bool there = lstat(file, &st) == 0 && S_ISREG(st.st_mode);
  if (!there && !(w->file->known && import_media_find(w->run, w->arena, name, &st))) {
    import_report_note(w, 0, "the picture %s is not a regular file", url);
    return url;
  }
  bool inside = there && file_is_below(file, w->file->root);
  /* An import of a folder above it may have copied it earlier. Its size and time are
   * then those of the copy, so that the article stays unchanged whichever folder is
   * imported. */
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
  /* Even if the article is not found: import_again() reads these files once more at the
   * end of the run, when it may exist. */
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
  /* lstat() of the unresolved name refuses a symbolic link as the last component, and
   * the real path any other one that leads out of the folder. */
  bool inside = real && file_is_below(real, root);
  free(real);
  return inside && lstat(file, st) == 0 && S_ISREG(st->st_mode) ? file : NULL;
}

bool import_link_own_media(struct import_work *w, const char *url) {
  static const char folder[] = "/media/";
  struct stat st, there;
  if (strncmp(url, folder, sizeof folder - 1) != 0)
    return false;
  /* Also if the file is not there yet: the hash then contains the HTML and the pictures
   * found, and adding the file later makes the article a changed one. */
  w->has_relatives = true;
  char *path = arena_strndup(w->arena, url, strcspn(url, "?#"));
  path = path ? percent_decode(w->arena, path) : NULL;
  /* "/." covers both ".." and hidden files, which web servers do not serve. */
  if (!path || strstr(path, "/.") || !import_kind_is_media(path))
    return false;
  const char *name = path + sizeof folder - 1;
  const char *file = import_link_find_own_media(w, path, &st);
  bool found = import_media_find(w->run, w->arena, name, &there);
  /* A file that media/ has already is not copied again, but it is on the list, so that
   * its size and time are part of the hash. */
  if (file)
    import_link_add_picture(w, name, found ? NULL : file, &st);
  return file || found;
}

/* The file for a URL path of the old site in the imported folder: at its top, as in
 * Jekyll, in static/, as in Hugo, or in public/, as in Astro. NULL if there is none. */
static const char *import_link_find_static(struct import_work *w, const char *url) {
  static const char *const folders[] = {"", "/static", "/public"};
  char *path = arena_strndup(w->arena, url, strcspn(url, "?#"));
  path = path ? percent_decode(w->arena, path) : NULL;
  if (!path || !w->file->root || strstr(path, "/.") || !import_kind_is_media(path))
    return NULL;
  w->has_relatives = true;
  for (size_t i = 0; i < sizeof folders / sizeof folders[0]; i++) {
    char *file = arena_printf(w->arena, "%s%s%s", w->file->root, folders[i], path);
    char *real = file ? realpath(file, NULL) : NULL;
    /* By the real name, as in import_link(): it becomes the name in media/. */
    bool is_media =
        real && file_is_below(real, w->file->root) && import_kind_is_media(real);
    const char *copy = is_media ? arena_strdup(w->arena, real) : NULL;
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
  /* "n.png" must not be found inside of "xn.png", so the characters around it must not
   * continue an address. */
  static const char inner[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                              "0123456789-_./";
  /* Each search begins at the top, so that a text with n missing pictures would take
   * time proportional to n * n. After MOST_LINES searches the note has no line. */
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
  /* A path on the old site may be a page that exists here as well, so only missing
   * pictures are reported. Pictures in media/ are this site's own, and are reported
   * even in an edited article. */
  if (!own && !file && is_image &&
      (strncmp(url, "/media/", 7) == 0 ||
          (w->file->path && !w->file->known && url[1] != '/')))
    import_report_note(w, import_link_line_of(w, url), "picture not found: %s", url);
  return file ? import_link_media(w, file, url) : url;
}

const char *import_link(void *context, const char *url, bool is_image) {
  struct import_work *w = context;
  const char *given = url;
  if (is_image)
    import_insecure_add(w, url);
  url = import_pelican_link(w, url);
  if (!url)
    return NULL;
  /* A list of this site, or a part of the page. */
  if (url != given && strchr("/#", *url))
    return url;
  if (*url == '/')
    return import_link_static(w, url, is_image);
  /* A fragment, a query or nothing refers to the page itself. */
  if (*url == '#' || *url == '?' || !*url || !w->file->path ||
      url_classify(url) != URL_RELATIVE)
    return url;
  w->has_relatives = true;
  const char *file = import_link_resolve(w, url);
  /* By the real name: a link named "x.png" that leads to a script must not get that
   * script published. */
  if (file && import_kind_is_media(file))
    return import_link_media(w, file, url);
  if (file && import_kind_is_article(file))
    return import_link_article(w, file, url);
  if (is_image)
    import_report_note(w, import_link_line_of(w, url),
        file ? "browsers do not show %s: convert it to JPEG, PNG or WebP"
             : "picture not found: %s",
        url);
  return url;
}
