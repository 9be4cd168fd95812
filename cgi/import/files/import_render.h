/* Inside import/files only: the HTML of an article's text. */
#ifndef IMPORT_FILES_IMPORT_RENDER_H
#define IMPORT_FILES_IMPORT_RENDER_H

#include <stdbool.h>

#include "base/err.h"
#include "import/common/import_run.h"
#include "markup/frontmatter/parse_problem.h"
#include "site/publish/article_input.h"

/* True for a file of HTML, false for one of Markdown. */
bool import_render_is_html(const struct import_file *f);

/* Makes the parts of a Markdown *body that its parser must not read preformatted text,
 * with a note; `first` is the line of the file on which the body begins. Returns
 * ERR_INVALID with *problem instead if the author is waiting; ERR_NOMEM,
 * ERR_TOO_LARGE. */
enum err import_render_contain(struct import_work *w, int first, const char **body,
    struct parse_problem *problem) MUST_USE;

/* Sets d->format, d->renderer and d->html, the HTML of `body`; d->source too if the
 * whole becomes preformatted text, which is reported. Errors as markdown_to_html and
 * sanitise_html. */
enum err import_render(
    struct import_work *w, const char *body, struct article_input *d) MUST_USE;

#endif
