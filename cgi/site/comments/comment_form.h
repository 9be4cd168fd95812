/* The comment form as it is shown again after a submission that was not accepted. */
#ifndef SITE_COMMENTS_COMMENT_FORM_H
#define SITE_COMMENTS_COMMENT_FORM_H

#include "site/comments/comment_submit.h"
#include "view/view_article.h"

/* Fills in the form with everything the reader typed and a sentence for each fault. */
void comment_form_fill(struct site *site, struct arena *a,
    const struct comment_outcome *outcome, struct view_form *out);

#endif
