#include "ops/settings_editor.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/utf8.h"
#include "ops/service.h"
#include "ops/settings_text.h"
#include "site/cache/cache_epoch.h"
#include "site/core/ini.h"

/* For the settings of one site.ini, which may have INI_FILE bytes. */
enum { SETTINGS_EDITOR_MEMORY = 1 << 20 };

/* What settings_editor_visit gets: the array that settings_editor_read fills. */
struct settings_editor {
  struct setting *all;
  size_t count;
};

/* An ini_visit that takes any value: a bad one is to be shown, so that it can be fixed.
 */
static const char *settings_editor_visit(
    void *context, int line, const char *section, const char *name, const char *value) {
  struct settings_editor *r = context;
  const struct settings_alias *alias =
      name ? settings_table_alias(section, name) : NULL;
  (void)line;
  for (size_t i = 0; name && i < r->count; i++) {
    struct setting *s = &r->all[i];
    if (strcmp(s->about.section, alias ? alias->section : section) == 0 &&
        strcmp(s->about.name, alias ? alias->name : name) == 0) {
      /* Of two lines with the same name, the last one is shown. The service refuses
       * such a file, and says where they are (settings.c). */
      s->value = value;
      s->is_set = true;
      s->former = alias;
    }
  }
  return NULL;
}

enum err settings_editor_read(struct arena *a, const char *dir, struct setting **out,
    size_t *count, char *why, size_t why_size) {
  struct settings_entry about;
  struct settings_editor r = {NULL, 0};
  while (settings_entry(r.count, &about))
    r.count++;
  r.all = arena_array(a, r.count, sizeof *r.all);
  char *file = arena_printf(a, "%s/site.ini", dir);
  if (!r.all || !file) {
    snprintf(why, why_size, "%s", err_text(ERR_NOMEM));
    return ERR_NOMEM;
  }
  /* All start with their defaults; the file then replaces those that it has. */
  for (size_t i = 0; settings_entry(i, &about); i++)
    r.all[i] = (struct setting){about, about.value, false, NULL};
  enum err e = ini_read(a, file, settings_editor_visit, &r, why, why_size);
  if (!e) {
    *out = r.all;
    *count = r.count;
  }
  return e;
}

/* The setting of that name in `section`, or in any section if that is NULL. */
static struct setting *settings_editor_match(
    struct setting *all, size_t count, const char *section, const char *name) {
  for (size_t i = 0; i < count; i++)
    if (strcmp(all[i].about.name, name) == 0 &&
        (!section || strcmp(all[i].about.section, section) == 0))
      return &all[i];
  return NULL;
}

struct setting *settings_editor_find(struct setting *all, size_t count,
    const char *name, const struct settings_alias **former) {
  /* Longer than the name of any section: a longer one is unknown in any case. */
  char section[40];
  const char *dot = strchr(name, '.'), *wanted = NULL;
  *former = NULL;
  if (dot) {
    if ((size_t)(dot - name) >= sizeof section)
      return NULL;
    snprintf(section, sizeof section, "%.*s", (int)(dot - name), name);
    wanted = section;
    name = dot + 1;
  }
  struct setting *found = settings_editor_match(all, count, wanted, name);
  if (found)
    return found;
  *former = settings_table_alias(wanted, name);
  return *former
             ? settings_editor_match(all, count, (*former)->section, (*former)->name)
             : NULL;
}

/* A change of the file: of `file`, which may be what a link leads to, by way of a new
 * file next to it. */
struct settings_change {
  char file[PATH_MAX], next[PATH_MAX + 16];
  struct stat st;
  char *why;
  size_t why_size;
};

static enum err settings_editor_fail(struct settings_change *c, const char *what) {
  int error = errno;
  snprintf(c->why, c->why_size, "%s: %s", what, strerror(error));
  return err_of_errno_in_site(error);
}

/* Reads the new file as the service would. The sentence must name site.ini, not the
 * temporary file, which nobody knows. */
static enum err settings_editor_check(struct settings_change *c) {
  char fault[400];
  struct settings ignored;
  struct arena *a = arena_new(SETTINGS_EDITOR_MEMORY);
  enum err e =
      a ? settings_read_file(a, c->next, &ignored, fault, sizeof fault) : ERR_NOMEM;
  size_t n = strlen(c->next);
  if (e && strncmp(fault, c->next, n) == 0)
    snprintf(c->why, c->why_size, "%s%s", c->file, fault + n);
  else if (e)
    snprintf(c->why, c->why_size, "%s", a ? fault : err_text(e));
  arena_free(a);
  return e;
}

/* A new file renamed over the old one: a service that starts meanwhile reads one of the
 * two, never a part. */
static enum err settings_editor_replace(struct settings_change *c, const char *text) {
  /* In the same folder, because rename does not work across file systems. */
  snprintf(c->next, sizeof c->next, "%s.XXXXXX", c->file);
  int fd = mkostemp(c->next, O_CLOEXEC);
  if (fd < 0)
    return settings_editor_fail(c, c->file);
  enum err e = OK;
  /* Without fsync a power failure after the rename could leave an empty site.ini. */
  if (!file_write(fd, text, strlen(text)) || fsync(fd) != 0)
    e = settings_editor_fail(c, c->next);
  if (!e && file_give(fd, &c->st, c->st.st_mode & 07777)) {
    snprintf(c->why, c->why_size, "%s: %s", c->file, err_text(ERR_OWNER));
    e = ERR_OWNER;
  }
  close(fd);
  if (!e)
    e = settings_editor_check(c);
  if (!e && rename(c->next, c->file) != 0)
    e = settings_editor_fail(c, c->file);
  if (e)
    unlink(c->next);
  return e;
}

/* Locks the file. Another editor that held the lock has replaced the file: the lock is
 * then on a file that no longer has the name, so it is taken again on the new one. */
static enum err settings_editor_lock(struct settings_change *c, int *out) {
  for (;;) {
    struct stat ours;
    /* O_NONBLOCK: opening a FIFO of that name would wait for a writer. */
    int fd = open(c->file, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0)
      return settings_editor_fail(c, c->file);
    if (flock(fd, LOCK_EX) == 0 && fstat(fd, &ours) == 0 &&
        stat(c->file, &c->st) == 0) {
      /* An inode number is unique on its device only. */
      if (ours.st_ino == c->st.st_ino && ours.st_dev == c->st.st_dev) {
        *out = fd;
        return OK;
      }
    } else if (errno != EINTR) {
      enum err e = settings_editor_fail(c, c->file);
      close(fd);
      return e;
    }
    close(fd);
  }
}

static enum err settings_editor_change(struct settings_change *c, const char *dir,
    const struct settings_entry *about, const char *value) {
  char path[PATH_MAX + 16], fault[FILE_WHY], *text = NULL;
  struct buf old = {0};
  snprintf(path, sizeof path, "%s/site.ini", dir);
  /* If site.ini is a link, its target is replaced and the link stays. */
  if (!realpath(path, c->file))
    return settings_editor_fail(c, path);
  int fd = -1;
  enum err e = settings_editor_lock(c, &fd);
  if (e)
    return e;
  /* c->file is the result of realpath: a link here was put in its place meanwhile. */
  e = file_read(c->file, FILE_NO_FOLLOW, INI_FILE, &old, fault);
  if (e)
    snprintf(c->why, c->why_size, "%s %s", c->file, fault);
  if (!e)
    e = settings_text_set(buf_text(&old), about->section, about->name, value, &text);
  if (!e)
    e = settings_editor_replace(c, text);
  close(fd);
  free(text);
  buf_free(&old);
  return e;
}

enum err settings_editor_set(const char *dir, const struct settings_entry *about,
    const char *value, char *why, size_t why_size) {
  struct settings_change c = {.why = why, .why_size = why_size};
  int shared = -1;
  why[0] = '\0';
  /* A line break in the value would begin another setting. */
  if (utf8_check(value, strlen(value), UTF8_ONE_LINE)) {
    snprintf(why, why_size, "%s must be one line of UTF-8", about->name);
    return ERR_CONFIG;
  }
  /* Whether a folder can be used depends on the machine, which settings_read does not
   * look at. */
  if (strcmp(about->section, "cache") == 0 && strcmp(about->name, "folder") == 0 &&
      cache_epoch_check_setting(value, why, why_size))
    return ERR_CONFIG;
  /* A restore would replace the file, and this change would be lost with it. */
  enum err e = service_share(dir, &shared, why, why_size);
  if (!e) {
    e = settings_editor_change(&c, dir, about, value);
    close(shared);
  }
  if (e && !*why)
    snprintf(why, why_size, "%s", err_text(e));
  return e;
}
