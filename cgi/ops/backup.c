#include "ops/backup.h"

#include <errno.h>
#include <fcntl.h>
#include <fts.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/tempfile.h"
#include "base/utf8.h"
#include "db/db_copy.h"
#include "db/integrity.h"

const char *const backup_folders[] = {"media", "templates", "public", NULL};

/* A backup at work. Its files have names of their own until it is whole; whoever has
 * the first open may write them all. */
struct work {
  struct site *site;
  const char *file;
  char next[PATH_MAX], copy[PATH_MAX]; /* the backup, and the copy of the database */
  int fd;                              /* of `next` */
  struct pack *pack;
  struct backup_done *done;
  char *why;
  size_t why_size;
};

static bool is_hidden(const char *path) {
  return *path == '.' || strstr(path, "/.");
}

bool backup_has(const char *name) {
  if (strcmp(name, "site.ini") == 0 || strcmp(name, "pamphlet.db") == 0)
    return true;
  size_t n = strlen(name);
  for (size_t i = 0; backup_folders[i]; i++) {
    size_t m = strlen(backup_folders[i]);
    if (strncmp(name, backup_folders[i], m) == 0 && name[m] == '/')
      return name[m + 1] && name[n - 1] != '/' && !strstr(name, "//") &&
             !is_hidden(name);
  }
  return false;
}

static enum err fail(struct work *w, enum err e, const char *path, const char *fault) {
  snprintf(w->why, w->why_size, "%s: %s", path, fault);
  return e;
}

static enum err fail_errno(struct work *w, const char *path) {
  int error = errno;
  return fail(w, err_of_errno(error), path, strerror(error));
}

static enum err fail_exists(struct work *w) {
  return fail(w, ERR_EXISTS, w->file,
      "is there already: choose another name, or give --force to replace it");
}

/* The copy of the database, and what SQLite has beside it. */
static void remove_copy(const struct work *w) {
  static const char *const ends[] = {"", "-journal", "-wal", "-shm"};
  char path[PATH_MAX + 16];
  for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
    snprintf(path, sizeof path, "%s%s", w->copy, ends[i]);
    unlink(path);
  }
}

/* The empty file beside the backup that becomes it, which nobody else may read. */
static enum err open_next(struct work *w) {
  if (snprintf(w->next, PATH_MAX, "%s.part", w->file) >= PATH_MAX ||
      snprintf(w->copy, PATH_MAX, "%s.part-db", w->file) >= PATH_MAX)
    return fail(w, ERR_INVALID, w->file, "the name is too long");
  w->fd = tempfile_open(w->next, false);
  if (w->fd < 0 && errno == EWOULDBLOCK)
    return fail(w, ERR_BUSY, w->file, "another backup of this name is being made");
  if (w->fd < 0)
    return fail_errno(w, w->next);
  remove_copy(w); /* of a backup that was killed */
  return OK;
}

static enum err note_finding(void *context, const char *finding) {
  struct work *w = context;
  return fail(w, ERR_DAMAGED, "the database is damaged", finding);
}

static enum err copy_database(struct work *w) {
  struct db *copy = NULL;
  int fd = open(w->copy, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
  if (fd < 0)
    return fail_errno(w, w->copy);
  close(fd);
  enum err e = db_copy_to(w->site->db, w->copy, &copy);
  if (e)
    return fail(w, e, "the database cannot be copied", err_text(e));
  e = integrity_of_file(copy, note_finding, w);
  if (e && !*w->why)
    fail(w, e, "the database", err_text(e));
  db_close(copy);
  return e;
}

static enum err add(struct work *w, const char *name, const char *file) {
  return pack_add(w->pack, name, file, w->why, w->why_size);
}

/* Whoever may write in the folder could have any file of the machine read by a backup
 * of root's: no link is followed. */
static enum err leave_link(struct work *w, const FTSENT *f) {
  if (f->fts_level == 0)
    return fail(w, ERR_INVALID, f->fts_path,
        "is a symbolic link, and a backup follows none: mount the other folder here"
        " (mount --bind), or move it here");
  if (!w->done->links++)
    snprintf(w->done->first_link, sizeof w->done->first_link, "%s", f->fts_path);
  return OK;
}

/* One name of a folder: what is no plain file, or hidden, stays out. */
static enum err add_entry(struct work *w, FTS *walk, FTSENT *f) {
  if (f->fts_level > 0 && *f->fts_name == '.') {
    fts_set(walk, f, FTS_SKIP);
    return OK;
  }
  if (f->fts_info == FTS_DNR || f->fts_info == FTS_ERR)
    return fail(w, ERR_IO, f->fts_path, strerror(f->fts_errno));
  if (f->fts_info == FTS_SL || f->fts_info == FTS_SLNONE)
    return leave_link(w, f);
  if (f->fts_info != FTS_F)
    return OK;
  const char *name = f->fts_path + strlen(w->site->dir) + 1;
  if (utf8_check(name, strlen(name), UTF8_ONE_LINE))
    return fail(w, ERR_INVALID, f->fts_path,
        "this name is no line of UTF-8, and no restore would take it: rename the file");
  enum err e = add(w, name, f->fts_path);
  if (e != ERR_NOT_FOUND)
    return e;
  w->why[0] = '\0'; /* it went away meanwhile */
  return OK;
}

static int by_name(const FTSENT **a, const FTSENT **b) {
  return strcmp((*a)->fts_name, (*b)->fts_name);
}

static enum err add_folder(struct work *w, const char *name) {
  char path[PATH_MAX];
  char *paths[] = {path, NULL};
  FTSENT *entry;
  enum err e = OK;
  snprintf(path, sizeof path, "%s/%s", w->site->dir, name);
  if (faccessat(AT_FDCWD, path, F_OK, AT_SYMLINK_NOFOLLOW) != 0)
    return OK;
  FTS *walk = fts_open(paths, FTS_PHYSICAL | FTS_NOCHDIR, by_name);
  if (!walk)
    return fail_errno(w, path);
  while (!e && (entry = fts_read(walk)) != NULL)
    e = add_entry(w, walk, entry);
  fts_close(walk);
  return e;
}

static enum err add_all(struct work *w) {
  char settings[PATH_MAX];
  snprintf(settings, sizeof settings, "%s/site.ini", w->site->dir);
  enum err e = add(w, "site.ini", settings);
  if (!e)
    e = add(w, "pamphlet.db", w->copy);
  for (size_t i = 0; !e && backup_folders[i]; i++)
    e = add_folder(w, backup_folders[i]);
  return e;
}

static bool ends_in(const char *name, const char *end) {
  size_t n = strlen(name), m = strlen(end);
  return n > m && strcasecmp(name + n - m, end) == 0;
}

static bool is_gzip(const char *file) {
  return ends_in(file, ".gz") || ends_in(file, ".tgz");
}

/* Names under which people and programs would take it for what it is not. */
static enum err check_name(struct work *w) {
  static const char *const others[] = {".zip", ".7z", ".rar", ".tar", ".xz", ".txz",
      ".bz2", ".tbz", ".tbz2", ".lz", ".lz4", ".lzma", ".z", ".db", ".sql"};
  for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
    if (!ends_in(w->file, others[i]))
      continue;
    int n = (int)(strlen(w->file) - strlen(others[i]));
    if (n > 4 && strncasecmp(w->file + n - 4, ".tar", 4) == 0)
      n -= 4;
    snprintf(w->why, w->why_size,
        "%s: a backup is a tar archive packed with zstd or gzip: name it %.*s.tar.zst"
        " or %.*s.tar.gz",
        w->file, n, w->file, n, w->file);
    return ERR_INVALID;
  }
  return OK;
}

static enum err write_pack(struct work *w) {
  enum err e = pack_begin(&w->pack, w->fd, is_gzip(w->file));
  if (!e) {
    e = add_all(w);
    char ignored[80];
    enum err end = pack_end(w->pack, &w->done->total, e ? ignored : w->why,
        e ? sizeof ignored : w->why_size);
    e = e ? e : end;
  }
  if (!e && fsync(w->fd) != 0)
    e = fail_errno(w, w->file);
  return e;
}

static enum err pass(void *context, const struct pack_member *m) {
  (void)context;
  (void)m;
  return OK;
}

/* What the disk gives back has to be what was put in. */
static enum err verify(struct work *w) {
  struct pack_total read;
  enum err e = pack_read(w->next, pass, NULL, &read, w->why, w->why_size);
  if (!e && (read.files != w->done->total.files ||
                memcmp(read.sum, w->done->total.sum, sizeof read.sum) != 0))
    e = fail(w, ERR_IO, w->file, "what is read back is not what was written");
  return e;
}

/* Gives the backup its name, which nobody may have taken meanwhile. */
static enum err name_it(struct work *w, bool replace) {
  unsigned flags = replace ? 0 : RENAME_NOREPLACE;
  if (renameat2(AT_FDCWD, w->next, AT_FDCWD, w->file, flags) == 0) {
    w->next[0] = '\0';
    return OK;
  }
  if (errno == EEXIST)
    return fail_exists(w);
  return fail_errno(w, w->file);
}

enum err backup_make(struct site *site, const char *file, bool replace,
    struct backup_done *done, char *why, size_t why_size) {
  struct work w = {.site = site,
      .file = file,
      .fd = -1,
      .done = done,
      .why = why,
      .why_size = why_size};
  *done = (struct backup_done){0};
  why[0] = '\0';
  if (check_name(&w))
    return ERR_INVALID;
  if (!replace && access(file, F_OK) == 0)
    return fail_exists(&w);
  enum err e = open_next(&w);
  if (!e)
    e = copy_database(&w);
  if (!e)
    e = write_pack(&w);
  if (!e)
    e = verify(&w);
  if (!e)
    e = name_it(&w, replace);
  if (w.fd >= 0) {
    remove_copy(&w);
    if (*w.next)
      unlink(w.next);
    close(w.fd);
  }
  if (e && !*why)
    snprintf(why, why_size, "%s: %s", file, err_text(e));
  return e;
}
