/* Inside import only: the text from which import/compose/compose.h makes an article. */
#ifndef IMPORT_COMPOSE_COMPOSE_TEXT_H
#define IMPORT_COMPOSE_COMPOSE_TEXT_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/err.h"
#include "import/compose/compose_input.h"
#include "markup/frontmatter/parse_problem.h"
#include "site/core/site.h"

/* Front matter and body as one text in the arena: the given text, or the article's own,
 * with the changes. *as_given tells whether it is the given text, so that line numbers
 * are those its author knows. Errors as compose_save. */
enum err compose_text(struct site *site, struct arena *a, const struct compose *c,
    char **text, size_t *size, bool *as_given, struct parse_problem *problem) MUST_USE;

#endif
