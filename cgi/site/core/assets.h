/* Assets: style sheet, icons and robots.txt. A file of the theme or in the site's
 * public/ replaces the built-in one of the same name. The address of an asset contains
 * a fingerprint of its content, so that browsers may cache it forever. */
#ifndef SITE_CORE_ASSETS_H
#define SITE_CORE_ASSETS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/overlay.h"

struct assets;

struct asset {
  const char *url;  /* "/assets/style.1f2e3d4c5b6a.css" */
  const char *type; /* media type */
  const unsigned char *data;
  size_t size;
};

/* Loads the built-in files; those of `own` (NULL: none) replace them. The style
 * sheet becomes style.css, theme.css and `style`, in this order. The caller frees *out
 * with assets_free. ERR_CONFIG, with a sentence in `why`, if a file there is not a
 * regular file or is larger than 4 MiB; ERR_IO, likewise, if it cannot be read;
 * ERR_NOMEM. */
enum err assets_load(struct assets **out, const struct overlay *own, const char *style,
    char *why, size_t why_size) MUST_USE;

/* Does nothing for NULL. */
void assets_free(struct assets *a);

/* Writes all assets to `folder` under their fingerprinted names, for the web server;
 * texts compressed as well, as NAME.gz and NAME.br. Keeps files that exist. ERR_IO. */
enum err assets_write(const struct assets *a, const char *folder) MUST_USE;

/* The address of an asset by its plain name ("style.css"); "" if there is none. Valid
 * until assets_free. */
const char *assets_url(const struct assets *a, const char *name);

/* The asset at an address, or NULL. */
const struct asset *assets_find(const struct assets *a, const char *url);

/* True if the asset is text, and so worth compressing. */
bool asset_is_text(const struct asset *a);

/* Adds the bytes of an asset, compressed if `gzip`. ERR_NOMEM. */
enum err asset_add(const struct asset *a, bool gzip, struct buf *out) MUST_USE;

/* A hash of all names and contents. */
uint64_t assets_hash(const struct assets *a);

#endif
