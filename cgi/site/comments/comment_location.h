/* The page that shows a comment. */
#ifndef SITE_COMMENTS_COMMENT_LOCATION_H
#define SITE_COMMENTS_COMMENT_LOCATION_H

#include "base/arena.h"
#include "base/err.h"
#include "db/model/article.h"
#include "db/model/comment.h"
#include "site/core/site.h"

/* Stores the encoded path of the page in *out: that of the article, or of a page of its
 * comments. For a comment that is not approved, it is the page that would show it if it
 * were. ERR_NOMEM, errors of the database. */
enum err comment_location_page(struct site *site, struct arena *a,
    const struct article *article, const struct comment *c, const char **out) MUST_USE;

/* The same for a comment that has just been written, and so has the largest ID of all;
 * `article` is as it was then, with the comment counted if it is approved. Usually
 * takes the same time however many comments there are. Same errors. */
enum err comment_location_of_new(struct site *site, struct arena *a,
    const struct article *article, const struct comment *c, const char **out) MUST_USE;

/* The same with the fragment of the comment: "/a/comment-page-3/#comment-12". */
enum err comment_location(struct site *site, struct arena *a,
    const struct article *article, const struct comment *c, const char **out) MUST_USE;

/* The encoded path of page `number` of an article with that many comments: the
 * article's own for the page that it shows itself. NULL when out of memory. */
const char *comment_location_number(const struct site *site, struct arena *a,
    const struct article *article, int64_t comments, int64_t number);

#endif
