/* Addresses of comments: the pages of a long thread, "comment-page-3/" after the
 * address of the article, as in WordPress, and a permanent one of each comment,
 * "/comment/12/", which leads to the page that shows it now. */
#ifndef SITE_COMMENTS_COMMENT_PATH_H
#define SITE_COMMENTS_COMMENT_PATH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

/* A number that stands for the last page: "comment-page-last/". */
enum { COMMENT_PATH_LAST = 0 };

/* The path of a page of the article at `article`; encoded if that is. NULL when out of
 * memory. */
char *comment_path_page(struct arena *a, const char *article, int64_t number);

/* What the path of every page begins with; a number and a slash follow. */
char *comment_path_pages(struct arena *a, const char *article);

/* True for the normalised path of such a page. *head becomes the number of bytes of the
 * article's own path, and *number that of the page, or COMMENT_PATH_LAST. */
bool comment_path_cut_page(const char *path, size_t *head, int64_t *number);

/* The permanent path of a comment. NULL when out of memory. */
char *comment_path_permanent(struct arena *a, int64_t id);

/* True for such a path, normalised. */
bool comment_path_cut_permanent(const char *path, int64_t *id);

#endif
