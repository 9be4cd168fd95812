/* Form reading: values are valid text, and a form written again reads the same. */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/utf8.h"
#include "http/form.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

static void demand(int ok) {
  if (!ok)
    abort();
}

static void encode(struct buf *out, const char *s) {
  for (; *s; s++)
    buf_printf(out, "%%%02X", (unsigned)(unsigned char)*s);
}

static void write_form(struct buf *out, const struct form *f) {
  for (size_t i = 0; i < f->count; i++) {
    buf_puts(out, i ? "&" : "");
    encode(out, f->fields[i].name);
    buf_putc(out, '=');
    encode(out, f->fields[i].value);
  }
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size) {
  struct form f, again;
  struct buf text = {0};
  int64_t id = -7;
  if (size > LIMIT_BODY)
    return 0;
  struct arena *a = arena_new(16 << 20);
  demand(a != NULL);
  enum err e = form_read(a, (const char *)data, size, &f);
  demand(e == OK || e == ERR_SYNTAX);
  if (!e) {
    demand(f.count <= LIMIT_FIELDS);
    for (size_t i = 0; i < f.count; i++) {
      const char *name = f.fields[i].name, *value = f.fields[i].value;
      demand(utf8_check(name, strlen(name), UTF8_MULTI_LINE) == OK);
      demand(utf8_check(value, strlen(value), UTF8_MULTI_LINE) == OK);
      /* Names must be unique: form_get returns the first of two. */
      demand(form_get(&f, name) == value);
      if (form_get_id(&f, name, &id) == OK)
        demand(id >= 0);
    }
    write_form(&text, &f);
    demand(form_read(a, buf_text(&text), text.len, &again) == OK);
    demand(again.count == f.count);
    for (size_t i = 0; i < f.count; i++)
      demand(strcmp(f.fields[i].name, again.fields[i].name) == 0 &&
             strcmp(f.fields[i].value, again.fields[i].value) == 0);
  }
  buf_free(&text);
  arena_free(a);
  return 0;
}
