/* Inside import/files only: what Eleventy means by files and front matter. */
#ifndef IMPORT_FILES_IMPORT_ELEVENTY_H
#define IMPORT_FILES_IMPORT_ELEVENTY_H

#include "import/common/import_run.h"
#include "markup/frontmatter/front_matter.h"

/* True for a file or folder of an Eleventy site, below the real path `root`, that is
 * never an article: templates, data, the built site, and what is about the program. */
bool import_eleventy_skips(const char *root, const char *path, bool is_folder);

/* For a file of an Eleventy site: drops the tags that name its collections, and makes a
 * draft of an article without a page ("permalink: false") or outside of all lists
 * ("eleventyExcludeFromCollections"), with a note. */
void import_eleventy_take(struct import_work *w, struct front_matter *m);

#endif
