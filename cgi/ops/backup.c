/* How it works: the database is copied first, by SQLite, and the copy is checked; then
 * everything is packed into a file with a temporary name, read back, and renamed. An
 * older backup of the wanted name stays until then. */
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

#include <sodium.h>

#include "base/file.h"
#include "base/janitor.h"
#include "base/scratch.h"
#include "base/tempfile.h"
#include "base/utf8.h"
#include "ops/backup_database.h"
#include "ops/settings_text.h"
#include "site/core/ini.h"

/* run/ is not among them: what is in it, the service creates again. */
const char *const backup_folders[] = {"media", "templates", "public", "themes", NULL};

/* A backup being made. Its files have temporary names until it is complete. The first
 * one is also the lock: the process that has it open may write them all. */
struct backup {
  struct site *site;
  const char *file;
  char next[PATH_MAX], copy[PATH_MAX]; /* the backup, and the copy of the database */
  int fd;                              /* of `next` */
  bool has_scratch;                    /* the copy is in a folder of its own */
  struct scratch scratch;
  struct janitor janitor; /* for both, if this process is killed */
  struct pack *pack;
  struct age_lock lock; /* without recipients: not encrypted */
  struct backup_done *done;
  char *why;
  size_t why_size;
};

static bool backup_is_hidden(const char *path) {
  return *path == '.' || strstr(path, "/.");
}

bool backup_has(const char *name) {
  /* A restore uses this function for the names in an archive that anybody may have
   * made. Hidden names are refused below, and with them "..": no name leads out of the
   * site. */
  if (strcmp(name, "site.ini") == 0 || strcmp(name, "pamphlet.db") == 0)
    return true;
  /* An empty last component, or one in the middle, would be another spelling of a
   * name. */
  size_t n = strlen(name);
  for (size_t i = 0; backup_folders[i]; i++) {
    size_t m = strlen(backup_folders[i]);
    if (strncmp(name, backup_folders[i], m) == 0 && name[m] == '/')
      return name[m + 1] && name[n - 1] != '/' && !strstr(name, "//") &&
             !backup_is_hidden(name);
  }
  return false;
}

static enum err backup_fail(
    struct backup *w, enum err e, const char *path, const char *fault) {
  snprintf(w->why, w->why_size, "%s: %s", path, fault);
  return e;
}

/* errno is saved first: snprintf may change it. */
static enum err backup_fail_errno(struct backup *w, const char *path) {
  int error = errno;
  return backup_fail(w, err_of_errno(error), path, strerror(error));
}

static enum err backup_fail_exists(struct backup *w) {
  return backup_fail(w, ERR_EXISTS, w->file,
      "the file exists: choose another name, or replace it with --force");
}

/* Removes the copy of the database and the files that SQLite created next to it. */
static void backup_remove_copy(const struct backup *w) {
  static const char *const ends[] = {"", "-journal", "-wal", "-shm"};
  char path[PATH_MAX + 16];
  for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
    snprintf(path, sizeof path, "%s%s", w->copy, ends[i]);
    unlink(path);
  }
}

/* If this process is killed, nothing must be left, least of all the database. The
 * janitor holds the lock too: a backup that begins meanwhile would lose its files. */
static enum err backup_watch(struct backup *w) {
  char journal[PATH_MAX + 16], log[PATH_MAX + 16], index[PATH_MAX + 16];
  const char *const paths[] = {w->next, w->copy, journal, log, index, NULL};
  snprintf(journal, sizeof journal, "%s-journal", w->copy);
  snprintf(log, sizeof log, "%s-wal", w->copy);
  snprintf(index, sizeof index, "%s-shm", w->copy);
  enum err e = janitor_start(&w->janitor, paths, w->fd);
  return e ? backup_fail(w, e, w->file, err_text(e)) : OK;
}

static bool backup_is_of_server(const struct backup *w) {
  return db_is_address(w->site->database);
}

/* The copy is next to the backup, where there must be room for one anyway. That of an
 * encrypted backup is not: the folder may be one that another program copies to another
 * machine, and the copy has the addresses of readers. From PostgreSQL there are more
 * files than one. */
static enum err backup_name_copy(struct backup *w) {
  const char *name = w->file, *end = ".part-db";
  if (w->lock.recipients || backup_is_of_server(w)) {
    enum err e = scratch_open(&w->scratch, "pamphlet-backup", w->why, w->why_size);
    if (e)
      return e;
    w->has_scratch = true;
    name = w->scratch.path;
    end = "/pamphlet.db";
  }
  return snprintf(w->copy, PATH_MAX, "%s%s", name, end) < PATH_MAX
             ? OK
             : backup_fail(w, ERR_INVALID, w->file, "the name is too long");
}

/* Creates the file that is renamed to the final name at the end, readable only by its
 * owner. */
static enum err backup_open(struct backup *w) {
  if (snprintf(w->next, PATH_MAX, "%s.part", w->file) >= PATH_MAX)
    return backup_fail(w, ERR_INVALID, w->file, "the name is too long");
  enum err e = backup_name_copy(w);
  if (e)
    return e;
  w->fd = tempfile_open(w->next, false);
  if (w->fd < 0 && errno == EWOULDBLOCK)
    return backup_fail(
        w, ERR_BUSY, w->file, "another process is writing a backup of this name");
  if (w->fd < 0)
    return backup_fail_errno(w, w->next);
  backup_remove_copy(w); /* left by a crash of the machine */
  return backup_watch(w);
}

static enum err backup_add(struct backup *w, const char *name, const char *file) {
  return pack_add(w->pack, name, file, w->why, w->why_size);
}

/* A link is not followed: with one, a user who may write to the folder could make a
 * backup by root contain any file of the machine. */
static enum err backup_skip_link(struct backup *w, const FTSENT *f) {
  if (f->fts_level == 0)
    return backup_fail(w, ERR_INVALID, f->fts_path,
        "is a symbolic link, which a backup does not follow: move the folder here, or"
        " mount it here (mount --bind)");
  /* The backup is still of use without the linked files, so the command only warns
   * (cli/backup.c). */
  if (!w->done->links++)
    snprintf(w->done->first_link, sizeof w->done->first_link, "%s", f->fts_path);
  return OK;
}

/* Adds one entry of a folder, unless it is hidden or not a regular file. */
static enum err backup_add_entry(struct backup *w, FTS *walk, FTSENT *f) {
  /* Level 0 is the folder itself, whose path may begin with a dot. */
  if (f->fts_level > 0 && *f->fts_name == '.') {
    fts_set(walk, f, FTS_SKIP);
    return OK;
  }
  if (f->fts_info == FTS_DNR || f->fts_info == FTS_ERR)
    return backup_fail(w, ERR_IO, f->fts_path, strerror(f->fts_errno));
  if (f->fts_info == FTS_SL || f->fts_info == FTS_SLNONE)
    return backup_skip_link(w, f);
  if (f->fts_info != FTS_F)
    return OK;
  const char *name = f->fts_path + strlen(w->site->dir) + 1;
  if (utf8_check(name, strlen(name), UTF8_ONE_LINE))
    return backup_fail(w, ERR_INVALID, f->fts_path,
        "the name is not a line of UTF-8, which a restore would refuse: rename the file");
  enum err e = backup_add(w, name, f->fts_path);
  if (e != ERR_NOT_FOUND)
    return e;
  w->why[0] = '\0'; /* the file was deleted meanwhile */
  return OK;
}

static int backup_by_name(const FTSENT **a, const FTSENT **b) {
  return strcmp((*a)->fts_name, (*b)->fts_name);
}

static enum err backup_add_folder(struct backup *w, const char *name) {
  char path[PATH_MAX];
  char *paths[] = {path, NULL};
  FTSENT *entry;
  enum err e = OK;
  snprintf(path, sizeof path, "%s/%s", w->site->dir, name);
  /* A site need not have the folder. A link that leads nowhere is not skipped here, so
   * that backup_skip_link reports it. */
  if (faccessat(AT_FDCWD, path, F_OK, AT_SYMLINK_NOFOLLOW) != 0)
    return OK;
  /* Sorted, so that two backups of the same files have the same order. NOCHDIR: the
   * paths of the backup may be relative to the working directory. */
  FTS *walk = fts_open(paths, FTS_PHYSICAL | FTS_NOCHDIR, backup_by_name);
  if (!walk)
    return backup_fail_errno(w, path);
  while (!e && (entry = fts_read(walk)) != NULL)
    e = backup_add_entry(w, walk, entry);
  fts_close(walk);
  return e;
}

static enum err backup_write_settings(
    struct backup *w, const char *text, const struct stat *like, const char *copy) {
  int fd = open(copy, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
  bool is_written = fd >= 0 && file_write(fd, text, strlen(text)) &&
                    fchmod(fd, like->st_mode & 0777) == 0;
  enum err e = is_written ? OK : backup_fail_errno(w, copy);
  if (fd >= 0)
    close(fd);
  return e;
}

/* What is restored has its database in a file, and must not touch that of the blog,
 * which may be in use. The address may have a password, too. */
static enum err backup_change_settings(
    struct backup *w, const char *settings, const char *copy) {
  char why[FILE_WHY], *text = NULL;
  struct buf old = {0};
  struct stat like;
  enum err e = file_read(settings, FILE_FOLLOW, INI_FILE, &old, why);
  if (e || stat(settings, &like) != 0) {
    buf_free(&old);
    return e ? backup_fail(w, e, settings, why) : backup_fail_errno(w, settings);
  }
  e = settings_text_set(buf_text(&old), "server", "database", "", &text);
  if (!e)
    e = backup_write_settings(w, text, &like, copy);
  free(text);
  buf_free(&old);
  return e;
}

static enum err backup_add_settings(struct backup *w) {
  char settings[PATH_MAX], copy[PATH_MAX + 16];
  snprintf(settings, sizeof settings, "%s/site.ini", w->site->dir);
  if (!backup_is_of_server(w))
    return backup_add(w, "site.ini", settings);
  snprintf(copy, sizeof copy, "%s/site.ini", w->scratch.path);
  enum err e = backup_change_settings(w, settings, copy);
  return e ? e : backup_add(w, "site.ini", copy);
}

static enum err backup_add_all(struct backup *w) {
  enum err e = backup_add_settings(w);
  if (!e)
    e = backup_add(w, "pamphlet.db", w->copy);
  for (size_t i = 0; !e && backup_folders[i]; i++)
    e = backup_add_folder(w, backup_folders[i]);
  return e;
}

/* The compression follows the name, so that other programs recognise the file. A
 * restore looks at the content only. */
static bool backup_is_gzip(const char *file) {
  return file_name_ends_with(file, ".gz") || file_name_ends_with(file, ".tgz") ||
         file_name_ends_with(file, ".gz.age") || file_name_ends_with(file, ".tgz.age");
}

/* A file that is encrypted has to look so, and the other way round: else somebody who
 * forgot the key would notice that only when the file has left the machine. */
static enum err backup_check_encrypted(struct backup *w) {
  bool is_age = file_name_ends_with(w->file, ".age");
  if (is_age == (w->lock.recipients != NULL))
    return OK;
  if (is_age)
    return backup_fail(w, ERR_INVALID, w->file,
        "there is no key to encrypt it for: use --recipient=KEY, or the setting"
        " server.backup_recipient");
  snprintf(w->why, w->why_size, "%s: the backup is encrypted: name it %s.age", w->file,
      w->file);
  return ERR_INVALID;
}

/* Refuses the names of other formats, which would mislead people and programs. */
static enum err backup_check_name(struct backup *w) {
  static const char *const others[] = {".zip", ".7z", ".rar", ".tar", ".xz", ".txz",
      ".bz2", ".tbz", ".tbz2", ".lz", ".lz4", ".lzma", ".z", ".db", ".sql"};
  for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
    if (!file_name_ends_with(w->file, others[i]))
      continue;
    int n = (int)(strlen(w->file) - strlen(others[i]));
    /* The name proposed below ends in .tar already. */
    if (n > 4 && strncasecmp(w->file + n - 4, ".tar", 4) == 0)
      n -= 4;
    snprintf(w->why, w->why_size,
        "%s: a backup is a tar archive compressed with zstd or gzip: name it %.*s.tar.zst"
        " or %.*s.tar.gz",
        w->file, n, w->file, n, w->file);
    return ERR_INVALID;
  }
  return backup_check_encrypted(w);
}

static enum err backup_write_pack(struct backup *w) {
  enum err e = pack_begin(
      &w->pack, w->fd, backup_is_gzip(w->file), w->lock.recipients ? &w->lock : NULL);
  if (!e) {
    e = backup_add_all(w);
    /* pack_end frees the pack, so it is called after an error too, whose sentence it
     * must not replace. */
    char ignored[80];
    enum err end = pack_end(w->pack, &w->done->total, e ? ignored : w->why,
        e ? sizeof ignored : w->why_size);
    e = e ? e : end;
  }
  /* Without it a power failure after the rename could leave the name with no data. */
  if (!e && fsync(w->fd) != 0)
    e = backup_fail_errno(w, w->file);
  return e;
}

static enum err backup_ignore(void *context, const struct pack_member *m) {
  (void)context;
  (void)m;
  return OK;
}

/* A backup that the disk cannot read back is found now, not when it is needed. An
 * encrypted one is opened with the key of the file, which only this process has, and
 * not for long: the secret key of the recipient is elsewhere. */
static enum err backup_verify(struct backup *w) {
  struct pack_total read;
  const struct age_unlock unlock = {.file_key = w->lock.file_key};
  enum err e = pack_read(w->next, w->lock.recipients ? &unlock : NULL, backup_ignore,
      NULL, &read, w->why, w->why_size);
  if (!e && (read.files != w->done->total.files ||
                memcmp(read.sum, w->done->total.sum, sizeof read.sum) != 0))
    e = backup_fail(
        w, ERR_IO, w->file, "the data read back differs from the data written");
  return e;
}

/* Gives the backup its final name, unless another file has taken it meanwhile. */
static enum err backup_rename(struct backup *w, bool replace) {
  /* rename would replace a file that was created since the check in backup_make. */
  unsigned flags = replace ? 0 : RENAME_NOREPLACE;
  if (renameat2(AT_FDCWD, w->next, AT_FDCWD, w->file, flags) == 0) {
    w->next[0] = '\0';
    return OK;
  }
  if (errno == EEXIST)
    return backup_fail_exists(w);
  return backup_fail_errno(w, w->file);
}

static enum err backup_write(struct backup *w, bool replace) {
  enum err e = backup_open(w);
  if (!e)
    e = backup_database(w->site->db, w->copy, w->why, w->why_size);
  if (!e)
    e = backup_write_pack(w);
  if (!e)
    e = backup_verify(w);
  return e ? e : backup_rename(w, replace);
}

enum err backup_make(struct site *site, const char *file, bool replace,
    const struct age_keys *recipients, struct backup_done *done, char *why,
    size_t why_size) {
  struct backup w = {.site = site,
      .file = file,
      .fd = -1,
      .lock.recipients = recipients,
      .done = done,
      .why = why,
      .why_size = why_size};
  *done = (struct backup_done){0};
  why[0] = '\0';
  if (backup_check_name(&w))
    return ERR_INVALID;
  /* Checked before the work, which may take long; backup_rename decides. */
  if (!replace && access(file, F_OK) == 0)
    return backup_fail_exists(&w);
  randombytes_buf(w.lock.file_key, sizeof w.lock.file_key);
  enum err e = backup_write(&w, replace);
  sodium_memzero(w.lock.file_key, sizeof w.lock.file_key);
  if (w.fd >= 0) {
    backup_remove_copy(&w);
    if (*w.next)
      unlink(w.next);
    janitor_end(&w.janitor);
    /* The lock ends here, after the files that it protects are removed. */
    close(w.fd);
  }
  if (w.has_scratch)
    scratch_close(&w.scratch);
  if (e && !*why)
    snprintf(why, why_size, "%s: %s", file, err_text(e));
  return e;
}
