/* Inside import/wordpress only: texts and dates as WordPress writes them. */
#ifndef IMPORT_WORDPRESS_IMPORT_WXR_TEXT_H
#define IMPORT_WORDPRESS_IMPORT_WXR_TEXT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"

/* Copies a text without control characters and with LF line ends into the arena. NULL
 * when out of memory. */
char *import_wxr_text_clean(struct arena *a, const char *s);

/* Reads the first of two dates that is valid; `utc` and `local` as WordPress writes
 * them. Returns false if neither is. */
bool import_wxr_text_date(const char *utc, const char *local, int64_t *out);

#endif
