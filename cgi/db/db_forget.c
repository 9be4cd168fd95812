/* How it works: writing to the file past SQLite is safe as long as only bytes change
 * that SQLite never reads, and nobody else can write the same page. So the write lock
 * is held, and the write-ahead log is empty: then no process has anything to copy into
 * the file. An interruption does no harm, as zeros may be there or not.
 *
 * The change of the count in the same transaction makes the other connections drop the
 * pages that they have in memory: one that was written again from there would bring the
 * old bytes back. */
#include "db/db_forget.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <sqlite3.h>

#include "base/log.h"
#include "db/connection.h"
#include "db/db_file.h"
#include "db/statement.h"
#include "db/txn.h"

enum { PENDING, DONE };

enum { FORGETTERS = ROLE_SCHEDULER | ROLE_COMMAND | ROLE_LINK | ROLE_SENDER };

static const struct statement_sql statements[] = {
    [PENDING] = {FORGETTERS, "SELECT forgets FROM site WHERE forgets <> forgotten"},
    [DONE] = {FORGETTERS, "UPDATE site SET forgotten = ?"},
};
const struct statement_table db_forget_statements = STATEMENT_TABLE(statements);

/* The first bytes of a page that is part of a b-tree, in SQLite's file format. Pages of
 * other kinds begin with the number of a page, whose first byte is 0 in a file of less
 * than 2^24 pages. */
enum {
  PAGE_INDEX_INTERIOR = 0x02,
  PAGE_TABLE_INTERIOR = 0x05,
  PAGE_INDEX_LEAF = 0x0a,
  PAGE_TABLE_LEAF = 0x0d,
  MOST_PAGES = 1 << 24,
  FILE_HEADER = 100, /* bytes at the beginning of the first page */
  READ_BYTES = 1 << 20
};

/* A file while it is cleaned. */
struct db_forget_file {
  sqlite3_file *file;
  sqlite3_int64 size;
  int page;   /* bytes of a page */
  int usable; /* of these, without the reserve at the end */
  unsigned char *buffer, *zeros;
  bool wrote;
};

static int db_forget_number(const unsigned char *p) {
  return p[0] << 8 | p[1];
}

/* The space between the list of cells, which grows from the beginning of a page, and
 * the cells, which grow from its end. SQLite itself overwrites the gaps between cells.
 * False for a page that is damaged, or no page of a b-tree. */
static bool db_forget_gap(const struct db_forget_file *f, const unsigned char *page,
    bool is_first, int *from, int *to) {
  int at = is_first ? FILE_HEADER : 0;
  int type = page[at];
  if (type != PAGE_INDEX_INTERIOR && type != PAGE_TABLE_INTERIOR &&
      type != PAGE_INDEX_LEAF && type != PAGE_TABLE_LEAF)
    return false;
  bool is_leaf = type == PAGE_INDEX_LEAF || type == PAGE_TABLE_LEAF;
  int cells = db_forget_number(page + at + 3);
  *from = at + (is_leaf ? 8 : 12) + 2 * cells;
  /* 0 stands for 65536. */
  *to = db_forget_number(page + at + 5);
  *to = *to ? *to : 65536;
  return *from < *to && *to <= f->usable;
}

static enum err db_forget_clean_page(
    struct db_forget_file *f, const unsigned char *page, sqlite3_int64 at) {
  int from = 0, to = 0;
  if (!db_forget_gap(f, page, at == 0, &from, &to) ||
      memcmp(page + from, f->zeros, (size_t)(to - from)) == 0)
    return OK;
  f->wrote = true;
  return f->file->pMethods->xWrite(f->file, f->zeros, to - from, at + from) == SQLITE_OK
             ? OK
             : ERR_IO;
}

static enum err db_forget_clean_pages(struct db_forget_file *f) {
  int step = READ_BYTES / f->page * f->page;
  enum err e = OK;
  for (sqlite3_int64 at = 0; !e && at + f->page <= f->size; at += step) {
    int n = f->size - at < step ? (int)((f->size - at) / f->page * f->page) : step;
    if (f->file->pMethods->xRead(f->file, f->buffer, n, at) != SQLITE_OK)
      return ERR_IO;
    for (int i = 0; !e && i < n; i += f->page)
      e = db_forget_clean_page(f, f->buffer + i, at + i);
  }
  if (!e && f->wrote &&
      f->file->pMethods->xSync(f->file, SQLITE_SYNC_NORMAL) != SQLITE_OK)
    e = ERR_IO;
  return e;
}

/* Reads the size of a page from the header of the file. */
static enum err db_forget_open(struct db *s, struct db_forget_file *f) {
  unsigned char header[FILE_HEADER];
  if (sqlite3_file_control(s->handle, "main", SQLITE_FCNTL_FILE_POINTER, &f->file) !=
          SQLITE_OK ||
      !f->file->pMethods || f->file->pMethods->xFileSize(f->file, &f->size) ||
      f->file->pMethods->xRead(f->file, header, sizeof header, 0))
    return ERR_IO;
  f->page = db_forget_number(header + 16);
  f->page = f->page == 1 ? 65536 : f->page;
  f->usable = f->page - header[20];
  if (f->page < 512 || f->size / f->page >= MOST_PAGES)
    return ERR_DAMAGED;
  f->buffer = malloc(READ_BYTES);
  f->zeros = calloc(1, (size_t)f->page);
  return f->buffer && f->zeros ? OK : ERR_NOMEM;
}

static enum err db_forget_clean(struct db *s, void *context) {
  struct db_forget_file f = {.file = NULL};
  struct statement *st;
  const int64_t *count = context;
  /* Somebody may have written since the log was emptied. */
  if (!db_file_log_is_empty(s))
    return ERR_BUSY;
  enum err e = db_forget_open(s, &f);
  if (!e)
    e = db_forget_clean_pages(&f);
  free(f.buffer);
  free(f.zeros);
  if (!e)
    e = statement_get_id(s, TABLE_DB_FORGET, DONE, *count, &st);
  return e ? e : statement_run(s, st);
}

static enum err db_forget_pending(struct db *s, int64_t *count, bool *found) {
  struct statement *st;
  enum err e = statement_get(s, TABLE_DB_FORGET, PENDING, &st);
  return e ? e : statement_number_if_any(s, st, found, count);
}

enum err db_forget(struct db *s) {
  int64_t count = 0;
  bool found = false;
  /* The server's files are out of reach; docs/several-machines.md says what that means.
   */
  if (!s->handle)
    return OK;
  enum err e = db_forget_pending(s, &count, &found);
  if (e || !found)
    return e;
  e = db_file_empty_log(s);
  if (!e)
    e = txn_write(s, db_forget_clean, &count);
  /* The pages that this connection has in memory are those from before. */
  sqlite3_db_release_memory(s->handle);
  if (!e)
    s->forgets = false;
  return e;
}
