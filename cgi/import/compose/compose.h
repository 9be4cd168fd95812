/* Composes an article from text by the rules of an import, without a file of its
 * own. */
#ifndef IMPORT_COMPOSE_COMPOSE_H
#define IMPORT_COMPOSE_COMPOSE_H

#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "import/compose/compose_input.h"
#include "markup/frontmatter/parse_problem.h"
#include "site/core/site.h"

/* Receives a remark about a part of the text that is ignored; `line` is 0 if there is
 * none. */
typedef void compose_note(void *context, int line, const char *note);

/* Saves an article; *id is its ID. An article that came from a file still belongs to
 * that file: the next change of the file replaces it. Returns ERR_INVALID or ERR_SYNTAX
 * with *problem, and changes nothing, if the text violates a rule or the article is no
 * longer what it `was`. Notes are passed on only for an article that was saved. */
enum err compose_save(struct site *site, struct arena *a, const struct compose *c,
    compose_note *note, void *context, int64_t *id,
    struct parse_problem *problem) MUST_USE;

#endif
