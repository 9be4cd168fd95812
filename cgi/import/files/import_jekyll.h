/* Inside import only: how Jekyll derives tags and categories. */
#ifndef IMPORT_FILES_IMPORT_JEKYLL_H
#define IMPORT_FILES_IMPORT_JEKYLL_H

#include "base/err.h"
#include "import/common/import_run.h"
#include "markup/frontmatter/front_matter.h"

/* For a file of a Jekyll site, where tags are separated by spaces and the folders above
 * _posts are categories: updates *m accordingly. ERR_NOMEM. */
enum err import_jekyll_terms(struct import_work *w, struct front_matter *m) MUST_USE;

/* True for a file of a Jekyll or Hexo site outside of the folders of posts, of which
 * the engine makes a page without a date. */
bool import_jekyll_is_page(const struct import_file *f);

/* Removes from *body what only kramdown, the Markdown of Jekyll, understands. Does
 * nothing for a file of another site. ERR_NOMEM, ERR_TOO_LARGE. */
enum err import_jekyll_body(struct import_work *w, const char **body) MUST_USE;

#endif
