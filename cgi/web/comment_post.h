/* Submission of the comment form in steps, so that comments which have arrived together
 * are stored together. */
#ifndef WEB_COMMENT_POST_H
#define WEB_COMMENT_POST_H

#include "http/request.h"
#include "http/response.h"
#include "site/comments/comment_form.h"
#include "site/comments/comment_submit.h"
#include "site/core/site.h"

/* A submission; {0} at first. Lives until comment_post_end. */
struct comment_post {
  struct comment_submission in;
  struct comment_outcome outcome;
  struct comment_attempt *attempt; /* to be stored; NULL: nothing is left to store */
  bool previews;
  enum err result; /* without an attempt */
};

/* Reads and checks the form in the body of a request, whose arena it uses. After it, an
 * attempt has to be stored (comment_submit_store). */
void comment_post_begin(
    struct site *site, const struct request *r, struct comment_post *p);

/* The form in the body of a request, to be sent again. Errors of form_read. */
enum err comment_post_put_off(
    struct site *site, const struct request *r, struct view_form *out) MUST_USE;

/* Whether the answer is only a redirect to the comment, which takes no time. */
bool comment_post_is_stored(const struct comment_post *p);

/* Fills in the response. Returns the error that is to be answered, or OK. */
enum err comment_post_end(struct site *site, const struct request *r,
    struct comment_post *p, struct response *out) MUST_USE;

#endif
