/* Inside import/files only: how Pelican writes links, and what it makes of folders. */
#ifndef IMPORT_FILES_IMPORT_PELICAN_H
#define IMPORT_FILES_IMPORT_PELICAN_H

#include "base/err.h"
#include "import/common/import_run.h"
#include "markup/frontmatter/front_matter.h"

/* True for the folder of a Pelican site. */
bool import_pelican_is_site(const char *folder);

/* True for a file of a Pelican site below content/pages/, of which Pelican makes a
 * page. */
bool import_pelican_is_page(const struct import_file *f);

/* Adds the folder of an article of a Pelican site as its category if it names none, as
 * Pelican does. ERR_NOMEM. */
enum err import_pelican_terms(struct import_work *w, struct front_matter *m) MUST_USE;

/* What Pelican's link `url` ("{filename}tide.md", "|static|/a.png", "{tag}mud", with or
 * without percent-encoding) leads to: the path of a file as seen from the imported one,
 * or an address on this site, which begins with a slash. `url` itself if it is no such
 * link; NULL when out of memory. */
const char *import_pelican_link(struct import_work *w, const char *url);

#endif
