/* Inside export only: bodies of a WXR document, and the files they show. */
#ifndef EXPORT_EXPORT_WXR_FILES_H
#define EXPORT_EXPORT_WXR_FILES_H

#include "base/err.h"
#include "export/export_article.h"
#include "export/export_wxr_internal.h"

/* The HTML of an article in a form that WordPress leaves alone, in the arena: one
 * block, nothing that looks like a shortcode, absolute URLs for files of media/, which
 * are remembered. ERR_NOMEM. */
enum err export_wxr_body(struct export_wxr *d, struct arena *a,
    const struct export_article *article, const char **out) MUST_USE;

/* Writes an item for each file that was remembered. */
enum err export_wxr_put_files(struct export_wxr *d) MUST_USE;

#endif
