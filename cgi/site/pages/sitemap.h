/* The sitemap (https://www.sitemaps.org/protocol.html): an index at /sitemap.xml, and
 * parts of SITEMAP_PART (db/model/sitemap.h) addresses at most. A part holds a range of
 * ids, so that it is found at once and stays the same while others grow. */
#ifndef SITE_PAGES_SITEMAP_H
#define SITE_PAGES_SITEMAP_H

#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "site/core/site.h"

/* A number that is another one when anything in them may be: for an ETag. */
enum err sitemap_revision(struct site *site, uint64_t *out) MUST_USE;

/* Adds the index. */
enum err sitemap_index(struct site *site, struct buf *out) MUST_USE;

/* Adds the part at a path, "/sitemap-articles-2.xml" or "/sitemap-lists-1.xml".
 * ERR_NOT_FOUND where there is none, or nothing in it. Memory but for the text itself
 * does not grow with it. */
enum err sitemap_part(struct site *site, const char *path, struct buf *out) MUST_USE;

#endif
