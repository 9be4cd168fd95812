/* Eleventy has one list of words for two things: a tag is a collection, by which a
 * layout finds its articles. Those that every blog starts with are none of the
 * reader's. */
#include "import/files/import_eleventy.h"

#include <string.h>
#include <strings.h>

#include "import/common/import_report.h"

static bool import_eleventy_is_one_of(const char *name, const char *const *names) {
  for (; *names; names++)
    if (strcasecmp(*names, name) == 0)
      return true;
  return false;
}

bool import_eleventy_skips(const char *root, const char *path, bool is_folder) {
  static const char *const folders[] = {
      "_includes", "_layouts", "_data", "_site", NULL};
  static const char *const files[] = {"README.md", "CHANGELOG.md", "CONTRIBUTING.md",
      "CODE_OF_CONDUCT.md", "LICENSE.md", NULL};
  const char *name = strrchr(path, '/') + 1;
  /* Only at the top: further down, such a file may be an article. */
  bool is_top = strlen(root) + 1 == (size_t)(name - path);
  return is_folder ? import_eleventy_is_one_of(name, folders)
                   : is_top && import_eleventy_is_one_of(name, files);
}

static bool import_eleventy_is_file(const struct import_file *f) {
  return f->is_liquid && !f->is_jekylls && f->path && !f->known;
}

static void import_eleventy_drop_collections(struct front_matter_list *tags) {
  static const char *const collections[] = {"all", "nav", "post", "posts", NULL};
  size_t kept = 0;
  for (size_t i = 0; i < tags->count; i++) {
    if (import_eleventy_is_one_of(tags->items[i], collections))
      continue;
    tags->items[kept] = tags->items[i];
    tags->lines[kept++] = tags->lines[i];
  }
  tags->count = kept;
}

/* True if the key, which has no meaning here, is in the front matter. */
static bool import_eleventy_excludes(struct front_matter_list *unknown, int *line) {
  for (size_t i = 0; i < unknown->count; i++)
    if (strcasecmp(unknown->items[i], "eleventyExcludeFromCollections") == 0) {
      *line = unknown->lines[i];
      return true;
    }
  return false;
}

void import_eleventy_take(struct import_work *w, struct front_matter *m) {
  int line = m->line.permalink;
  if (!import_eleventy_is_file(w->file))
    return;
  import_eleventy_drop_collections(&m->tags);
  bool has_no_page = m->permalink && strcmp(m->permalink, "false") == 0;
  if (!has_no_page && !import_eleventy_excludes(&m->unknown, &line))
    return;
  import_report_note(w, line,
      has_no_page ? "\"permalink: false\": it has no page there, and becomes a draft"
                  : "it is in no list there, and becomes a draft");
  m->status = "draft";
}
