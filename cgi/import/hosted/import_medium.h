/* Inside import only: posts of an export of Medium. */
#ifndef IMPORT_HOSTED_IMPORT_MEDIUM_H
#define IMPORT_HOSTED_IMPORT_MEDIUM_H

#include <stdbool.h>

#include "import/common/import_run.h"

/* True for the text of a post, which is a whole HTML document. */
bool import_medium_is_post(const char *text);

/* True for the folder of a whole export: its posts are in posts/, and all other folders
 * hold data about the author and other people. */
bool import_medium_is_export(const char *folder);

/* Replaces the text of a post by front matter and its body (import_hosted_post.h). A
 * response to somebody else's post becomes a draft, with a note. ERR_NOMEM. */
enum err import_medium_convert(
    struct import_work *w, char **text, size_t *size) MUST_USE;

#endif
