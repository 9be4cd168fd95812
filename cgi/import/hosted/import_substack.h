/* Inside import only: posts of an export of Substack. */
#ifndef IMPORT_HOSTED_IMPORT_SUBSTACK_H
#define IMPORT_HOSTED_IMPORT_SUBSTACK_H

#include <stdbool.h>

#include "import/common/import_run.h"
#include "import/hosted/import_substack_rows.h"

/* True if the folder `posts` has a file with a name as "140001.low-tide.html". */
bool import_substack_has_names(const char *posts);

/* Replaces the text of "1234.low-tide.html", which is only the body of the post, by
 * front matter from posts.csv and the body (import_hosted_post.h). Only a post for
 * everybody becomes public; any other one is a draft, with a note. ERR_NOMEM. */
enum err import_substack_convert(struct import_work *w,
    const struct import_substack_rows *rows, char **text, size_t *size) MUST_USE;

#endif
