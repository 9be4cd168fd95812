/* The ids of a document: none may be there twice. */
#ifndef MARKUP_HTML_ID_SET_H
#define MARKUP_HTML_ID_SET_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"

/* {0} is an empty set. Its memory is the arena's; the ids have to outlive it. */
struct id_set {
  struct id_slot *slots;
  size_t cap, count;
};

/* Adds `id`; *is_new is whether it was not there. ERR_NOMEM. */
enum err id_set_add(
    struct id_set *set, struct arena *a, const char *id, bool *is_new) MUST_USE;

/* Adds `id`, or where that is there the first that is not of "id-1", "id-2", ...; *out
 * is the one added. Many of one name cost no more than others. ERR_NOMEM. */
enum err id_set_add_numbered(
    struct id_set *set, struct arena *a, const char *id, const char **out) MUST_USE;

#endif
