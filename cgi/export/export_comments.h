/* NAME.comments.json next to an exported article. */
#ifndef EXPORT_EXPORT_COMMENTS_H
#define EXPORT_EXPORT_COMMENTS_H

#include "export/export_article.h"

/* Returns the text of such a file, which import_comments_read reads; the caller frees
 * it. NULL when out of memory. */
char *export_comments_make(const struct export_article *article);

#endif
