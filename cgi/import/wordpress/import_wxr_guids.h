/* Inside import/: the GUIDs of the posts and pages in a WXR file. WordPress makes
 * them of the site's address at that time and a number, "https://old.example/?p=7", and
 * never changes them. */
#ifndef IMPORT_WORDPRESS_IMPORT_WXR_GUIDS_H
#define IMPORT_WORDPRESS_IMPORT_WXR_GUIDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"

/* Hashes, with room for more. */
struct wxr_hashes {
  uint64_t *items;
  size_t count, cap;
};

struct wxr_guids {
  struct wxr_guids *next; /* of the export file before */
  struct arena *arena;
  struct wxr_hashes all, origins; /* in order, once sorted; what is in front of "?" */
};

/* Puts the GUID of one more item on the list. ERR_NOMEM. */
enum err wxr_guids_add(struct wxr_guids *g, const char *guid) MUST_USE;

/* After the last one, before the first question. */
void wxr_guids_sort(struct wxr_guids *g);

/* How many items of the file have it. */
size_t wxr_guids_count(const struct wxr_guids *g, const char *guid);

/* True where another item of the file has a GUID of the same site. */
bool wxr_guids_has_origin(const struct wxr_guids *g, const char *guid);

#endif
