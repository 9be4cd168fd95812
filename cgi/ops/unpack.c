#include "ops/unpack.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "base/file.h"
#include "base/folder.h"
#include "base/utf8.h"
#include "ops/backup.h"

/* The service and the members of the site's group may write to the database and the
 * folders, whatever the archive says. 02775: with set-group-ID, new files belong to
 * that group. */
enum { UNPACK_PART = 1 << 16, UNPACK_DATABASE_MODE = 0660, UNPACK_FOLDER_MODE = 02775 };

struct unpack {
  const char *folder;
  const struct stat *like;
  char *why;
  size_t why_size;
};

static enum err unpack_fail(
    struct unpack *u, enum err e, const struct pack_member *m, const char *fault) {
  snprintf(u->why, u->why_size, "%.300s: %s", m->name, fault);
  return e;
}

static enum err unpack_fail_errno(struct unpack *u, const struct pack_member *m) {
  int error = errno;
  return unpack_fail(u, err_of_errno(error), m, strerror(error));
}

static enum err unpack_write(struct unpack *u, const struct pack_member *m, int fd) {
  char part[UNPACK_PART];
  size_t got = 0;
  for (;;) {
    if (pack_data(m, part, sizeof part, &got))
      return unpack_fail(u, ERR_INVALID, m, "the backup is damaged here");
    if (!got)
      return OK;
    if (!file_write(fd, part, got))
      return unpack_fail_errno(u, m);
  }
}

/* A small archive can expand to more than the disk holds, and a disk filled by a
 * restore would stop other programs too. */
static enum err unpack_check_space(struct unpack *u, const struct pack_member *m) {
  char fault[120];
  struct statvfs disk;
  /* A file system that cannot tell its free space is no reason to refuse a restore. */
  if (statvfs(u->folder, &disk) != 0)
    return OK;
  /* f_bavail, not f_bfree: the latter includes blocks reserved for root. */
  uint64_t space = (uint64_t)disk.f_bavail * disk.f_frsize;
  if (m->size <= 0 || (uint64_t)m->size <= space)
    return OK;
  snprintf(fault, sizeof fault, "it has %.1f MB, but only %.1f MB are free on the disk",
      (double)m->size / 1e6, (double)space / 1e6);
  return unpack_fail(u, ERR_FULL, m, fault);
}

static enum err unpack_member(void *context, const struct pack_member *m) {
  struct unpack *u = context;
  char path[PATH_MAX];
  bool is_database = strcmp(m->name, "pamphlet.db") == 0;
  /* The archive may come from anyone. backup_has refuses every name that a backup could
   * not contain, and with it all that lead out of the folder. */
  if (!backup_has(m->name) || utf8_check(m->name, strlen(m->name), UTF8_ONE_LINE) != OK)
    return unpack_fail(u, ERR_INVALID, m, "a backup cannot contain this name");
  if (snprintf(path, sizeof path, "%s/%s", u->folder, m->name) >= (int)sizeof path)
    return unpack_fail(u, ERR_INVALID, m, "the name is too long");
  enum err e = unpack_check_space(u, m);
  if (e)
    return e;
  if (!folder_make_above(path, strlen(u->folder) + 1, u->like, UNPACK_FOLDER_MODE))
    return unpack_fail_errno(u, m);
  /* With mode 0600 nobody can read the file before file_give sets its owner and mode.
   * O_EXCL refuses a repeated name, and with it a second file that replaces one already
   * checked. */
  int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
  if (fd < 0 && errno == EEXIST)
    return unpack_fail(u, ERR_INVALID, m, "is in the backup twice");
  if (fd < 0)
    return unpack_fail_errno(u, m);
  /* Access and modification time (futimens(2)); the archive has only the latter. */
  const struct timespec times[2] = {m->changed, m->changed};
  e = unpack_write(u, m, fd);
  /* The archive decides only whether the group and others may read or write as far as
   * 0664: no execute or setuid bit is taken from it. */
  if (!e && file_give(fd, u->like,
                is_database ? UNPACK_DATABASE_MODE : (m->mode & 0664) | 0600))
    e = unpack_fail(u, ERR_OWNER, m, err_text(ERR_OWNER));
  if (!e && (futimens(fd, times) != 0 || fsync(fd) != 0))
    e = unpack_fail_errno(u, m);
  /* Some network file systems report a failed write only when the file is closed. */
  if (close(fd) != 0 && !e)
    e = unpack_fail_errno(u, m);
  return e;
}

enum err unpack_backup(const char *file, const struct age_keys *identities,
    const char *folder, const struct stat *like, char *why, size_t why_size) {
  struct unpack u = {folder, like, why, why_size};
  struct pack_total total;
  const struct age_unlock unlock = {.identities = identities};
  return pack_read(
      file, identities ? &unlock : NULL, unpack_member, &u, &total, why, why_size);
}
