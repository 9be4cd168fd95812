/* Inside import only: folders that are the export of a service, which contain more
 * than the posts: data about the author, the subscribers and other readers. */
#ifndef IMPORT_HOSTED_IMPORT_HOSTED_H
#define IMPORT_HOSTED_IMPORT_HOSTED_H

#include <stdbool.h>

#include "import/common/import_run.h"

/* Stores in *out the export that the folder at the real path `folder` is, or, if
 * `is_first` is set, that it is a part of; NULL if it is none. It lives as long as the
 * run. A posts.csv that cannot be read, and posts without a file, are reported.
 * ERR_NOMEM. */
enum err import_hosted_find(struct import_run *run, const char *folder, bool is_first,
    const struct import_hosted **out) MUST_USE;

/* Why the file or folder at `path` is not imported, as a message; NULL if it is. */
const char *import_hosted_skips(
    const struct import_hosted *h, const char *path, bool is_folder);

/* Makes a post of an export a text with front matter; leaves any other text as it is.
 * ERR_NOMEM. */
enum err import_hosted_convert(
    struct import_work *w, char **text, size_t *size) MUST_USE;

#endif
