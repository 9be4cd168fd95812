/* Inside authoring/: NAME.comments.json beside an exported article. */
#ifndef AUTHORING_EXPORT_COMMENTS_H
#define AUTHORING_EXPORT_COMMENTS_H

#include "authoring/export_article.h"

/* The text of such a file, as import_comments_read takes it; the caller frees it. NULL
 * when memory is out. */
char *export_comments_make(const struct export_article *article);

#endif
