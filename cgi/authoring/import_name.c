/* What the name of a file says. */
#include "authoring/import_file.h"

#include <string.h>

#include "base/clock.h"
#include "base/utf8.h"

enum { DATE = 10 };

static const char *base_name(const struct import_file *f) {
  return strrchr(f->path, '/') + 1;
}

bool import_name_date(const struct import_file *f, int64_t *out) {
  char date[DATE + 1] = "";
  if (!f->path)
    return false;
  const char *name = base_name(f);
  if (strlen(name) < DATE + 2 || name[DATE] != '-')
    return false;
  memcpy(date, name, DATE);
  return date[4] == '-' && date[7] == '-' && clock_parse(date, out) == OK;
}

bool import_name_is_section(const struct import_file *f) {
  return f->path && strncmp(base_name(f), "_index.", 7) == 0;
}

enum err import_name_title(struct import_work *w, const char **title) {
  struct buf plain = {0};
  int64_t date;
  const char *name = base_name(w->file), *slash = name - 1;
  if (strncmp(name, "index.", 6) == 0 || import_name_is_section(w->file)) {
    for (name = slash; name > w->file->path && name[-1] != '/';)
      name--;
  } else if (import_name_date(w->file, &date)) {
    name += DATE + 1;
  }
  char *stem = arena_strndup(w->arena, name, strcspn(name, "./"));
  if (!stem)
    return ERR_NOMEM;
  utf8_plain(&plain, stem);
  enum err e = buf_status(&plain);
  if (!e && !(*title = arena_strdup(w->arena, buf_text(&plain))))
    e = ERR_NOMEM;
  buf_free(&plain);
  return e;
}
