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
#include "site/cache/cache_epoch.h"
#include "site/core/ini.h"

enum { MEMORY = 1 << 20 };

struct reading {
  struct setting *all;
  size_t count;
};

static const char *take(
    void *context, int line, const char *section, const char *name, const char *value) {
  struct reading *r = context;
  (void)line;
  for (size_t i = 0; name && i < r->count; i++) {
    struct setting *s = &r->all[i];
    if (strcmp(s->about.section, section) == 0 && strcmp(s->about.name, name) == 0) {
      s->value = value;
      s->is_set = true;
    }
  }
  return NULL;
}

enum err settings_editor_read(struct arena *a, const char *dir, struct setting **out,
    size_t *count, char *why, size_t why_size) {
  struct settings_entry about;
  struct reading r = {NULL, 0};
  while (settings_entry(r.count, &about))
    r.count++;
  r.all = arena_array(a, r.count, sizeof *r.all);
  char *file = arena_printf(a, "%s/site.ini", dir);
  if (!r.all || !file) {
    snprintf(why, why_size, "%s", err_text(ERR_NOMEM));
    return ERR_NOMEM;
  }
  for (size_t i = 0; settings_entry(i, &about); i++)
    r.all[i] = (struct setting){about, about.value, false};
  enum err e = ini_read(a, file, take, &r, why, why_size);
  if (!e) {
    *out = r.all;
    *count = r.count;
  }
  return e;
}

struct setting *settings_editor_find(
    struct setting *all, size_t count, const char *name) {
  const char *dot = strchr(name, '.');
  for (size_t i = 0; i < count; i++) {
    const struct settings_entry *s = &all[i].about;
    size_t n = dot ? (size_t)(dot - name) : 0;
    if (strcmp(s->name, dot ? dot + 1 : name) == 0 &&
        (!dot || (strncmp(s->section, name, n) == 0 && !s->section[n])))
      return &all[i];
  }
  return NULL;
}

/* ---- The text ---- */

/* True where the `n` bytes at `s`, white space at both ends aside, are `word`. */
static bool is_word(const char *s, size_t n, const char *word) {
  while (n && strchr(" \t", *s)) {
    s++;
    n--;
  }
  while (n && strchr(" \t\r", s[n - 1]))
    n--;
  return strlen(word) == n && memcmp(s, word, n) == 0;
}

static bool is_section(const char *s, size_t n, const char *name) {
  const char *open = memchr(s, '[', n), *close = memchr(s, ']', n);
  return open && close && close > open &&
         is_word(open + 1, (size_t)(close - open - 1), name);
}

/* Where the text is to be changed: the line that has the setting, or the place behind
 * the last setting of its section. */
struct place {
  size_t begin, end; /* of the line, without its end; equal for a new line */
  bool has_section, has_line;
};

static struct place find_place(const char *text, const struct settings_entry *about) {
  struct place at = {strlen(text), strlen(text), false, false};
  bool inside = false;
  for (const char *s = text; *s;) {
    size_t n = strcspn(s, "\n"), space = strspn(s, " \t\r");
    if (strncmp(s, "\xef\xbb\xbf", 3) == 0)
      space = 3 + strspn(s + 3, " \t\r");
    const char *first = s + space, *equals = memchr(s, '=', n);
    size_t next = (size_t)(s - text) + n + (s[n] == '\n');
    if (first < s + n && *first == '[')
      inside = is_section(first, n - space, about->section);
    else if (inside && *first != '#' && *first != ';' && equals &&
             is_word(s, (size_t)(equals - s), about->name))
      return (struct place){(size_t)(s - text), (size_t)(s - text) + n, true, true};
    if (inside && first < s + n && *first != '#' && *first != ';')
      at = (struct place){next, next, true, false};
    s = text + next;
  }
  return at;
}

/* The text with the setting changed. */
static enum err edit(const char *text, const struct settings_entry *about,
    const char *value, char **out) {
  struct place at = find_place(text, about);
  struct buf b = {0};
  buf_add(&b, text, at.begin);
  if (at.has_line) {
    const char *line = text + at.begin;
    size_t n = at.end - at.begin, head = strcspn(line, "=") + 1;
    buf_add(&b, line, head);
    buf_printf(&b, " %s%s", value, n && line[n - 1] == '\r' ? "\r" : "");
  } else {
    const char *end = strstr(text, "\r\n") ? "\r\n" : "\n";
    if (b.len && b.data[b.len - 1] != '\n')
      buf_puts(&b, end);
    if (!at.has_section)
      buf_printf(&b, "%s[%s]%s", end, about->section, end);
    buf_printf(&b, "%s = %s%s", about->name, value, end);
  }
  buf_puts(&b, text + at.end);
  enum err e = buf_status(&b);
  if (!e && !(*out = buf_steal(&b)))
    e = ERR_NOMEM;
  buf_free(&b);
  return e;
}

/* ---- The file ---- */

struct change {
  char file[PATH_MAX], next[PATH_MAX + 16];
  struct stat st;
  char *why;
  size_t why_size;
};

static enum err fail(struct change *c, const char *what) {
  int error = errno;
  snprintf(c->why, c->why_size, "%s: %s", what, strerror(error));
  return err_of_errno_in_site(error);
}

/* What is wrong with the new file is told of the one that everybody knows. */
static enum err check(struct change *c) {
  char fault[400];
  struct settings ignored;
  struct arena *a = arena_new(MEMORY);
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

static enum err replace(struct change *c, const char *text) {
  snprintf(c->next, sizeof c->next, "%s.XXXXXX", c->file);
  int fd = mkostemp(c->next, O_CLOEXEC);
  if (fd < 0)
    return fail(c, c->file);
  enum err e = OK;
  if (!file_write(fd, text, strlen(text)) || fsync(fd) != 0)
    e = fail(c, c->next);
  if (!e && file_give(fd, &c->st, c->st.st_mode & 07777)) {
    snprintf(c->why, c->why_size, "%s: %s", c->file, err_text(ERR_OWNER));
    e = ERR_OWNER;
  }
  close(fd);
  if (!e)
    e = check(c);
  if (!e && rename(c->next, c->file) != 0)
    e = fail(c, c->file);
  if (e)
    unlink(c->next);
  return e;
}

/* Whoever had it may have put another file in its place meanwhile. */
static enum err lock(struct change *c, int *out) {
  for (;;) {
    struct stat ours;
    int fd = open(c->file, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0)
      return fail(c, c->file);
    if (flock(fd, LOCK_EX) == 0 && fstat(fd, &ours) == 0 &&
        stat(c->file, &c->st) == 0) {
      if (ours.st_ino == c->st.st_ino && ours.st_dev == c->st.st_dev) {
        *out = fd;
        return OK;
      }
    } else if (errno != EINTR) {
      enum err e = fail(c, c->file);
      close(fd);
      return e;
    }
    close(fd);
  }
}

static enum err change(struct change *c, const char *dir,
    const struct settings_entry *about, const char *value) {
  char path[PATH_MAX + 16], fault[FILE_WHY], *text = NULL;
  struct buf old = {0};
  snprintf(path, sizeof path, "%s/site.ini", dir);
  /* A link stays one: what it leads to is replaced. */
  if (!realpath(path, c->file))
    return fail(c, path);
  int fd = -1;
  enum err e = lock(c, &fd);
  if (e)
    return e;
  e = file_read(c->file, FILE_NO_FOLLOW, INI_FILE, &old, fault);
  if (e)
    snprintf(c->why, c->why_size, "%s %s", c->file, fault);
  if (!e)
    e = edit(buf_text(&old), about, value, &text);
  if (!e)
    e = replace(c, text);
  close(fd);
  free(text);
  buf_free(&old);
  return e;
}

enum err settings_editor_set(const char *dir, const struct settings_entry *about,
    const char *value, char *why, size_t why_size) {
  struct change c = {.why = why, .why_size = why_size};
  int shared = -1;
  why[0] = '\0';
  if (utf8_check(value, strlen(value), UTF8_ONE_LINE)) {
    snprintf(why, why_size, "%s must be one line of UTF-8", about->name);
    return ERR_CONFIG;
  }
  if (strcmp(about->section, "pages") == 0 && strcmp(about->name, "store") == 0 &&
      cache_epoch_check_setting(value, why, why_size))
    return ERR_CONFIG;
  enum err e = service_share(dir, &shared, why, why_size);
  if (!e) {
    e = change(&c, dir, about, value);
    close(shared);
  }
  if (e && !*why)
    snprintf(why, why_size, "%s", err_text(e));
  return e;
}
