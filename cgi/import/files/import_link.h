/* Inside import only: relative links of imported files. */
#ifndef IMPORT_FILES_IMPORT_LINK_H
#define IMPORT_FILES_IMPORT_LINK_H

#include "import/common/import_run.h"

/* The URL that replaces a link of the file; a callback of sanitise_rewriter, whose
 * context is a struct import_work. Pictures get a URL in media/ and are added to the
 * list of pictures, other files of the import become their permalinks, everything else
 * stays. */
const char *import_link(void *context, const char *url, bool is_image);

/* True if `url` is already a link to a file in media/: an exported folder has its own
 * media/, whose files keep their names and are added to the list of pictures, and a
 * file in the site's media/ stays. */
bool import_link_own_media(struct import_work *w, const char *url);

/* The URL in media/ of the file at the real path `file`, whose name has an ending that
 * media/ accepts (import_kind.h) and which is added to the list of pictures; `url`
 * itself, with a note, if the file cannot be used. */
const char *import_link_media(struct import_work *w, const char *file, const char *url);

/* The permalink of the article that the file at the real path `file` has become, with
 * the fragment of `url`; `url` itself if there is none (yet). */
const char *import_link_article(
    struct import_work *w, const char *file, const char *url);

#endif
