#include "import/files/import_marks.h"

#include <string.h>
#include <unistd.h>

#include "base/limits.h"
#include "import/common/import_report.h"
#include "import/files/import_vault.h"
#include "markup/markdown/note_marks.h"

/* The file of that name next to the imported one, or the article of that title: notes
 * are named after their titles. */
static bool import_marks_find(void *context, const char *name, struct buf *out) {
  static const char *const endings[] = {"", ".md", ".markdown"};
  struct import_work *w = context;
  const char *slash = w->file->path ? strrchr(w->file->path, '/') : NULL;
  if (!slash || !*name || strpbrk(name, "<>\\\n"))
    return false;
  if (w->file->vault)
    return import_vault_find(w, name, out);
  for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
    char *file = arena_printf(w->arena, "%.*s/%s%s", (int)(slash - w->file->path),
        w->file->path, name, endings[i]);
    if (!file || access(file, F_OK) != 0)
      continue;
    /* import_link replaces the file by the address of its article, and refuses one that
     * is outside of the folder. */
    buf_printf(out, "%s%s", name, endings[i]);
    return true;
  }
  return false;
}

enum err import_marks_body(struct import_work *w, const char **body) {
  struct buf out = {.most = LIMIT_HTML};
  int lost = 0;
  if (!note_marks_are_in(*body))
    return OK;
  enum err e = note_marks_convert(*body, import_marks_find, w, &out, &lost);
  if (!e && !(*body = arena_strdup(w->arena, buf_text(&out))))
    e = ERR_NOMEM;
  if (!e && lost)
    import_report_note(w, 0,
        "has links in \"[[ ]]\" to no file %s: only their text stays",
        w->file->vault ? "of the imported folder" : "next to it");
  buf_free(&out);
  return e;
}
