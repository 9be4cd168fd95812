/* Inside import/wordpress only: counts what an import ignores. */
#ifndef IMPORT_WORDPRESS_IMPORT_WXR_LEFT_H
#define IMPORT_WORDPRESS_IMPORT_WXR_LEFT_H

#include "import/wordpress/import_wxr_internal.h"

/* Counts something that is ignored, in the item at `line`. The same text is one entry.
 */
void import_wxr_left_add(struct import_wxr *x, int line, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Reports each entry with its count as a warning. */
void import_wxr_left_report(const struct import_wxr *x);

#endif
