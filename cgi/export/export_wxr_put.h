/* Inside export only: writes elements of a WXR document. */
#ifndef EXPORT_EXPORT_WXR_PUT_H
#define EXPORT_EXPORT_WXR_PUT_H

#include <stdbool.h>

#include "base/err.h"
#include "export/export_wxr_internal.h"

/* Writes an element with a text as it is, or as HTML where WordPress stores HTML.
 * Characters that XML does not allow are left out. `name` may include attributes. */
void export_wxr_put(struct export_wxr *d, const char *name, const char *text);
enum err export_wxr_put_plain(
    struct export_wxr *d, const char *name, const char *text) MUST_USE;

/* Writes an element with a number, or with a time in UTC or in the site's zone. */
void export_wxr_put_number(struct export_wxr *d, const char *name, int64_t n);
void export_wxr_put_date(struct export_wxr *d, const char *name, int64_t t, bool utc);

#endif
