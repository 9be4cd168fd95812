#include "ops/database_copy.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/log.h"
#include "db/db_file.h"
#include "db/web_machine.h"
#include "ops/settings_editor.h"
#include "site/cache/cache_lease.h"
#include "site/site_open.h"

enum { DATABASE_COPY_SETTINGS = 4 << 20 };

/* A file has this name after its own until it is complete: an interrupted copy must not
 * look like a blog. */
#define UNFINISHED ".copying"

struct database_copy_job {
  const struct database_copy *copy;
  struct transfer transfer;
  char file[PATH_MAX + 32]; /* the unfinished one; "" in PostgreSQL */
  int lock;                 /* of that; -1: none */
  bool is_published;
  char *why;
  size_t why_size;
};

static enum err database_copy_explain(
    struct database_copy_job *j, const char *database, enum err e, const char *detail) {
  /* An address may have a password. */
  if (e && !*j->why)
    snprintf(j->why, j->why_size, "%s: %s",
        db_is_address(database) ? "the database in PostgreSQL" : database,
        *detail ? detail : err_text(e));
  return e;
}

static void database_copy_file_of(const char *dir, char out[PATH_MAX + 32]) {
  snprintf(out, PATH_MAX + 32, "%s/pamphlet.db", dir);
}

static bool database_copy_is_file_of(const char *dir, const char *database) {
  char own[PATH_MAX + 32], folder[PATH_MAX], *real;
  const char *slash = strrchr(database, '/');
  if (db_is_address(database) ||
      strcmp(slash ? slash + 1 : database, "pamphlet.db") != 0)
    return false;
  database_copy_file_of(dir, own);
  snprintf(folder, sizeof folder, "%.*s", slash ? (int)(slash - database) : 1,
      slash ? database : ".");
  /* The folder, because the file may not be there yet. */
  real = realpath(*folder ? folder : "/", NULL);
  bool is = real && strncmp(own, real, strlen(real)) == 0 &&
            strcmp(own + strlen(real), "/pamphlet.db") == 0;
  free(real);
  return is;
}

/* The setting as it is in site.ini: "" for the file. False if that cannot be read. */
static bool database_copy_setting_is(const char *dir, const char *value) {
  char why[300];
  struct setting *all = NULL, *found = NULL;
  const struct settings_alias *former = NULL;
  size_t count = 0;
  struct arena *a = arena_new(DATABASE_COPY_SETTINGS);
  if (a && settings_editor_read(a, dir, &all, &count, why, sizeof why) == OK)
    found = settings_editor_find(all, count, "server.database", &former);
  bool is = found && strcmp(found->value, value) == 0;
  arena_free(a);
  return is;
}

/* The file may also be the former database of a site that is in PostgreSQL. */
bool database_copy_is_of_site(const char *dir, const char *database, const char *to) {
  if (db_is_address(database))
    return database_copy_setting_is(dir, database);
  return database_copy_is_file_of(dir, database) &&
         (database_copy_setting_is(dir, "") || database_copy_setting_is(dir, to));
}

bool database_copy_is_wanted(const char *dir, const char *database) {
  return db_is_address(database) ? database_copy_setting_is(dir, database)
                                 : database_copy_is_file_of(dir, database) &&
                                       database_copy_setting_is(dir, "");
}

/* Next to a site.ini, owner and group are those of the folder: pamphlet.fcgi may be
 * another user. Anywhere else it is like a backup: only its owner can read it, as it
 * has the addresses of readers. */
static enum err database_copy_give(struct database_copy_job *j) {
  char path[PATH_MAX + 16];
  struct stat folder;
  int n = (int)(strrchr(j->file, '/') - j->file);
  snprintf(path, sizeof path, "%.*s/site.ini", n, j->file);
  bool is_site = access(path, F_OK) == 0;
  path[n] = '\0';
  if (!is_site)
    return fchmod(j->lock, 0600) == 0 ? OK : err_of_errno_in_site(errno);
  return stat(n ? path : "/", &folder) == 0 ? file_give(j->lock, &folder, 0660)
                                            : err_of_errno_in_site(errno);
}

/* The connection keeps the file open under this name, and removes its log. */
static void database_copy_remove_unfinished(struct database_copy_job *j) {
  static const char *const ends[] = {"", "-wal", "-shm", "-queue"};
  char path[PATH_MAX + 64];
  for (size_t i = 0; *j->file && i < sizeof ends / sizeof ends[0]; i++) {
    snprintf(path, sizeof path, "%s%s", j->file, ends[i]);
    unlink(path);
  }
}

static enum err database_copy_lock(struct database_copy_job *j) {
  j->lock = open(j->file, O_RDWR | O_CLOEXEC | O_NOFOLLOW);
  if (j->lock < 0)
    return err_of_errno_in_site(errno);
  return flock(j->lock, LOCK_EX | LOCK_NB) == 0 ? OK : ERR_BUSY;
}

/* An unfinished copy that nobody has locked is of a command that was killed. */
static enum err database_copy_create_unfinished(struct database_copy_job *j) {
  enum err e = db_create(j->file);
  if (e == ERR_EXISTS && database_copy_lock(j) == OK) {
    database_copy_remove_unfinished(j);
    e = db_create(j->file);
  }
  if (j->lock >= 0)
    close(j->lock);
  j->lock = -1;
  if (!e)
    e = database_copy_lock(j);
  return e;
}

static enum err database_copy_create_file(struct database_copy_job *j) {
  char folder[PATH_MAX], *real;
  const char *to = j->copy->to, *slash = strrchr(to, '/');
  if (access(to, F_OK) == 0)
    return database_copy_explain(
        j, to, ERR_EXISTS, "this file exists: move it away first");
  snprintf(
      folder, sizeof folder, "%.*s", slash ? (int)(slash - to) : 1, slash ? to : ".");
  real = realpath(*folder ? folder : "/", NULL);
  if (!real)
    return database_copy_explain(j, to, ERR_NOT_FOUND, "there is no such folder");
  snprintf(j->file, sizeof j->file, "%s/%s" UNFINISHED, real[1] ? real : "",
      slash ? slash + 1 : to);
  free(real);
  enum err e = database_copy_create_unfinished(j);
  if (e) {
    *j->file = '\0'; /* it is not ours */
    return database_copy_explain(j, to, e,
        e == ERR_EXISTS || e == ERR_BUSY ? "another copy to this file is being made"
                                         : "");
  }
  return database_copy_explain(j, to, database_copy_give(j), "");
}

static enum err database_copy_create(struct database_copy_job *j) {
  char why[400];
  if (!db_is_address(j->copy->to))
    return database_copy_create_file(j);
  enum err e = db_create_postgres(j->copy->to, why, sizeof why);
  /* Tables without a blog are those of "pamphlet init". */
  return e == ERR_EXISTS ? OK : database_copy_explain(j, j->copy->to, e, why);
}

static enum err database_copy_open(
    struct database_copy_job *j, const char *database, struct db **out) {
  enum err e = db_open(out, database, ROLE_COMMAND);
  return database_copy_explain(
      j, database, e, e == ERR_NOT_FOUND ? "there is no database of a blog" : "");
}

/* Gives the complete file its name; it never replaces another one. */
static enum err database_copy_publish(struct database_copy_job *j) {
  if (!*j->file)
    return OK;
  enum err e = db_file_empty_log(j->transfer.to);
  if (!e && link(j->file, j->copy->to) != 0)
    e = errno == EEXIST ? ERR_EXISTS : err_of_errno_in_site(errno);
  j->is_published = !e;
  return database_copy_explain(j, j->copy->to, e, "");
}

static enum err database_copy_set(struct database_copy_job *j) {
  const struct settings_alias *former = NULL;
  struct setting *all = NULL, *found = NULL;
  const struct database_copy *c = j->copy;
  size_t count = 0;
  struct arena *a = arena_new(DATABASE_COPY_SETTINGS);
  enum err e = a ? settings_editor_read(a, c->dir, &all, &count, j->why, j->why_size)
                 : ERR_NOMEM;
  if (!e)
    found = settings_editor_find(all, count, "server.database", &former);
  if (found)
    e = settings_editor_set(
        c->dir, &found->about, db_is_address(c->to) ? c->to : "", j->why, j->why_size);
  arena_free(a);
  return e;
}

/* An address with a password is for the site's own users. */
static void database_copy_hide(const struct database_copy *c) {
  char path[PATH_MAX + 16];
  struct stat st;
  const char *end = strchr(c->to, '@');
  snprintf(path, sizeof path, "%s/site.ini", c->dir);
  bool has_password = end && memchr(c->to + 13, ':', (size_t)(end - c->to) - 13);
  if (has_password && stat(path, &st) == 0 && chmod(path, st.st_mode & 0770) != 0)
    log_event(LOG_LEVEL_WARN, "database.password", "file", path, NULL);
}

/* The web server must not send pages of the former database: nobody evicts them any
 * more. */
static void database_copy_end_pages(const char *dir) {
  char path[PATH_MAX + 32];
  snprintf(path, sizeof path, "%s/run/cache/current", dir);
  unlink(path);
}

/* The file goes first: if this process is killed in between, the site has no database,
 * which is better than two. */
static enum err database_copy_move_file(struct database_copy_job *j) {
  char file[PATH_MAX + 32], moved[PATH_MAX + 64];
  database_copy_file_of(j->copy->dir, file);
  snprintf(moved, sizeof moved, "%s.moved", file);
  if (rename(file, moved) != 0)
    return database_copy_explain(j, file, err_of_errno_in_site(errno), "");
  enum err e = database_copy_set(j);
  if (e && rename(moved, file) != 0)
    log_event(LOG_LEVEL_ERROR, "database.moved", "file", moved, NULL);
  return e;
}

static enum err database_copy_move(void *context) {
  struct database_copy_job *j = context;
  const struct database_copy *c = j->copy;
  enum err e = database_copy_publish(j);
  database_copy_end_pages(c->dir);
  if (!e)
    e = db_is_address(c->from) ? database_copy_set(j) : database_copy_move_file(j);
  /* The site goes on with the former database: another one next to it would be taken
   * for that. */
  if (e && j->is_published)
    unlink(c->to);
  if (!e)
    database_copy_hide(c);
  return e;
}

static void database_copy_on_progress(
    void *context, enum transfer_stage stage, int64_t rows, int64_t total) {
  const struct database_copy *c = ((struct database_copy_job *)context)->copy;
  if (c->progress)
    c->progress(c->context, stage, rows, total);
}

/* Neither is shown: it may be an address with a password in another form. */
static enum err database_copy_check_name(
    struct database_copy_job *j, const char *name) {
  if (db_is_address(name) || (*name && !strstr(name, ":/") && !strchr(name, '=')))
    return OK;
  snprintf(j->why, j->why_size,
      "each of the two must be the path of a file, or an address that begins with"
      " postgresql://");
  return ERR_INVALID;
}

/* Those would go on with the pages that they have. */
static enum err database_copy_check_machines(struct database_copy_job *j) {
  bool has_others = false;
  struct site site = {
      .dir = j->copy->dir, .database = j->copy->from, .db = j->transfer.from};
  if (!j->copy->dir || !db_is_address(j->copy->from))
    return OK;
  cache_lease_name(&site);
  enum err e = web_machine_has_others(site.db, &has_others);
  if (e || !has_others)
    return database_copy_explain(j, j->copy->from, e, "");
  snprintf(j->why, j->why_size,
      "other machines serve this blog: stop pamphlet.fcgi there first");
  return ERR_BUSY;
}

/* What would fail only at the end. */
static enum err database_copy_check(struct database_copy_job *j) {
  const struct database_copy *c = j->copy;
  char moved[PATH_MAX + 64];
  enum err e = database_copy_check_name(j, c->from);
  if (!e)
    e = database_copy_check_name(j, c->to);
  if (e || !c->dir)
    return e;
  if (!database_copy_is_of_site(c->dir, c->from, c->to)) {
    snprintf(j->why, j->why_size, "the site in %s does not use the database to copy",
        c->dir);
    return ERR_INVALID;
  }
  if (!db_is_address(c->to) && !database_copy_is_file_of(c->dir, c->to)) {
    snprintf(j->why, j->why_size,
        "a site has its database in %s/pamphlet.db, or in PostgreSQL", c->dir);
    return ERR_INVALID;
  }
  snprintf(moved, sizeof moved, "%s/pamphlet.db.moved", c->dir);
  if (db_is_address(c->from) || access(moved, F_OK) != 0)
    return OK;
  snprintf(
      j->why, j->why_size, "%s exists, of an earlier move: delete it first", moved);
  return ERR_EXISTS;
}

enum err database_copy(const struct database_copy *c, struct transfer_done *done,
    char *why, size_t why_size) {
  struct database_copy_job j = {
      .copy = c, .lock = -1, .why = why, .why_size = why_size};
  why[0] = '\0';
  *done = (struct transfer_done){0, 0, 0};
  j.transfer = (struct transfer){.progress = database_copy_on_progress,
      .move = c->dir ? database_copy_move : NULL,
      .context = &j};
  enum err e = database_copy_check(&j);
  if (!e)
    e = database_copy_open(&j, c->from, &j.transfer.from);
  if (!e)
    e = database_copy_check_machines(&j);
  if (!e)
    e = database_copy_create(&j);
  if (!e)
    e = database_copy_open(&j, *j.file ? j.file : c->to, &j.transfer.to);
  if (!e)
    e = transfer_run(&j.transfer, done, why, why_size);
  if (!e && !c->dir)
    e = database_copy_publish(&j);
  db_close(j.transfer.to);
  database_copy_remove_unfinished(&j);
  if (j.lock >= 0)
    close(j.lock);
  /* What the log still has goes to the file, under its new name. Who reads it at this
   * moment does the same later. */
  if (!e && c->dir && !db_is_address(c->from) && db_file_retire(j.transfer.from) != OK)
    e = OK;
  db_close(j.transfer.from);
  return database_copy_explain(&j, c->to, e, "");
}
