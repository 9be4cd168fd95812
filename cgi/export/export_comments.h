/* Inside export/: NAME.comments.json beside an exported article. */
#ifndef EXPORT_EXPORT_COMMENTS_H
#define EXPORT_EXPORT_COMMENTS_H

#include "export/export_article.h"

/* The text of such a file, as import_comments_read takes it; the caller frees it. NULL
 * when memory is out. */
char *export_comments_make(const struct export_article *article);

#endif
