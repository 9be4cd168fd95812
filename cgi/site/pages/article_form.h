/* Inside site/pages only: the comment form of an article. */
#ifndef SITE_PAGES_ARTICLE_FORM_H
#define SITE_PAGES_ARTICLE_FORM_H

#include "base/arena.h"
#include "base/err.h"
#include "db/model/article.h"
#include "site/core/site.h"
#include "site/pages/comment_reader.h"
#include "view/view_comments.h"

/* Sets where a form is sent, and what depends on the settings alone. */
void article_form_send(const struct site *site, struct view_form *form);

/* Sets the form, or the sentence that stands in its place, on the page at `path`
 * (encoded). `given` is the form as the reader filled it in; NULL for an empty one, or
 * one for a reply. ERR_NOMEM, errors of the database. */
enum err article_form_fill(struct site *site, struct arena *a,
    const struct article *article, const char *path,
    const struct comment_reader *reader, const struct view_form *given,
    struct view_comments *out) MUST_USE;

#endif
