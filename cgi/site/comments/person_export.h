/* A copy of everything that is stored about one person, as JSON. */
#ifndef SITE_COMMENTS_PERSON_EXPORT_H
#define SITE_COMMENTS_PERSON_EXPORT_H

#include <jansson.h>

#include "base/arena.h"
#include "base/err.h"
#include "site/comments/person_erase.h"
#include "site/core/site.h"

/* Fills *out, which the caller releases, with an array of rows for each kind. Errors
 * of person_find. */
enum err person_export(struct site *site, struct arena *a, const struct person *who,
    json_t **out) MUST_USE;

#endif
