#include "ops/database_copy.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "db/db_file.h"
#include "ops/settings_editor.h"
#include "site/site_open.h"

enum { DATABASE_COPY_SETTINGS = 4 << 20 };

/* A file has this name after its own until it is complete: an interrupted copy must not
 * look like a blog. */
#define UNFINISHED ".copying"

struct database_copy_job {
  const struct database_copy *copy;
  struct transfer transfer;
  char file[PATH_MAX + 32]; /* the unfinished one; "" in PostgreSQL */
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

bool database_copy_is_of_site(const char *dir, const char *database) {
  return database_copy_is_file_of(dir, database) ||
         (db_is_address(database) && database_copy_setting_is(dir, database));
}

bool database_copy_is_wanted(const char *dir, const char *database) {
  return db_is_address(database) ? database_copy_setting_is(dir, database)
                                 : database_copy_is_file_of(dir, database) &&
                                       database_copy_setting_is(dir, "");
}

/* Owner and group as the folder has them: pamphlet.fcgi may be another user. */
static enum err database_copy_create_file(struct database_copy_job *j) {
  char folder[PATH_MAX];
  struct stat like;
  const char *slash = strrchr(j->copy->to, '/');
  snprintf(j->file, sizeof j->file, "%s" UNFINISHED, j->copy->to);
  if (access(j->copy->to, F_OK) == 0)
    return database_copy_explain(
        j, j->copy->to, ERR_EXISTS, "this file exists: move it away first");
  enum err e = db_create(j->file);
  if (e == ERR_EXISTS) {
    snprintf(j->why, j->why_size,
        "%s exists: another copy is being made, or was interrupted; delete it then",
        j->file);
    *j->file = '\0';
    return e;
  }
  if (e)
    return database_copy_explain(j, j->copy->to, e, "");
  snprintf(folder, sizeof folder, "%.*s",
      slash == j->copy->to ? 1
      : slash              ? (int)(slash - j->copy->to)
                           : 1,
      slash ? j->copy->to : ".");
  int fd = open(j->file, O_RDWR | O_CLOEXEC | O_NOFOLLOW);
  e = fd < 0 || stat(folder, &like) != 0 ? err_of_errno_in_site(errno)
                                         : file_give(fd, &like, 0660);
  if (fd >= 0)
    close(fd);
  return database_copy_explain(j, j->copy->to, e, "");
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
  return database_copy_explain(j, j->copy->to, e, "");
}

/* The connection keeps the file open under the former name, and removes its log. */
static void database_copy_remove_unfinished(struct database_copy_job *j) {
  static const char *const ends[] = {"", "-wal", "-shm", "-queue"};
  char path[PATH_MAX + 64];
  for (size_t i = 0; *j->file && i < sizeof ends / sizeof ends[0]; i++) {
    snprintf(path, sizeof path, "%s%s", j->file, ends[i]);
    unlink(path);
  }
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

/* While nobody can write to the original: those who wait for that find it gone, and
 * open the copy. */
static enum err database_copy_move(void *context) {
  struct database_copy_job *j = context;
  char file[PATH_MAX + 32], moved[PATH_MAX + 64];
  enum err e = database_copy_publish(j);
  if (!e)
    e = database_copy_set(j);
  if (e || db_is_address(j->copy->from))
    return e;
  database_copy_file_of(j->copy->dir, file);
  snprintf(moved, sizeof moved, "%s.moved", file);
  if (rename(file, moved) == 0)
    return OK;
  snprintf(j->why, j->why_size,
      "the copy is complete, and site.ini names it, but %s could not be renamed: %s. Do"
      " that, and restart pamphlet.fcgi",
      file, strerror(errno));
  return ERR_IO;
}

static void database_copy_on_progress(
    void *context, enum transfer_stage stage, int64_t rows, int64_t total) {
  const struct database_copy *c = ((struct database_copy_job *)context)->copy;
  if (c->progress)
    c->progress(c->context, stage, rows, total);
}

/* What would fail only at the end. */
static enum err database_copy_check(struct database_copy_job *j) {
  const struct database_copy *c = j->copy;
  char moved[PATH_MAX + 64];
  if (!c->dir)
    return OK;
  if (!database_copy_is_of_site(c->dir, c->from)) {
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
  struct database_copy_job j = {.copy = c, .why = why, .why_size = why_size};
  why[0] = '\0';
  *done = (struct transfer_done){0, 0, 0};
  j.transfer = (struct transfer){.progress = database_copy_on_progress,
      .move = c->dir ? database_copy_move : NULL,
      .context = &j};
  enum err e = database_copy_check(&j);
  if (!e)
    e = database_copy_open(&j, c->from, &j.transfer.from);
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
  /* What the log still has goes to the file, under its new name. Who reads it at this
   * moment does the same later. */
  if (!e && c->dir && !db_is_address(c->from) && db_file_retire(j.transfer.from) != OK)
    e = OK;
  db_close(j.transfer.from);
  return database_copy_explain(&j, c->to, e, "");
}
