#include "site/core/assets.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/compress.h"
#include "base/crypt.h"
#include "base/embedded.h"
#include "base/file.h"

extern const struct embedded_file public_files[];

enum { MOST_BYTES = 4 << 20 };

struct assets_entry {
  const char *name; /* plain */
  char url[160];
  struct asset asset;
  unsigned char *own; /* content of the override; NULL: built-in */
};

struct assets {
  size_t count;
  uint64_t hash;
  struct assets_entry entries[];
};

static const char *assets_media_type(const char *name) {
  static const char *const types[][2] = {{".css", "text/css; charset=utf-8"},
      {".svg", "image/svg+xml"}, {".txt", "text/plain; charset=utf-8"},
      {".png", "image/png"}, {".ico", "image/x-icon"},
      {".js", "text/javascript; charset=utf-8"}};
  const char *end = strrchr(name, '.');
  for (size_t i = 0; end && i < sizeof types / sizeof types[0]; i++)
    if (strcmp(end, types[i][0]) == 0)
      return types[i][1];
  return "application/octet-stream";
}

/* Reads the override of a file, if there is one. The site owner made the file, so
 * symbolic links are followed. */
static enum err assets_read_override(
    const char *folder, struct assets_entry *e, char *why, size_t why_size) {
  char path[4096], fault[FILE_WHY];
  struct buf own = {0};
  snprintf(path, sizeof path, "%s/%s", folder, e->name);
  enum err error = file_read(path, FILE_FOLLOW, MOST_BYTES, &own, fault);
  if (!error) {
    e->asset.size = own.len;
    e->own = (unsigned char *)buf_steal(&own);
    e->asset.data = e->own ? e->own : (const unsigned char *)"";
    return OK;
  }
  buf_free(&own);
  if (error == ERR_NOT_FOUND)
    return OK;
  snprintf(why, why_size, "%s %s", path, fault);
  return error == ERR_INVALID || error == ERR_TOO_LARGE ? ERR_CONFIG : error;
}

/* "/assets/NAME.FINGERPRINT.EXTENSION" */
static void assets_make_url(struct assets_entry *e, uint8_t hash[CRYPT_HASH]) {
  char print[13];
  const char *dot = strrchr(e->name, '.');
  crypt_hash(e->asset.data, e->asset.size, hash);
  crypt_hex(hash, 6, print);
  snprintf(e->url, sizeof e->url, "/assets/%.*s.%s%.20s", (int)(dot - e->name), e->name,
      print, dot);
  e->asset.url = e->url;
}

enum err assets_load(
    struct assets **out, const char *override, char *why, size_t why_size) {
  size_t n = 0;
  while (public_files[n].name)
    n++;
  struct assets *a = calloc(1, sizeof *a + n * sizeof a->entries[0]);
  if (!a)
    return ERR_NOMEM;
  enum err e = OK;
  for (size_t i = 0; !e && i < n; i++) {
    struct assets_entry *entry = &a->entries[a->count++];
    uint8_t hash[CRYPT_HASH];
    uint64_t part;
    entry->name = public_files[i].name;
    entry->asset = (struct asset){NULL, assets_media_type(entry->name),
        public_files[i].data, public_files[i].size};
    if (override)
      e = assets_read_override(override, entry, why, why_size);
    assets_make_url(entry, hash);
    memcpy(&part, hash, sizeof part);
    a->hash = a->hash * 31 + part;
  }
  if (e) {
    assets_free(a);
    return e;
  }
  *out = a;
  return OK;
}

void assets_free(struct assets *a) {
  if (!a)
    return;
  for (size_t i = 0; i < a->count; i++)
    free(a->entries[i].own);
  free(a);
}

/* Writes to a temporary file and renames it: the web server reads the folder at any
 * time, and several processes may start at once. A file that exists has the same
 * content, because its name has the fingerprint. */
static enum err assets_write_one(const struct assets_entry *e, const char *folder) {
  char path[4200], temporary[4300];
  snprintf(path, sizeof path, "%s/%s", folder, e->url + strlen("/assets/"));
  if (access(path, R_OK) == 0)
    return OK;
  snprintf(temporary, sizeof temporary, "%s.%d", path, (int)getpid());
  FILE *f = fopen(temporary, "wb");
  if (!f)
    return ERR_IO;
  size_t written = fwrite(e->asset.data, 1, e->asset.size, f);
  if (fclose(f) != 0 || written != e->asset.size || rename(temporary, path) != 0) {
    unlink(temporary);
    return ERR_IO;
  }
  return OK;
}

enum err assets_write(const struct assets *a, const char *folder) {
  if (mkdir(folder, 0755) != 0 && errno != EEXIST)
    return ERR_IO;
  enum err e = OK;
  for (size_t i = 0; !e && i < a->count; i++)
    e = assets_write_one(&a->entries[i], folder);
  return e;
}

const char *assets_url(const struct assets *a, const char *name) {
  for (size_t i = 0; i < a->count; i++)
    if (strcmp(a->entries[i].name, name) == 0)
      return a->entries[i].url;
  return "";
}

const struct asset *assets_find(const struct assets *a, const char *url) {
  for (size_t i = 0; i < a->count; i++)
    if (strcmp(a->entries[i].url, url) == 0)
      return &a->entries[i].asset;
  return NULL;
}

bool asset_is_text(const struct asset *a) {
  return strncmp(a->type, "text/", 5) == 0 || strcmp(a->type, "image/svg+xml") == 0;
}

enum err asset_add(const struct asset *a, bool gzip, struct buf *out) {
  if (gzip)
    return compress_gzip((const char *)a->data, a->size, out);
  buf_add(out, a->data, a->size);
  return buf_status(out);
}

uint64_t assets_hash(const struct assets *a) {
  return a->hash;
}
