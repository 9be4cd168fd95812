#include "db/db.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <malloc.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <sqlite3.h>

#include "base/log.h"
#include "base/percent.h"
#include "db/connection.h"
#include "db/db_file.h"
#include "db/db_forget.h"
#include "db/db_removal.h"
#include "db/engine.h"
#include "db/migration.h"
#include "db/owner.h"
#include "db/postgres/postgres_connection.h"
#include "db/postgres/postgres_database.h"
#include "db/postgres/postgres_statement.h"
#include "db/sqlite/fts_functions.h"
#include "db/sqlite/sqlite_statement.h"
#include "db/sqlite/wal_vfs.h"
#include "db/statement.h"
#include "db/txn_queue.h"

/* Enough for a path of PATH_MAX bytes, each encoded as three, and the URI around it. */
enum { URI_MEMORY = 64 * 1024 };

enum { READ_BEGIN, READ_END, CHANGE };

/* A read transaction ends with ROLLBACK, because only writers may COMMIT. */
static const struct statement_sql statements[] = {
    /* BEGIN takes no lock yet: the snapshot is that of the first SELECT after it. */
    [READ_BEGIN] = {ROLE_ANY, "BEGIN"},
    [READ_END] = {ROLE_ANY, "ROLLBACK"},
    [CHANGE] = {ROLE_ANY, "SELECT change FROM site"},
};
static const struct statement_text statements_postgres[STATEMENT_COUNT(statements)] = {
    [READ_BEGIN] = {"BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"},
};
const struct statement_table db_statements = STATEMENT_TABLE_POSTGRES(statements);

/* SQLite reports a recovery only through its error log. */
static atomic_bool recovered;

static void db_on_log(void *context, int code, const char *message) {
  (void)context;
  (void)message;
  if (code == SQLITE_NOTICE_RECOVER_WAL)
    atomic_store(&recovered, true);
}

bool db_recovered(void) {
  return atomic_load(&recovered);
}

/* Sets what a connection needs before its first statement. Three groups:
 * - durability: WAL lets readers go on while one process writes, and synchronous=FULL
 *   makes a committed comment survive a power failure;
 * - defence against a crafted or damaged file: trusted_schema, cell_size_check, no mmap
 * (a truncated mapped file is a SIGBUS), no extensions, no double-quoted strings;
 * - privacy: secure_delete overwrites the email address of a deleted comment. */
static enum err db_harden(struct db *s) {
  static const char *const pragmas[] = {"PRAGMA journal_mode=WAL",
      "PRAGMA synchronous=FULL", "PRAGMA foreign_keys=ON", "PRAGMA trusted_schema=OFF",
      "PRAGMA cell_size_check=ON", "PRAGMA mmap_size=0", "PRAGMA secure_delete=ON",
      "PRAGMA temp_store=MEMORY"};
  /* The timeout comes first, because the pragmas below need locks too. */
  sqlite3_busy_timeout(s->handle, DB_BUSY_MS);
  sqlite3_db_config(s->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, (int *)NULL);
  sqlite3_db_config(s->handle, SQLITE_DBCONFIG_DQS_DML, 0, (int *)NULL);
  sqlite3_db_config(s->handle, SQLITE_DBCONFIG_DQS_DDL, 0, (int *)NULL);
  sqlite3_db_config(s->handle, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, (int *)NULL);
  for (size_t i = 0; i < sizeof pragmas / sizeof pragmas[0]; i++) {
    int result = sqlite3_exec(s->handle, pragmas[i], NULL, NULL, NULL);
    if (result != SQLITE_OK)
      return sqlite_error(s, result);
  }
  return OK;
}

/* Also called for rows that a foreign key deletes. */
static void db_on_change(void *context, int action, const char *database,
    const char *table, sqlite3_int64 row) {
  struct db *s = context;
  (void)database;
  (void)row;
  if (action == SQLITE_DELETE && db_removal_is_noticed(table))
    db_removal_note(s);
}

static enum err db_read_secret(struct db *s) {
  /* This is no statement of a table: no role has a right to the secret, so it can be
   * read only before the authorizer is set. */
  sqlite3_stmt *st = NULL;
  int result = sqlite3_prepare_v2(s->handle, "SELECT secret FROM site", -1, &st, NULL);
  if (result == SQLITE_OK)
    result = sqlite3_step(st);
  enum err e = OK;
  if (result == SQLITE_ROW && sqlite3_column_bytes(st, 0) == CRYPT_KEY)
    memcpy(s->secret, sqlite3_column_blob(st, 0), CRYPT_KEY);
  else
    e = result == SQLITE_ROW || result == SQLITE_DONE ? ERR_DAMAGED
                                                      : sqlite_prepare_error(s, result);
  sqlite3_finalize(st);
  return e;
}

static enum err db_open_file(struct db *s, const char *file, int flags) {
  /* Once per process: sqlite3_config is for the whole library. */
  static bool listening;
  /* sqlite3_config has no effect after SQLite was used for the first time. */
  if (!listening) {
    sqlite3_config(SQLITE_CONFIG_LOG, db_on_log, NULL);
    /* Nobody asks how much memory SQLite uses, and counting it takes a lock at each
     * allocation. */
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  }
  listening = true;
  int result =
      sqlite3_open_v2(file, &s->handle, flags | SQLITE_OPEN_NOMUTEX, wal_vfs_name());
  if (result != SQLITE_OK)
    return sqlite_error(s, result);
  /* statement_error needs them: a full disk, for example, may be
   * SQLITE_IOERR_SHMSIZE. */
  sqlite3_extended_result_codes(s->handle, 1);
  result = fts_register(s->handle);
  return result == SQLITE_OK ? db_harden(s) : sqlite_error(s, result);
}

/* Whether there may be changes in the write-ahead log, which a reader must not miss. */
static bool db_has_log(const char *file) {
  char path[PATH_MAX + 32];
  struct stat st;
  snprintf(path, sizeof path, "%s-wal", file);
  return stat(path, &st) == 0 ? st.st_size > 0 : errno != ENOENT;
}

/* Even a reader creates the -wal and -shm files, which a full disk has no room for.
 * With immutable=1 SQLite needs neither, but does not see other processes' writes
 * either. */
static enum err db_open_immutable(struct db *s, const char *file) {
  struct arena *a = arena_new(URI_MEMORY);
  const char *path = a ? percent_encode(a, file) : NULL;
  /* A URI is the only way to say immutable=1. In it, "?", "#" and "%" of a file name
   * would have a meaning, so the path is encoded. */
  const char *uri = path ? arena_printf(a, "file://%s?immutable=1", path) : NULL;
  /* SQLite returns a handle even if it cannot open the file, and that must be closed
   * too. */
  sqlite3_close(s->handle);
  s->handle = NULL;
  enum err e =
      uri ? db_open_file(s, uri, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI) : ERR_NOMEM;
  arena_free(a);
  return e;
}

/* Opens an existing database of any schema version. The caller closes *out, after an
 * error too. */
static enum err db_open_existing(
    struct db **out, const char *file, enum role role, bool reads) {
  *out = NULL;
  enum err e = owner_prepare(file);
  if (e)
    return e;
  struct db *s = connection_new(role, &sqlite_engine);
  if (!s)
    return ERR_NOMEM;
  txn_queue_open(s, file);
  *out = s;
  /* With a log that is not empty, an immutable copy would lack the changes in it. */
  bool serves = role == ROLE_WEB || role == ROLE_SCHEDULER || role == ROLE_SENDER;
  s->may_retry = (reads || serves) && !db_has_log(file);
  e = db_open_file(s, file, SQLITE_OPEN_READWRITE);
  /* Only these two failures prove that no other process can be writing meanwhile. A
   * full disk may have room again while the service runs, and then others write. */
  bool again = s->may_retry && ((e == ERR_FULL && reads) ||
                                   (e == ERR_IO && db_file_is_read_only(file)));
  s->may_retry = false;
  if (again)
    e = db_open_immutable(s, file);
  return e == ERR_IO && db_file_is_read_only(file) ? ERR_READ_ONLY : e;
}

/* The authorizer comes last: it would refuse the migration check and the FTS5 tables,
 * whose declaration counts as DDL (see fts_load). */
static enum err db_open_for(
    struct db **out, const char *file, enum role role, bool reads) {
  struct db *s;
  enum err e = db_open_existing(&s, file, role, reads);
  if (!e)
    e = migration_check(s);
  if (!e)
    e = db_read_secret(s);
  if (!e)
    e = sqlite_prepare_error(s, fts_load(s->handle));
  /* Only after the first read has SQLite opened the write-ahead log. */
  if (!e)
    e = db_file_note(s, file);
  if (e) {
    db_close(s);
    return e;
  }
  sqlite3_set_authorizer(s->handle, roles_authorize, &s->role);
  sqlite3_update_hook(s->handle, db_on_change, s);
  *out = s;
  return OK;
}

bool db_is_address(const char *text) {
  return postgres_is_address(text);
}

static enum err db_open_postgres(struct db **out, const char *address, enum role role) {
  struct db *s = connection_new(role, &postgres_engine);
  enum err e = s ? postgres_database_open(s, address) : ERR_NOMEM;
  if (e)
    db_close(s);
  else
    *out = s;
  return e;
}

enum err db_open(struct db **out, const char *file, enum role role) {
  if (postgres_is_address(file))
    return db_open_postgres(out, file, role);
  return db_open_for(out, file, role, false);
}

enum err db_open_to_read(struct db **out, const char *file) {
  if (postgres_is_address(file))
    return db_open_postgres(out, file, ROLE_COMMAND);
  return db_open_for(out, file, ROLE_COMMAND, true);
}

static enum err db_fill_file(const char *file) {
  int from;
  struct db *s = connection_new(ROLE_COMMAND, &sqlite_engine);
  enum err e = s ? db_open_file(s, file, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOFOLLOW)
                 : ERR_NOMEM;
  if (!e)
    e = migration_run(s, &from);
  db_close(s);
  return e;
}

/* Only a file that this call has created is removed again. SQLite would follow a link,
 * and use 0644 and the umask. */
enum err db_create(const char *file) {
  int fd = open(file, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
  if (fd < 0)
    return errno == EEXIST ? ERR_EXISTS : err_of_errno_in_site(errno);
  enum err e = db_fill_file(file);
  /* Author and service may be two users of one group. */
  if (!e && fchmod(fd, 0660) != 0)
    e = ERR_IO;
  close(fd);
  if (e)
    unlink(file);
  return e;
}

static enum err db_upgrade_postgres(const char *address, int *from) {
  struct db *s = connection_new(ROLE_COMMAND, &postgres_engine);
  enum err e = s ? postgres_database_upgrade(s, address, from) : ERR_NOMEM;
  db_close(s);
  return e;
}

enum err db_create_postgres(const char *address, char *why, size_t why_size) {
  struct db *s = connection_new(ROLE_COMMAND, &postgres_engine);
  snprintf(why, why_size, "%s", err_text(ERR_NOMEM));
  enum err e = s ? postgres_database_create(s, address, why, why_size) : ERR_NOMEM;
  db_close(s);
  return e;
}

enum err db_upgrade(const char *file, int *from) {
  struct db *s;
  int version = 0;
  if (postgres_is_address(file))
    return db_upgrade_postgres(file, from);
  enum err e = db_open_existing(&s, file, ROLE_COMMAND, false);
  /* An empty file is no database to upgrade. db_finish is for the one that an
   * interrupted init has left. */
  if (!e && migration_check(s) == ERR_NOT_FOUND)
    e = ERR_NOT_FOUND;
  if (!e)
    e = migration_run(s, &version);
  db_close(s);
  if (!e)
    *from = version;
  return e;
}

enum err db_finish(const char *file) {
  struct db *s;
  int version = 0;
  enum err e = db_open_existing(&s, file, ROLE_COMMAND, false);
  if (!e)
    e = migration_run(s, &version);
  /* db_create may have been interrupted before it set the mode. */
  if (!e && version == 0 && chmod(file, 0660) != 0)
    e = ERR_IO;
  db_close(s);
  return e;
}

int db_schema_version(void) {
  return migration_newest();
}

void db_close(struct db *s) {
  if (!s)
    return;
  /* If somebody is reading an older state, the scheduler does it later. */
  if (s->forgets && db_forget(s) != OK)
    log_event(LOG_LEVEL_WARN, "db.forget", "text", s->message, NULL);
  /* sqlite3_close fails while a statement of the connection exists. */
  for (int t = 0; t < TABLE_COUNT; t++) {
    size_t count = statement_table((enum table)t)->count;
    for (size_t i = 0; s->prepared[t] && i < count; i++)
      statement_finalize(s->prepared[t][i]);
    free(s->prepared[t]);
  }
  sqlite3_close(s->handle);
  postgres_disconnect(s);
  txn_queue_close(s);
  invalidation_free(&s->invalidated);
  free(s->file);
  free(s);
}

void db_require(struct db *s, db_required *required, void *context) {
  s->required = required;
  s->required_context = context;
}

/* In the transaction, so that this is the state which is read: a session that was lost
 * is made again only before that. */
static enum err db_check_standby(struct db *s) {
  struct statement *st;
  int64_t change = 0;
  enum err e = statement_get(s, TABLE_DB, CHANGE, &st);
  if (!e)
    e = statement_number(s, st, &change);
  if (!e && s->required && change < s->required(s->required_context)) {
    snprintf(
        s->message, sizeof s->message, "the standby does not have the newest changes");
    e = ERR_UNREACHABLE;
  }
  if (e)
    db_read_end(s);
  return e;
}

/* The statement that ends the transaction is prepared first: without memory it could
 * not be ended. */
enum err db_read_begin(struct db *s) {
  struct statement *st;
  enum err e = statement_get(s, TABLE_DB, READ_END, &st);
  if (!e)
    e = statement_get(s, TABLE_DB, READ_BEGIN, &st);
  if (!e)
    e = statement_run(s, st);
  return e || db_is_newest(s) ? e : db_check_standby(s);
}

void db_read_end(struct db *s) {
  struct statement *st;
  /* Callers end a transaction without knowing whether it began. Inside txn_write, the
   * ROLLBACK would undo the change. */
  if (!s->engine->is_in_transaction(s) || s->writing)
    return;
  if (statement_get(s, TABLE_DB, READ_END, &st) == OK) {
    enum err ignored = statement_run(s, st);
    (void)ignored;
  }
}

enum role db_role(const struct db *s) {
  return s->role;
}

bool db_is_of_server(const struct db *s) {
  return s->engine->is_postgres;
}

bool db_is_newest(const struct db *s) {
  return !s->postgres || postgres_is_primary(s);
}

const uint8_t *db_secret(const struct db *s) {
  return s->secret;
}

const char *db_message(const struct db *s) {
  return s->message;
}

/* SQLite's and glibc's own figures, which hold again afterwards. */
enum { CACHE_KIB = 2000, LOG_PAGES = 1000, TRIM_BYTES = 128 << 10 };

/* With the 2 MiB of pages that SQLite keeps by default, a transaction that changes most
 * pages of an index would write and read each of them many times. And the journal of a
 * statement has a copy of each page: if the memory went back to the system after every
 * statement, getting it again would take longer than the rest. Less is not wrong, so
 * that errors are ignored. The authorizer allows no pragma that changes anything. */
void db_change_many(struct db *s, int kib) {
  char pragma[48];
  if (!s->handle)
    return;
  snprintf(pragma, sizeof pragma, "PRAGMA cache_size=-%d", kib ? kib : CACHE_KIB);
  sqlite3_wal_autocheckpoint(s->handle, kib ? 0 : LOG_PAGES);
  sqlite3_set_authorizer(s->handle, NULL, NULL);
  sqlite3_exec(s->handle, pragma, NULL, NULL, NULL);
  sqlite3_set_authorizer(s->handle, roles_authorize, &s->role);
  mallopt(M_TRIM_THRESHOLD, kib ? 256 << 20 : TRIM_BYTES);
  mallopt(M_TOP_PAD, kib ? 8 << 20 : TRIM_BYTES);
}
