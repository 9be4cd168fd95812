/* SQLite writes each page of a change as two parts, a header of 24 bytes and the page,
 * so that a comment takes 36 system calls, most of its time apart from the sync. They
 * follow each other in the file, and nobody reads them before the log is synced and the
 * index of the log, in shared memory, counts them. Until then they wait here.
 *
 * What has to be right: the log is written before SQLite syncs it, reads it, or asks
 * its size, and before the right to write goes to another process, which would write
 * frames at the same place. */
#include "db/sqlite/wal_vfs.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include <sqlite3.h>

/* Room for 24 frames of 4,096 bytes: a comment has fewer. SQLite's own VFS writes at
 * most 128 KiB at once. */
enum { ROOM = 24 * (4096 + 24) };

/* Follows SQLite's own part of an open file, which therefore works as if it were
 * alone. */
struct wal_vfs_file {
  const sqlite3_io_methods *real;
  sqlite3_io_methods methods; /* those of `real`, except the ones below */
  sqlite3_file *log;          /* of a database: its open log, or NULL */
  sqlite3_file *database;     /* of a log */
  unsigned char *bytes; /* of a log: ROOM; NULL if it was not written, or if memory
                         * is exhausted */
  size_t used;          /* bytes that wait */
  sqlite3_int64 at;     /* where in the log they belong */
  int failed;           /* of a log: why some of this change could not be written */
};

static sqlite3_vfs *real_vfs;

static struct wal_vfs_file *wal_vfs_part(sqlite3_file *f) {
  return (struct wal_vfs_file *)(void *)((char *)f + real_vfs->szOsFile);
}

/* A failure stays until the write lock is released: SQLite may have been told of
 * success for these frames, and would go on after an error of a statement that only
 * reads. With it, the sync of COMMIT fails, and the change is undone. */
static int wal_vfs_flush(sqlite3_file *f) {
  struct wal_vfs_file *p = wal_vfs_part(f);
  size_t used = p->used;
  p->used = 0;
  if (used && p->failed == SQLITE_OK)
    p->failed = p->real->xWrite(f, p->bytes, (int)used, p->at);
  return p->failed;
}

/* ---- The log ---- */

static int wal_vfs_write(
    sqlite3_file *f, const void *bytes, int size, sqlite3_int64 at) {
  struct wal_vfs_file *p = wal_vfs_part(f);
  size_t n = (size_t)size;
  int result = p->failed;
  if (result != SQLITE_OK)
    return result;
  if (!p->bytes)
    p->bytes = sqlite3_malloc(ROOM);
  if (at != p->at + (sqlite3_int64)p->used || n > ROOM - p->used)
    result = wal_vfs_flush(f);
  if (result != SQLITE_OK)
    return result;
  if (!p->bytes || n > ROOM)
    return p->real->xWrite(f, bytes, size, at);
  if (!p->used)
    p->at = at;
  memcpy(p->bytes + p->used, bytes, n);
  p->used += n;
  return SQLITE_OK;
}

/* SQLite reads frames again that it had no memory to keep until COMMIT. */
static int wal_vfs_read(sqlite3_file *f, void *out, int size, sqlite3_int64 at) {
  int result = wal_vfs_flush(f);
  return result == SQLITE_OK ? wal_vfs_part(f)->real->xRead(f, out, size, at) : result;
}

static int wal_vfs_truncate(sqlite3_file *f, sqlite3_int64 size) {
  int result = wal_vfs_flush(f);
  return result == SQLITE_OK ? wal_vfs_part(f)->real->xTruncate(f, size) : result;
}

static int wal_vfs_sync(sqlite3_file *f, int flags) {
  int result = wal_vfs_flush(f);
  return result == SQLITE_OK ? wal_vfs_part(f)->real->xSync(f, flags) : result;
}

static int wal_vfs_file_size(sqlite3_file *f, sqlite3_int64 *out) {
  int result = wal_vfs_flush(f);
  return result == SQLITE_OK ? wal_vfs_part(f)->real->xFileSize(f, out) : result;
}

/* What still waits belongs to a change that was undone. The real VFS clears its part of
 * the file only. */
static int wal_vfs_close_log(sqlite3_file *f) {
  struct wal_vfs_file *p = wal_vfs_part(f);
  sqlite3_free(p->bytes);
  wal_vfs_part(p->database)->log = NULL;
  return p->real->xClose(f);
}

/* ---- The database ---- */

/* The write lock is an exclusive lock on the first byte of the index of the log
 * ("WAL-mode File Format", 2.3.1). Frames that wait when it is released belong to a
 * change that was undone. They are written, and not dropped, so that the log is as
 * SQLite's own VFS would leave it. An error does not matter. */
static int wal_vfs_shm_lock(sqlite3_file *f, int first, int count, int flags) {
  struct wal_vfs_file *p = wal_vfs_part(f);
  if ((flags & SQLITE_SHM_UNLOCK) && (flags & SQLITE_SHM_EXCLUSIVE) && p->log) {
    (void)wal_vfs_flush(p->log);
    if (first == 0)
      wal_vfs_part(p->log)->failed = SQLITE_OK;
  }
  return p->real->xShmLock(f, first, count, flags);
}

/* ---- Opening ---- */

static void wal_vfs_take_log(sqlite3_file *f, sqlite3_file *database) {
  struct wal_vfs_file *p = wal_vfs_part(f);
  p->database = database;
  p->methods.xWrite = wal_vfs_write;
  p->methods.xRead = wal_vfs_read;
  p->methods.xTruncate = wal_vfs_truncate;
  p->methods.xSync = wal_vfs_sync;
  p->methods.xFileSize = wal_vfs_file_size;
  p->methods.xClose = wal_vfs_close_log;
  wal_vfs_part(database)->log = f;
}

/* The methods of other files, such as temporary ones, stay as they are. So do those of
 * a log whose database is of an unknown kind: without shared memory there is no lock
 * that would be given up. */
static int wal_vfs_open(
    sqlite3_vfs *vfs, const char *name, sqlite3_file *f, int flags, int *out) {
  struct wal_vfs_file *p = wal_vfs_part(f);
  bool is_log = (flags & SQLITE_OPEN_WAL) != 0;
  (void)vfs;
  memset(p, 0, sizeof *p);
  int result = real_vfs->xOpen(real_vfs, name, f, flags, out);
  if (result != SQLITE_OK || !f->pMethods ||
      !(is_log || (flags & SQLITE_OPEN_MAIN_DB)) || f->pMethods->iVersion < 2)
    return result;
  sqlite3_file *database = is_log ? sqlite3_database_file_object(name) : NULL;
  if (is_log && (!database || !wal_vfs_part(database)->real))
    return result;
  p->real = f->pMethods;
  memcpy(&p->methods, p->real,
      p->real->iVersion > 2 ? sizeof p->methods : offsetof(sqlite3_io_methods, xFetch));
  if (is_log)
    wal_vfs_take_log(f, database);
  else
    p->methods.xShmLock = wal_vfs_shm_lock;
  f->pMethods = &p->methods;
  return SQLITE_OK;
}

const char *wal_vfs_name(void) {
  static sqlite3_vfs own;
  if (own.zName)
    return own.zName;
  real_vfs = sqlite3_vfs_find(NULL);
  if (!real_vfs)
    return NULL;
  own = *real_vfs;
  own.zName = "pamphlet-wal";
  own.szOsFile = real_vfs->szOsFile + (int)sizeof(struct wal_vfs_file);
  own.xOpen = wal_vfs_open;
  if (sqlite3_vfs_register(&own, 0) != SQLITE_OK)
    own.zName = NULL;
  return own.zName;
}
