/* What readers may read, in the order of ids, for machines that want all of it. Errors:
 * store/store.h. */
#ifndef STORE_SITEMAP_H
#define STORE_SITEMAP_H

#include "base/arena.h"
#include "base/err.h"
#include "store/store.h"

/* Calls `visit` for each public article with from <= id <= to: its address, and when
 * its text changed last. What it returns ends the walk where it is not OK, and is
 * returned. */
typedef enum err sitemap_visit(void *context, const char *permalink, int64_t changed);
enum err sitemap_each(struct store *s, int64_t from, int64_t to, sitemap_visit *visit,
    void *context) MUST_USE;

/* When the last of them changed; 0 where there is none. */
enum err sitemap_changed(
    struct store *s, int64_t from, int64_t to, int64_t *out) MUST_USE;

#endif
