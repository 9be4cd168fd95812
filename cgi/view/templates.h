/* The templates of a site: ctemplate behind a C interface.
 *
 * Loading replaces {{message:ID}} by the escaped message in the site's language, in
 * which {NAME} becomes the variable {{NAME}}, and {{include:FILE}} by the text of
 * another template, which therefore sees all variables of the page. Templates whose
 * name ends in .txt are plain text, in which nothing is escaped. A loaded set never
 * changes; a reload creates a new one. No C++ exception leaves this module. */
#ifndef VIEW_TEMPLATES_H
#define VIEW_TEMPLATES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/overlay.h"
#include "view/dict.h"

#ifdef __cplusplus
extern "C" {
#endif

struct templates;

/* Loads all templates. Files of `own` (NULL: none) replace the built-in ones of the
 * same name. The caller frees *out with templates_free. ERR_TEMPLATE, with a sentence
 * in `why` that names the file, if a file does not parse, uses an unknown message,
 * lacks its AUTOESCAPE line, or has an unknown name; ERR_NOMEM. */
enum err templates_load(struct templates **out, const struct overlay *own,
    const char *lang, char *why, size_t why_size) MUST_USE;

/* Does nothing for NULL. */
void templates_free(struct templates *t);

/* A hash of all loaded texts. Sets with equal hashes render alike. */
uint64_t templates_hash(const struct templates *t);

/* Adds the rendered template `file`. On failure adds nothing. ERR_TEMPLATE if ctemplate
 * reports an error, ERR_NOMEM. */
enum err templates_render(const struct templates *t, const char *file, struct dict *d,
    struct buf *out) MUST_USE;

/* What a page that is rendered in parts leaves out. */
enum template_part { TEMPLATE_PART_COMMENTS, TEMPLATE_PART_FORM, TEMPLATE_PARTS };

/* Where in the text, in the order of the page. */
struct template_gap {
  enum template_part part;
  size_t at;
};

/* True if article.html can be rendered in parts. A theme may make that impossible: then
 * only templates_render has the page. */
bool templates_has_parts(const struct templates *t);

/* Adds article.html without its comments and their form, as templates_render does if
 * neither is shown, and stores where they belong in gaps[TEMPLATE_PARTS]: comments.html
 * and form.html, rendered by themselves with the same values, are what the page has
 * there. Only if templates_has_parts. Errors as templates_render. */
enum err templates_render_parted(const struct templates *t, struct dict *d,
    struct buf *out, struct template_gap *gaps) MUST_USE;

#ifdef __cplusplus
}
#endif

#endif
