/* Hashes instead of the GUIDs themselves: 8 bytes for each of the posts of all export
 * files, which stay in memory until the end of the run. With 64 bits of a cryptographic
 * hash, a million posts collide with a probability of about one in 37 million. */
#include "import/wordpress/import_wxr_guids.h"

#include <stdlib.h>
#include <string.h>

#include "base/crypt.h"

static uint64_t import_wxr_guids_hash_of(const char *text, size_t n) {
  uint8_t hash[CRYPT_HASH];
  uint64_t out;
  crypt_hash(text, n, hash);
  memcpy(&out, hash, sizeof out);
  return out;
}

/* Length up to the question mark after the site's URL; 0 for a GUID of another form. */
static size_t import_wxr_guids_origin_of(const char *guid) {
  const char *query = strstr(guid, "/?");
  return query ? (size_t)(query - guid) : 0;
}

static enum err import_wxr_guids_add(
    struct arena *a, struct wxr_hashes *h, uint64_t hash) {
  uint64_t *items = arena_grow(a, h->items, h->count, &h->cap, sizeof *items);
  if (!items)
    return ERR_NOMEM;
  h->items = items;
  h->items[h->count++] = hash;
  return OK;
}

enum err wxr_guids_add(struct wxr_guids *g, const char *guid) {
  size_t n = import_wxr_guids_origin_of(guid);
  uint64_t origin = n ? import_wxr_guids_hash_of(guid, n) : 0;
  /* Nearly all items of a file come from one site, so comparing with the last one keeps
   * the list short. */
  bool is_last = g->origins.count && g->origins.items[g->origins.count - 1] == origin;
  enum err e = import_wxr_guids_add(
      g->arena, &g->all, import_wxr_guids_hash_of(guid, strlen(guid)));
  return e || !n || is_last ? e : import_wxr_guids_add(g->arena, &g->origins, origin);
}

static int import_wxr_guids_by_value(const void *a, const void *b) {
  uint64_t x, y;
  memcpy(&x, a, sizeof x);
  memcpy(&y, b, sizeof y);
  return x < y ? -1 : x > y;
}

static void import_wxr_guids_sort(struct wxr_hashes *h) {
  if (h->count)
    qsort(h->items, h->count, sizeof *h->items, import_wxr_guids_by_value);
}

void wxr_guids_sort(struct wxr_guids *g) {
  import_wxr_guids_sort(&g->all);
  import_wxr_guids_sort(&g->origins);
}

static size_t import_wxr_guids_count(const struct wxr_hashes *h, uint64_t hash) {
  const uint64_t *found = h->count ? bsearch(&hash, h->items, h->count, sizeof hash,
                                         import_wxr_guids_by_value)
                                   : NULL;
  const uint64_t *first = found, *end = h->items + h->count;
  if (!found)
    return 0;
  while (first > h->items && first[-1] == hash)
    first--;
  while (found < end && *found == hash)
    found++;
  return (size_t)(found - first);
}

size_t wxr_guids_count(const struct wxr_guids *g, const char *guid) {
  return import_wxr_guids_count(&g->all, import_wxr_guids_hash_of(guid, strlen(guid)));
}

bool wxr_guids_has_origin(const struct wxr_guids *g, const char *guid) {
  size_t n = import_wxr_guids_origin_of(guid);
  return n &&
         import_wxr_guids_count(&g->origins, import_wxr_guids_hash_of(guid, n)) > 0;
}
