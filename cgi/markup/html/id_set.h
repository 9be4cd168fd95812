/* The set of IDs in a document, none of which may occur twice. */
#ifndef MARKUP_HTML_ID_SET_H
#define MARKUP_HTML_ID_SET_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"

/* {0} is an empty set. Its memory belongs to the arena; the IDs must outlive it. */
struct id_set {
  struct id_slot *slots;
  size_t cap, count;
};

/* Adds `id`; *is_new tells whether it was missing. ERR_NOMEM. */
enum err id_set_add(
    struct id_set *set, struct arena *a, const char *id, bool *is_new) MUST_USE;

/* Adds `id` or, if that exists, the first of "id-1", "id-2", ... that does not; *out is
 * the one added. Many IDs of the same name cost no more than others. ERR_NOMEM. */
enum err id_set_add_numbered(
    struct id_set *set, struct arena *a, const char *id, const char **out) MUST_USE;

#endif
