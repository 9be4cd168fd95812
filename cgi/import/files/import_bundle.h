/* Inside import only: Hugo's page bundles (leaf bundles), folders whose index.md is an
 * article to which everything else in and below them belongs. */
#ifndef IMPORT_FILES_IMPORT_BUNDLE_H
#define IMPORT_FILES_IMPORT_BUNDLE_H

#include "import/common/import_run.h"

struct dirent;

/* A file of a bundle that is not a text. */
struct import_resource {
  struct import_resource *next;
  const char *path; /* as that of an import_file */
  bool is_copied;   /* a page refers to it and it was copied */
};

struct import_bundle {
  const char *folder;
  struct import_resource *first, *last; /* sorted by name */
  size_t pages, read;                   /* one per language; how many have been read */
};

/* True if a folder with these `count` names is a bundle: it has an index.md, or one of
 * a language such as index.de.md, and is below a folder content/. A folder with
 * "_index.md" is a section. */
bool import_bundle_is(const char *folder, struct dirent **names, int count);

/* True for a page of the bundle, `name` in `folder`, which is then counted. */
bool import_bundle_take_page(
    struct import_bundle *b, const char *folder, const char *name);

/* Remembers the file; `path` must outlive the bundle. ERR_NOMEM. */
enum err import_bundle_add(
    struct import_bundle *b, struct arena *a, const char *path) MUST_USE;

/* After the last page of the bundle of w->file has been read: notes each file that no
 * page refers to. Does nothing without a bundle. */
void import_bundle_note(struct import_work *w);

#endif
