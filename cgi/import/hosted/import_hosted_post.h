/* Inside import only: what an export says about a post, as front matter. */
#ifndef IMPORT_HOSTED_IMPORT_HOSTED_POST_H
#define IMPORT_HOSTED_IMPORT_HOSTED_POST_H

#include <stdbool.h>

#include "import/common/import_run.h"

/* A post of an export. NULL for what is not known. */
struct import_hosted_post {
  const char *title;
  const char *name; /* what the slug is derived from, and a missing title */
  const char *excerpt, *author, *date;
  const char *url; /* its address on the old site */
  const char *const *tags;
  size_t tag_count;
  bool is_page, is_draft;
  const char *body; /* HTML */
};

/* Replaces *text by the front matter of the post and its body, in the work's arena, and
 * marks the work as converted. ERR_NOMEM. */
enum err import_hosted_post_write(struct import_work *w,
    const struct import_hosted_post *post, char **text, size_t *size) MUST_USE;

#endif
