#include "site/import_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/limits.h"
#include "base/token.h"
#include "text/markdown.h"

enum { FILE_MEMORY = 256 << 20 };

enum err import_read(struct arena *a, const char *path, char **text, size_t *size) {
  int fd = path ? open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW) : dup(STDIN_FILENO);
  if (fd < 0)
    return errno == ENOENT ? ERR_NOT_FOUND : ERR_IO;
  struct buf all = {0};
  char part[65536];
  ssize_t n;
  while ((n = read(fd, part, sizeof part)) > 0 && all.len <= LIMIT_IMPORT_FILE)
    buf_add(&all, part, (size_t)n);
  close(fd);
  enum err e = n < 0                         ? ERR_IO
               : all.len > LIMIT_IMPORT_FILE ? ERR_TOO_LARGE
                                             : buf_status(&all);
  if (!e) {
    *text = arena_strndup(a, buf_text(&all), all.len);
    *size = all.len;
    e = *text ? OK : ERR_NOMEM;
  }
  buf_free(&all);
  return e;
}

static void report(struct import_run *run, const struct import_file *f,
    enum import_event event, int line, const char *message) {
  run->report(run->context, event, f->path ? f->path : "-", line, message);
}

/* What the file says, and its comments beside it, and what renders them. */
static void hash(
    const char *text, size_t size, const char *comments, uint8_t out[TOKEN_HASH]) {
  struct buf b = {0};
  buf_printf(&b, "%d\n", MARKDOWN_RENDERER);
  buf_add(&b, text, size);
  buf_puts(&b, comments);
  token_hash(buf_text(&b), b.len, out);
  buf_free(&b);
}

/* FILE.comments.json beside FILE.md; "" where there is none. */
static enum err read_comments(
    struct arena *a, const struct import_file *f, const char **out, char **name) {
  char *text = NULL;
  size_t size = 0;
  *out = "";
  if (!f->path)
    return OK;
  const char *end = strrchr(f->path, '.');
  *name = arena_printf(a, "%.*s.comments.json", (int)(end - f->path), f->path);
  if (!*name)
    return ERR_NOMEM;
  enum err e = import_read(a, *name, &text, &size);
  if (e == ERR_NOT_FOUND)
    return OK;
  if (!e)
    *out = text;
  return e;
}

static const char *reason(enum err e) {
  if (e == ERR_TOO_LARGE)
    return "the file is over 16 MiB: split it";
  if (e == ERR_INVALID)
    return "its markup is nested too deeply, or has a line with too many marks: split it";
  return err_text(e);
}

static bool ends_run(enum err e) {
  return e == ERR_FULL || e == ERR_BUSY || e == ERR_DAMAGED;
}

/* Saves the draft and its comments; reports. */
static enum err save(struct import_run *run, struct arena *a,
    const struct import_file *f, struct draft *d, const char *comments,
    const char *comments_name) {
  struct text_problem problem = {0};
  char why[300];
  int64_t id = 0;
  int added = 0;
  bool update = d->id != 0;
  enum err e = publish_save(run->site, a, d, &id, why, sizeof why);
  if (e) {
    report(run, f, IMPORT_FAILED, 0, why);
    return ends_run(e) ? e : OK;
  }
  report(run, f, update ? IMPORT_UPDATED : IMPORT_CREATED, 0, "");
  if (!*comments)
    return OK;
  e = import_comments(run, a, comments, id, &added, &problem);
  if (e)
    run->report(run->context, IMPORT_FAILED, comments_name, problem.line,
        problem.message[0] ? problem.message : reason(e));
  return ends_run(e) ? e : OK;
}

static enum err import_one(
    struct import_run *run, struct arena *a, const struct import_file *f) {
  char *text = NULL, *comments_name = NULL;
  const char *comments = "";
  size_t size = 0;
  uint8_t digest[TOKEN_HASH];
  struct article old;
  struct draft d = {0};
  struct text_problem problem = {0};
  enum err e = import_read(a, f->path, &text, &size);
  if (!e)
    e = read_comments(a, f, &comments, &comments_name);
  if (e) {
    report(run, f, IMPORT_FAILED, 0, reason(e));
    return OK;
  }
  hash(text, size, comments, digest);
  char *key = arena_printf(a, "file:%s", f->key);
  if (!key)
    return ERR_NOMEM;
  e = article_by_source(run->site->store, a, key, &old);
  if (e && e != ERR_NOT_FOUND)
    return e;
  bool known = e == OK;
  if (known && memcmp(old.source_hash, digest, sizeof digest) == 0) {
    report(run, f, IMPORT_UNCHANGED, 0, "");
    return OK;
  }
  e = import_draft(run, a, f, text, size, &d, &problem);
  if (e == ERR_NOT_FOUND && !problem.message[0])
    return e;
  if (e) {
    report(run, f, IMPORT_FAILED, problem.line,
        problem.message[0] ? problem.message : reason(e));
    return ends_run(e) ? e : OK;
  }
  d.id = known ? old.id : 0;
  d.source_key = key;
  d.source_hash = digest;
  if (run->dry_run) {
    report(run, f, known ? IMPORT_UPDATED : IMPORT_CREATED, 0, "");
    return OK;
  }
  return save(run, a, f, &d, comments, comments_name);
}

enum err import_file(struct import_run *run, const struct import_file *f) {
  struct arena *a = arena_new(FILE_MEMORY);
  enum err e = a ? import_one(run, a, f) : ERR_NOMEM;
  arena_free(a);
  return e;
}
