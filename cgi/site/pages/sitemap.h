/* The sitemap (https://www.sitemaps.org/protocol.html): an index at /sitemap.xml, and
 * parts of up to SITEMAP_PART rows (db/model/sitemap.h). A part contains a fixed range
 * of IDs, so that old parts stay the same while new ones are added. */
#ifndef SITE_PAGES_SITEMAP_H
#define SITE_PAGES_SITEMAP_H

#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "site/core/site.h"

/* Sets *out to a number that changes whenever the sitemap may change, for an ETag.
 * Errors of the database. */
enum err sitemap_revision(struct site *site, uint64_t *out) MUST_USE;

/* Adds the index. ERR_NOMEM, errors of the database. */
enum err sitemap_index(struct site *site, struct buf *out) MUST_USE;

/* Adds the part at a path, "/sitemap-articles-2.xml" or "/sitemap-lists-1.xml".
 * ERR_NOT_FOUND if there is no such part or it is empty; ERR_NOMEM, errors of the
 * database. Memory other than for the text does not grow with it. */
enum err sitemap_part(struct site *site, const char *path, struct buf *out) MUST_USE;

#endif
