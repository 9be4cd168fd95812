#include "base/overlay.h"

#include <stdio.h>
#include <string.h>

const struct embedded_file *overlay_embedded(
    const struct embedded_file *list, const char *name) {
  for (const struct embedded_file *f = list; f && f->name; f++)
    if (strcmp(f->name, name) == 0)
      return f;
  return NULL;
}

/* Only a missing file lets the next one count. With any other error, its author would
 * wonder why the file has no effect. */
enum err overlay_read(const struct overlay *o, const char *name, size_t most,
    struct buf *out, const struct embedded_file **variant, char path[OVERLAY_PATH],
    char why[FILE_WHY]) {
  for (size_t i = 0; i < OVERLAY_FOLDERS; i++) {
    if (!o->folders[i])
      continue;
    snprintf(path, OVERLAY_PATH, "%s/%s", o->folders[i], name);
    enum err e = file_read(path, FILE_FOLLOW, most, out, why);
    if (e != ERR_NOT_FOUND)
      return e;
  }
  const struct embedded_file *found = overlay_embedded(o->variant, name);
  if (!found)
    return ERR_NOT_FOUND;
  *variant = found;
  return OK;
}
