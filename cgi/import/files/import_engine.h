/* Inside import only: which engine a folder was written for, and what its configuration
 * says about addresses. */
#ifndef IMPORT_FILES_IMPORT_ENGINE_H
#define IMPORT_FILES_IMPORT_ENGINE_H

#include <stdbool.h>

#include "base/err.h"
#include "import/common/import_run.h"
#include "markup/frontmatter/config_tree.h"

enum import_engine_kind {
  IMPORT_ENGINE_JEKYLL,
  IMPORT_ENGINE_HEXO,
  IMPORT_ENGINE_HUGO,
  IMPORT_ENGINE_ZOLA
};

/* All strings live as long as the run. */
struct import_engine {
  enum import_engine_kind kind;
  const char *base;                   /* before every path: "" or "/blog" */
  const char *pattern;                /* of posts, for Jekyll and Hexo */
  const struct yaml_node *permalinks; /* Hugo's patterns by section, or NULL */
  const char *language;               /* Hugo's default language */
  bool has_language_folder;           /* Hugo's default language is in one, too */
  bool is_ugly;                       /* Hugo's addresses end in ".html" */
};

/* Stores the engine of the folder `root` in *out, NULL if there is no sign of one;
 * `is_jekylls` for one that import_jekyll_is_site has recognised. A configuration that
 * cannot be read is reported, and the engine's defaults are used. ERR_NOMEM. */
enum err import_engine_read(struct import_run *run, const char *root, bool is_jekylls,
    const struct import_engine **out) MUST_USE;

/* True for the folder of an Eleventy site, whose texts have Liquid's tags. */
bool import_engine_is_eleventy(const char *folder);

/* True for the folder of a whole Hugo or Zola site: its articles are in content/;
 * other Markdown and HTML files are not articles. */
bool import_engine_has_content(const char *folder);

/* The folder below the root of a whole Hugo, Zola, Pelican, Hexo or Astro site that
 * holds all of its articles, "content", "source" or "src"; NULL for any other folder.
 * Static. */
const char *import_engine_folder(const char *folder);

#endif
