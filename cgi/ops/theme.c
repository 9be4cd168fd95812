#include "ops/theme.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/embedded.h"
#include "base/file.h"
#include "base/folder.h"
#include "base/overlay.h"
#include "base/tempfile.h"

/* What the programs use where a site has no file of its own. */
extern const struct embedded_file template_files[], public_files[];

static const struct {
  const char *folder;
  const struct embedded_file *files;
} theme_parts[] = {{"templates", template_files}, {"public", public_files}};

/* Like the folders and the site.ini of a new site: the group may be the author's. */
enum { THEME_FOLDER = 02775, THEME_FILE = 0664 };

struct theme {
  struct stat like; /* of the site's directory */
  bool force;
  struct theme_written *done;
};

/* link refuses a name that exists, even one that was created a moment ago. */
static bool theme_put(const struct theme *t, const char *next, const char *path) {
  if (t->force)
    return rename(next, path) == 0;
  bool put = link(next, path) == 0;
  int error = errno;
  unlink(next);
  errno = error;
  return put;
}

/* False with errno set. The service may load the file at any moment, so it gets its
 * name when it is complete. */
static bool theme_write_file(
    const struct theme *t, const char *path, const struct embedded_file *f) {
  char next[PATH_MAX + 8];
  struct stat st;
  /* lstat, because a link is a file of the owner's as well, even if it leads nowhere.
   */
  if (!t->force && lstat(path, &st) == 0) {
    t->done->kept++;
    return true;
  }
  snprintf(next, sizeof next, "%s.new", path);
  int fd = tempfile_open(next, true);
  /* A file of another group than that of the site is still better than none. */
  bool good =
      fd >= 0 && file_write(fd, f->data, f->size) &&
      (file_give(fd, &t->like, THEME_FILE) == OK || fchmod(fd, THEME_FILE) == 0);
  good = good && theme_put(t, next, path);
  int error = errno;
  if (fd >= 0)
    close(fd);
  if (fd >= 0 && !good)
    unlink(next);
  t->done->written += good;
  errno = error;
  return good;
}

/* `path` is that of the file or folder at fault. */
static enum err theme_fail(const char *path, char *why, size_t why_size) {
  int error = errno;
  snprintf(why, why_size, "%s: %s", path, strerror(error));
  return err_of_errno_in_site(error);
}

enum err theme_write(const char *dir, bool force, struct theme_written *done, char *why,
    size_t why_size) {
  char path[PATH_MAX];
  struct theme t = {.force = force, .done = done};
  bool good = stat(dir, &t.like) == 0;
  *done = (struct theme_written){0};
  snprintf(path, sizeof path, "%s", dir);
  for (size_t i = 0; good && i < sizeof theme_parts / sizeof *theme_parts; i++) {
    int n = snprintf(path, sizeof path, "%s/%s", dir, theme_parts[i].folder);
    good = folder_make(path, &t.like, THEME_FOLDER);
    for (const struct embedded_file *f = theme_parts[i].files; good && f->name; f++) {
      snprintf(path + n, sizeof path - (size_t)n, "/%s", f->name);
      good = theme_write_file(&t, path, f);
    }
  }
  return good ? OK : theme_fail(path, why, why_size);
}

/* The colours are the first two rules of the style sheet: by day, and in the dark. */
static size_t theme_colours(const char *css) {
  const char *dark = strstr(css, "@media (prefers-color-scheme: dark)");
  const char *end = dark ? strstr(dark, "\n}\n") : NULL;
  return end ? (size_t)(end - css) + 3 : 0;
}

enum err theme_write_style(const char *dir, bool force, struct theme_written *done,
    char *why, size_t why_size) {
  static const char head[] =
      "/* These rules follow those of the standard style sheet, and so replace them. */\n";
  char path[PATH_MAX];
  struct buf css = {0};
  struct theme t = {.force = force, .done = done};
  const struct embedded_file *style = overlay_embedded(public_files, "style.css");
  bool good = stat(dir, &t.like) == 0;
  buf_puts(&css, head);
  buf_add(&css, (const char *)style->data, theme_colours((const char *)style->data));
  if (buf_status(&css)) {
    buf_free(&css);
    return ERR_NOMEM;
  }
  snprintf(path, sizeof path, "%s/public", dir);
  good = good && folder_make(path, &t.like, THEME_FOLDER);
  if (good) {
    const struct embedded_file file = {
        "theme.css", (const unsigned char *)buf_text(&css), css.len};
    snprintf(path, sizeof path, "%s/public/theme.css", dir);
    good = theme_write_file(&t, path, &file);
  }
  int error = errno;
  buf_free(&css);
  errno = error;
  return good ? OK : theme_fail(path, why, why_size);
}

enum err theme_make_folder(
    const char *dir, const char *name, char *why, size_t why_size) {
  char path[PATH_MAX];
  struct stat like;
  snprintf(path, sizeof path, "%s/themes", dir);
  bool good = stat(dir, &like) == 0 && folder_make(path, &like, THEME_FOLDER);
  if (good) {
    snprintf(path, sizeof path, "%s/themes/%s", dir, name);
    good = folder_make(path, &like, THEME_FOLDER);
  }
  return good ? OK : theme_fail(path, why, why_size);
}
