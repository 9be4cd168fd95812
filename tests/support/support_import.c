#include "support_import.h"

#include <sys/stat.h>

static void keep(void *context, enum import_event event, const char *file, int line,
    const char *message) {
  struct support_import *s = context;
  const char *name = strrchr(file, '/');
  s->counts[event]++;
  buf_printf(&s->text, "%s:%d: %s\n", name ? name + 1 : file, line, message);
}

enum err support_import(struct blog *b, const char *path,
    const struct import_options *options, struct support_import *out) {
  static const struct import_options none;
  *out = (struct support_import){0};
  return import_paths(
      b->site, &path, path ? 1 : 0, options ? options : &none, keep, out);
}

void support_import_file(const char *folder, const char *name, const char *text) {
  char path[600];
  for (const char *s = name; (s = strchr(s, '/')) != NULL; s++) {
    snprintf(path, sizeof path, "%s/%.*s", folder, (int)(s - name), name);
    mkdir(path, 0700);
  }
  support_write(folder, name, text);
}

char *support_import_folder(const char *name, const char *text) {
  char *folder = support_folder();
  support_import_file(folder, name, text);
  return folder;
}

int64_t support_import_one(struct blog *b, const char *folder, struct buf *text) {
  struct support_import done;
  int64_t before = support_number(b, "SELECT coalesce(max(id), 0) FROM article");
  assert_err(support_import(b, folder, NULL, &done), OK);
  if (done.counts[IMPORT_FAILED] || done.counts[IMPORT_CREATED] != 1)
    fail_msg("%s", buf_text(&done.text));
  if (text)
    buf_puts(text, buf_text(&done.text));
  buf_free(&done.text);
  int64_t id = support_number(b, "SELECT max(id) FROM article");
  assert_true(id > before);
  return id;
}
