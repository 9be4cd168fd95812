/* Making a running pamphlet.fcgi read its settings and templates again. */
#ifndef OPS_RELOAD_H
#define OPS_RELOAD_H

#include <stddef.h>

#include "base/err.h"

/* Reloads the service of the site in `dir` and waits for the result, `seconds` at most.
 * With a sentence in `why`: ERR_NOT_FOUND if no service is running here, ERR_OWNER if
 * it is another user's, ERR_CONFIG if it has kept its old settings because of an error
 * in the new ones, ERR_BUSY if it takes longer. ERR_NOMEM. */
enum err reload_service(
    const char *dir, int seconds, char *why, size_t why_size) MUST_USE;

#endif
