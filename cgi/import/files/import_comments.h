/* Inside import only: reads NAME.comments.json. */
#ifndef IMPORT_FILES_IMPORT_COMMENTS_H
#define IMPORT_FILES_IMPORT_COMMENTS_H

#include "import/common/import_comment_list.h"

/* Reads and checks all comments of a NAME.comments.json by the rules of the comment
 * form. Returns ERR_SYNTAX or ERR_INVALID with *problem if it is not JSON of this form,
 * a field violates a rule, an ID is repeated, or a reply leads to a missing comment or
 * back to itself; ERR_NOMEM. */
enum err import_comments_read(struct arena *a, const char *json,
    struct import_comments *out, struct parse_problem *problem) MUST_USE;

#endif
