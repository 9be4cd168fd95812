/* How it works: the export is written to a new folder with a temporary name next to the
 * wanted one, because rename works within one file system only. It then takes the place
 * of the wanted one in one step: by rename, or by exchanging both. */
#include "export/export_folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <jansson.h>

#include "base/file.h"
#include "base/folder.h"

/* Bytes that are read of an export.json. */
enum { MOST_MARK = 1 << 16 };

static enum err export_folder_refuse(
    struct export_folder *f, enum err e, const char *fault) {
  snprintf(f->why, f->why_size, "%s %s", f->wanted, fault);
  return e;
}

static enum err export_folder_fail(struct export_folder *f, const char *path) {
  int error = errno;
  snprintf(f->why, f->why_size, "%s: %s", path, strerror(error));
  return err_of_errno(error);
}

/* The real path; one that does not exist yet is used as given. */
static enum err export_folder_find(struct export_folder *f, const char *dir) {
  struct stat st;
  /* If realpath finds nothing but lstat does, it is a link that leads nowhere: the
   * export would replace the link, not fill its target. */
  char *real = realpath(dir, NULL);
  if (!real && (errno != ENOENT || lstat(dir, &st) == 0))
    return export_folder_fail(f, dir);
  int n = snprintf(f->wanted, sizeof f->wanted, "%s", real ? real : dir);
  free(real);
  if (n >= (int)sizeof f->wanted) {
    /* For the case that snprintf, which sets no errno, has cut the name. */
    errno = ENAMETOOLONG;
    return export_folder_fail(f, "the folder");
  }
  /* After a slash, the suffix of the temporary name would be a name inside the
   * folder. */
  while (n > 1 && f->wanted[n - 1] == '/')
    f->wanted[--n] = '\0';
  return OK;
}

/* A shell whose current folder is replaced would be in a folder that no longer
 * exists. */
static bool export_folder_is_inside(const char *folder) {
  char here[PATH_MAX];
  return getcwd(here, sizeof here) &&
         (strcmp(here, folder) == 0 || file_is_below(here, folder));
}

static bool export_folder_is_dots(const char *name) {
  return strcmp(name, ".") == 0 || strcmp(name, "..") == 0;
}

/* The names at the top of an export. A folder with any other name in it holds something
 * that an export has not written and must not remove. */
static bool export_folder_is_ours(const char *name) {
  static const char *const names[] = {
      EXPORT_MARK, EXPORT_GONE, "posts", "pages", "drafts", "media", "site.ini"};
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
    if (strcmp(names[i], name) == 0)
      return true;
  return false;
}

/* *found becomes false for a file that is missing, unreadable or not JSON. A lack of
 * memory is none of these. */
static enum err export_folder_find_mark(const struct export_folder *f, bool *found) {
  char path[PATH_MAX + 16], why[FILE_WHY];
  json_error_t fault;
  struct buf text = {0};
  snprintf(path, sizeof path, "%s/" EXPORT_MARK, f->wanted);
  enum err e = file_read(path, FILE_NO_FOLLOW, MOST_MARK, &text, why);
  json_t *mark = e ? NULL : json_loads(buf_text(&text), 0, &fault);
  if (!e && !mark && json_error_code(&fault) == json_error_out_of_memory)
    e = ERR_NOMEM;
  const char *format = json_string_value(json_object_get(mark, "format"));
  *found = format && strcmp(format, "pamphlet-export") == 0;
  json_decref(mark);
  buf_free(&text);
  return e == ERR_NOMEM ? e : OK;
}

/* Decides whether a folder that is not empty may be replaced: only what an export has
 * written is removed. */
static enum err export_folder_look_inside(
    struct export_folder *f, bool replace, const char *other) {
  bool marked = false;
  if (export_folder_find_mark(f, &marked))
    return export_folder_refuse(f, ERR_NOMEM, "cannot be examined: out of memory");
  if (!marked)
    return export_folder_refuse(f, ERR_EXISTS, "is not empty: choose another folder");
  if (!replace)
    return export_folder_refuse(f, ERR_EXISTS,
        "holds an earlier export: choose another folder, or use --force to replace"
        " it");
  if (*other) {
    snprintf(f->why, f->why_size,
        "%s/%s is not part of an export: move it away, or choose another folder",
        f->wanted, other);
    return ERR_EXISTS;
  }
  f->replaces = true;
  return OK;
}

static enum err export_folder_look(struct export_folder *f, bool replace) {
  struct stat st;
  char other[NAME_MAX + 1] = "";
  bool empty = true;
  if (stat(f->wanted, &st) != 0)
    return errno == ENOENT ? OK : export_folder_fail(f, f->wanted);
  DIR *folder = opendir(f->wanted);
  if (!folder)
    return export_folder_fail(f, f->wanted);
  for (struct dirent *entry; (entry = readdir(folder)) != NULL;) {
    /* A hidden name counts here: a folder with a .git alone is not empty, and has no
     * mark. */
    empty = empty && export_folder_is_dots(entry->d_name);
    if (entry->d_name[0] != '.' && !export_folder_is_ours(entry->d_name))
      snprintf(other, sizeof other, "%s", entry->d_name);
  }
  closedir(folder);
  enum err e = empty ? OK : export_folder_look_inside(f, replace, other);
  if (!e && export_folder_is_inside(f->wanted))
    e = export_folder_refuse(f, ERR_INVALID,
        "is the current folder, which would be replaced: run this from outside");
  return e;
}

enum err export_folder_begin(struct export_folder *f, const char *dir, bool replace,
    char *why, size_t why_size) {
  *f = (struct export_folder){.why = why, .why_size = why_size};
  enum err e = export_folder_find(f, dir);
  if (!e)
    e = export_folder_look(f, replace);
  if (e)
    return e;
  int n = snprintf(f->path, sizeof f->path, "%s.unfinished-export.XXXXXX", f->wanted);
  errno = ENAMETOOLONG;
  if (n < (int)sizeof f->path && mkdtemp(f->path))
    return OK;
  f->path[0] = '\0';
  snprintf(f->why, f->why_size, "cannot create a folder next to %s: %s", f->wanted,
      strerror(errno));
  return err_of_errno(errno);
}

/* Moves all names that begin with a dot from one folder to the other. */
static enum err export_folder_move_hidden(
    struct export_folder *f, const char *from, const char *to) {
  enum err e = OK;
  DIR *folder = opendir(from), *other = opendir(to);
  if (!folder || !other) {
    e = export_folder_fail(f, folder ? to : from);
    if (folder)
      closedir(folder);
    if (other)
      closedir(other);
    return e;
  }
  for (struct dirent *entry; !e && (entry = readdir(folder)) != NULL;)
    if (entry->d_name[0] == '.' && !export_folder_is_dots(entry->d_name) &&
        renameat(dirfd(folder), entry->d_name, dirfd(other), entry->d_name) != 0)
      e = export_folder_fail(f, entry->d_name);
  closedir(folder);
  closedir(other);
  return e;
}

/* Swaps the two folders in one step; hidden names are moved just before. Somebody may
 * have added something in the meantime. */
static enum err export_folder_exchange(struct export_folder *f) {
  char ignored[80];
  /* A sentence of its own: the first error is the one to report. */
  struct export_folder back = {.why = ignored, .why_size = sizeof ignored};
  enum err e = export_folder_look(f, true);
  if (e)
    return e;
  e = export_folder_move_hidden(f, f->wanted, f->path);
  if (!e && renameat2(AT_FDCWD, f->path, AT_FDCWD, f->wanted, RENAME_EXCHANGE) != 0)
    e = export_folder_fail(f, f->wanted);
  if (e && export_folder_move_hidden(&back, f->path, f->wanted))
    f->path[0] = '\0'; /* it contains something that must not be removed */
  return e;
}

enum err export_folder_end(struct export_folder *f, bool closed) {
  struct stat st;
  mode_t mask = umask(0);
  umask(mask);
  /* mkdtemp has created the folder with mode 0700. */
  mode_t mode = closed                      ? 0700
                : stat(f->wanted, &st) == 0 ? st.st_mode & 07777
                                            : 0777 & ~mask;
  enum err e = chmod(f->path, mode) == 0 ? OK : export_folder_fail(f, f->path);
  if (e)
    return e;
  if (f->replaces)
    e = export_folder_exchange(f);
  else if (rename(f->path, f->wanted) != 0)
    e = export_folder_fail(f, f->wanted);
  /* After the exchange the old export is at the temporary name. */
  if (!e && f->replaces)
    folder_remove(f->path);
  if (!e)
    f->path[0] = '\0';
  return e;
}

void export_folder_drop(struct export_folder *f) {
  if (*f->path)
    folder_remove(f->path);
  f->path[0] = '\0';
}
