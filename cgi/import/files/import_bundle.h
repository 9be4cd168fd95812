/* Inside import/: page bundles of Hugo's (leaf bundles): folders whose index.md is
 * an article, and whatever else is in them and below them belongs to it. */
#ifndef IMPORT_FILES_IMPORT_BUNDLE_H
#define IMPORT_FILES_IMPORT_BUNDLE_H

#include "import/common/import_run.h"

struct dirent;

/* A file of a bundle that is no text. */
struct import_resource {
  struct import_resource *next;
  const char *path; /* as import_file's */
  bool is_copied;   /* a page refers to it */
};

struct import_bundle {
  const char *folder;
  struct import_resource *first, *last; /* in order of their names */
  size_t pages, read; /* one for each language; of them those that have been read */
};

/* True for a folder of these `count` names that is a bundle: it has an index.md, or one
 * of a language, index.de.md, and is below a content/. One with "_index.md" is a
 * section. */
bool import_bundle_is(const char *folder, struct dirent **names, int count);

/* True for the article that a bundle is, `name` in `folder`: it is counted as a page.
 */
bool import_bundle_take_page(
    struct import_bundle *b, const char *folder, const char *name);

/* Keeps the file in mind; `path` outlives the bundle. ERR_NOMEM. */
enum err import_bundle_add(
    struct import_bundle *b, struct arena *a, const char *path) MUST_USE;

/* After the last page of the bundle of w->file has been read: notes each of its files
 * that is on no page's list of pictures. Does nothing without a bundle. */
void import_bundle_note(struct import_work *w);

#endif
