#include "import/files/import_name.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/utf8.h"

static const char *import_name_base(const struct import_file *f) {
  return strrchr(f->path, '/') + 1;
}

/* Reads a number of at most `most` digits at *s and moves past it. */
static int import_name_number(const char **s, int most) {
  int n = 0;
  for (; most && **s >= '0' && **s <= '9'; most--)
    n = n * 10 + (*(*s)++ - '0');
  return n;
}

/* Length of the date and hyphen that a name begins with, "2026-01-09-" or "2026-1-9-";
 * 0 if there is none. */
static size_t import_name_date_length(const char *name, int64_t *out) {
  int parts[3];
  char date[40];
  const char *at = name;
  for (int i = 0; i < 3; i++) {
    parts[i] = import_name_number(&at, i ? 2 : 4);
    if (*at++ != '-')
      return 0;
  }
  snprintf(date, sizeof date, "%04d-%02d-%02d", parts[0], parts[1], parts[2]);
  return parts[0] >= 1000 && *at && clock_parse(date, out) == OK ? (size_t)(at - name)
                                                                 : 0;
}

bool import_name_date(const struct import_file *f, int64_t *out) {
  return f->path && import_name_date_length(import_name_base(f), out);
}

bool import_name_is_section(const struct import_file *f) {
  return f->path && strncmp(import_name_base(f), "_index.", 7) == 0;
}

bool import_name_is_index(const struct import_file *f) {
  return f->path &&
         (strncmp(import_name_base(f), "index.", 6) == 0 || import_name_is_section(f));
}

/* The name without date and ending; that of its folder for an index file. NULL when out
 * of memory. */
static char *import_name_stem(const struct import_work *w) {
  int64_t date;
  const char *name = import_name_base(w->file), *end = "./";
  if (import_name_is_index(w->file)) {
    for (name--; name > w->file->path && name[-1] != '/';)
      name--;
    end = "/";
  }
  name += import_name_date_length(name, &date);
  return arena_strndup(w->arena, name, strcspn(name, end));
}

enum err import_name_title(struct import_work *w, const char **title) {
  struct buf plain = {0};
  char *name = import_name_stem(w);
  if (!name)
    return ERR_NOMEM;
  utf8_plain(&plain, name);
  enum err e = buf_status(&plain);
  if (!e && !(*title = arena_strdup(w->arena, buf_text(&plain))))
    e = ERR_NOMEM;
  buf_free(&plain);
  return e;
}

/* True if the name determines the URL: below Hugo's content/, in Jekyll's folders of
 * posts, and wherever it begins with a date. */
static bool import_name_is_address(const struct import_file *f) {
  int64_t date;
  return f->path && (import_name_date(f, &date) || strstr(f->path, "/content/") ||
                        strstr(f->path, "/_posts/") || strstr(f->path, "/_drafts/"));
}

enum err import_name_slug(struct import_work *w, const char **name) {
  if (!import_name_is_address(w->file))
    return OK;
  *name = import_name_stem(w);
  return *name ? OK : ERR_NOMEM;
}
