/* The part of an article above its "more" mark, "<!--more-->", which engines show in
 * lists. */
#ifndef SITE_PUBLISH_ARTICLE_MORE_H
#define SITE_PUBLISH_ARTICLE_MORE_H

#include "base/arena.h"
#include "base/err.h"

/* *out becomes the HTML, as the sanitiser writes it, of what precedes the first mark in
 * `source` (of `format`, which may be NULL like the source); NULL if there is no mark,
 * or the text cannot be rendered. White space in the mark and letter case do not
 * matter; a mark in code is text. Links are not those of the article. Lives in the
 * arena. ERR_NOMEM. */
enum err article_more_head(
    struct arena *a, const char *format, const char *source, const char **out) MUST_USE;

#endif
