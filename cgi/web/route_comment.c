/* Submission of the comment form, one comment at a time. */
#include "web/comment_post.h"
#include "web/handle.h"

enum err page_post_comment(
    struct site *site, const struct request *r, struct response *out) {
  struct comment_post p = {.attempt = NULL};
  comment_post_begin(site, r, &p);
  if (p.attempt)
    comment_submit_store(site, &p.attempt, 1);
  return comment_post_end(site, r, &p, out);
}
