/* Style sheet and icons: the built-in public files, each replaced by the site's own of
 * that name, under names that carry a fingerprint and so never change. */
#ifndef SITE_CORE_ASSETS_H
#define SITE_CORE_ASSETS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"

struct assets;

struct asset {
  const char *url;  /* "/assets/style.1f2e3d4c5b6a.css" */
  const char *type; /* media type */
  const unsigned char *data;
  size_t size;
};

/* Loads the built-in files and those of the folder `override` (NULL: none). The caller
 * owns *out. ERR_CONFIG, with a sentence in `why`, for a file there that is no regular
 * one or over 4 MiB; ERR_IO likewise for one that cannot be read. */
enum err assets_load(
    struct assets **out, const char *override, char *why, size_t why_size) MUST_USE;
void assets_free(struct assets *a);

/* Writes all of them into `folder` under their fingerprinted names, for a web server to
 * hand out; what is there already stays. ERR_IO where that fails. */
enum err assets_write(const struct assets *a, const char *folder) MUST_USE;

/* The address of a file by its plain name ("style.css"); "" if there is none. */
const char *assets_url(const struct assets *a, const char *name);

/* The file at an address, or NULL. */
const struct asset *assets_find(const struct assets *a, const char *url);

/* Whether it is worth compressing: text. */
bool asset_is_text(const struct asset *a);

/* Adds the bytes of the file, compressed with gzip where `gzip`. ERR_NOMEM. */
enum err asset_add(const struct asset *a, bool gzip, struct buf *out) MUST_USE;

/* A hash over all names and contents. */
uint64_t assets_hash(const struct assets *a);

#endif
