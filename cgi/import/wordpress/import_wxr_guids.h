/* Inside import only: the GUIDs of the posts and pages in a WXR file.
 * WordPress creates them from the site's URL at that time and a number,
 * "https://old.example/?p=7", and never changes them. */
#ifndef IMPORT_WORDPRESS_IMPORT_WXR_GUIDS_H
#define IMPORT_WORDPRESS_IMPORT_WXR_GUIDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"

/* A growing array of hashes. */
struct wxr_hashes {
  uint64_t *items;
  size_t count, cap;
};

struct wxr_guids {
  struct wxr_guids *next; /* of the previous export file */
  struct arena *arena;
  struct wxr_hashes all,
      origins; /* sorted; of the whole GUID, and of the part before "?" */
};

/* Adds the GUID of an item. ERR_NOMEM. */
enum err wxr_guids_add(struct wxr_guids *g, const char *guid) MUST_USE;

/* Call it after the last addition and before the first lookup. */
void wxr_guids_sort(struct wxr_guids *g);

/* How many items of the file have this GUID. */
size_t wxr_guids_count(const struct wxr_guids *g, const char *guid);

/* True if another item of the file has a GUID of the same site. */
bool wxr_guids_has_origin(const struct wxr_guids *g, const char *guid);

#endif
