/* Inside export only: a comment as WordPress's format has it. */
#ifndef EXPORT_EXPORT_WXR_COMMENT_H
#define EXPORT_EXPORT_WXR_COMMENT_H

#include "export/export_article.h"
#include "export/export_wxr_internal.h"

/* Writes the comment. ERR_NOMEM. */
enum err export_wxr_put_comment(
    struct export_wxr *d, const struct export_comment *c) MUST_USE;

#endif
