/* Composes an update of a live post from text. */
#ifndef IMPORT_COMPOSE_COMPOSE_LIVE_H
#define IMPORT_COMPOSE_COMPOSE_LIVE_H

#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "db/model/live.h"
#include "import/compose/compose.h"
#include "markup/frontmatter/parse_problem.h"
#include "site/core/site.h"

/* Checks u->title and u->source, each NULL if it is not to be changed, and makes
 * u->html and u->rich from the source, in the arena. Pictures next to the file of an
 * imported article are copied to media/. Returns ERR_SYNTAX, ERR_INVALID or
 * ERR_TOO_LARGE with *problem if a text is not allowed; ERR_NOT_FOUND if there is no
 * such article; ERR_NOMEM. */
enum err compose_live(struct site *site, struct arena *a, int64_t article,
    struct live_update *u, compose_note *note, void *context,
    struct parse_problem *problem) MUST_USE;

#endif
