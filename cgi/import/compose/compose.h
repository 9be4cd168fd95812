/* A text becomes an article, by the rules of an import, without belonging to a file. */
#ifndef IMPORT_COMPOSE_COMPOSE_H
#define IMPORT_COMPOSE_COMPOSE_H

#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "import/compose/compose_input.h"
#include "markup/frontmatter/parse_problem.h"
#include "site/core/site.h"

/* Something of the text was not taken over; `line` from 1, 0 for none in particular. */
typedef void compose_note(void *context, int line, const char *note);

/* Saves the article of a text; *id is its number. An article that came from a file
 * stays that file's: the file's next change replaces it. ERR_INVALID or ERR_SYNTAX with
 * *problem, and nothing changed, where the text breaks a rule or the article is another
 * by now than it `was`. Notes come only for what was saved. */
enum err compose_save(struct site *site, struct arena *a, const struct compose *c,
    compose_note *note, void *context, int64_t *id,
    struct parse_problem *problem) MUST_USE;

#endif
