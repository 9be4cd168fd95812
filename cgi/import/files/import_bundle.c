#include "import/files/import_bundle.h"

#include <dirent.h>
#include <string.h>

#include "import/common/import_kind.h"
#include "import/common/import_report.h"

static bool import_bundle_begins(const char *name, const char *with) {
  return strncmp(name, with, strlen(with)) == 0 && import_kind_is_article(name);
}

bool import_bundle_is(const char *folder, struct dirent **names, int count) {
  bool has_page = false;
  /* Elsewhere an index.md is a page like any other, whose neighbours are articles. */
  if (!strstr(folder, "/content/"))
    return false;
  for (int i = 0; i < count; i++) {
    /* Whatever else there is: "_index.md" makes it a section, also if there is an
     * index.md. */
    if (import_bundle_begins(names[i]->d_name, "_index."))
      return false;
    has_page = has_page || import_bundle_begins(names[i]->d_name, "index.");
  }
  return has_page;
}

bool import_bundle_take_page(
    struct import_bundle *b, const char *folder, const char *name) {
  /* Only directly in the bundle: the index.md of a folder below it has no page in
   * Hugo. */
  bool is_page = import_bundle_begins(name, "index.") && strcmp(b->folder, folder) == 0;
  b->pages += is_page;
  return is_page;
}

enum err import_bundle_add(struct import_bundle *b, struct arena *a, const char *path) {
  struct import_resource *r = arena_alloc(a, sizeof *r);
  if (!r)
    return ERR_NOMEM;
  *r = (struct import_resource){.path = path};
  if (b->last)
    b->last->next = r;
  else
    b->first = r;
  b->last = r;
  return OK;
}

static bool import_bundle_is_copied(const struct import_work *w, const char *path) {
  for (size_t i = 0; i < w->picture_count; i++)
    if (w->pictures[i].file && strcmp(w->pictures[i].file, path) == 0)
      return true;
  return false;
}

void import_bundle_note(struct import_work *w) {
  struct import_bundle *b = w->file->bundle;
  /* A file may be used by the page of any language, so the last one reports what none
   * of them used. A page that failed, or that its text alone showed to be unchanged, is
   * not counted, and nothing is reported then: its links are unknown. */
  bool is_last = b && ++b->read == b->pages;
  for (struct import_resource *r = b ? b->first : NULL; r; r = r->next) {
    r->is_copied = r->is_copied || import_bundle_is_copied(w, r->path);
    if (is_last && !r->is_copied)
      import_report_note_file(w, r->path,
          import_kind_is_media(r->path)
              ? "is not copied: its page bundle does not refer to it"
              : "is not copied: media/ does not accept files of this type");
  }
}
