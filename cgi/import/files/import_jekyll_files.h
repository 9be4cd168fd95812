/* Inside import/files only: which files of a Jekyll site Jekyll itself would publish.
 */
#ifndef IMPORT_FILES_IMPORT_JEKYLL_FILES_H
#define IMPORT_FILES_IMPORT_JEKYLL_FILES_H

#include <stdbool.h>

/* True for the folder of a whole Jekyll site, and for a folder of its posts alone. */
bool import_jekyll_is_site(const char *folder);

/* Why Jekyll publishes nothing from the folder `name`, as a message; NULL if it does.
 */
const char *import_jekyll_skips_folder(const char *name);

/* The same for the file at the real path `path` of the site at `root`. */
const char *import_jekyll_skips_file(const char *root, const char *path);

#endif
