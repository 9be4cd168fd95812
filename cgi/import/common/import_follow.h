/* Inside import only: what readers get at an address of the old site. */
#ifndef IMPORT_COMMON_IMPORT_FOLLOW_H
#define IMPORT_COMMON_IMPORT_FOLLOW_H

#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "site/core/site.h"

/* The path of an address with its query, whatever its host; NULL if it has none. */
const char *import_follow_path(const char *address);

/* Asks for an address with the function that answers readers, so that what is reported
 * cannot differ from what they get, and follows redirects within the site. Its host is
 * ignored. *article becomes the ID of the public article that is found there, or 0 if
 * it is something else. Call it in a read transaction (db_read_begin). ERR_NOT_FOUND if
 * it leads nowhere, ERR_GONE; ERR_NOMEM, errors of the database. */
enum err import_follow(
    struct site *site, struct arena *a, const char *address, int64_t *article) MUST_USE;

#endif
