/* The templates of a site, loaded once and read-only then: ctemplate behind C.
 *
 * On loading, {{word:ID}} becomes the escaped text of the catalogue in the site's
 * language (a {NAME} in it the variable {{NAME}}), and {{include:FILE}} the text of
 * another template, so that a partial sees all variables of its page. A loaded set is
 * only read; a reload makes a new one. No C++ exception leaves this module. */
#ifndef VIEW_TEMPLATES_H
#define VIEW_TEMPLATES_H

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"

#ifdef __cplusplus
extern "C" {
#endif

struct templates;

/* Loads every built-in template, each replaced by the file of its name in the folder
 * `override` where there is one (NULL: no folder). The caller owns *out.
 * ERR_TEMPLATE with one sentence naming file and fault in `why` (of `why_size`), when
 * a file does not parse, names an unknown word, lacks its AUTOESCAPE line, or is of
 * no name that is known. */
enum err templates_load(struct templates **out, const char *override, const char *lang,
    char *why, size_t why_size) MUST_USE;

void templates_free(struct templates *t);

/* A hash of all texts loaded: two sets of equal hash render alike. */
uint64_t templates_hash(const struct templates *t);

/* The values of one rendering: a tree. The root is the caller's to free; children
 * belong to their parent. Memory running out is remembered and makes templates_render
 * fail. */
struct dict;

struct dict *dict_new(const struct templates *t);
void dict_free(struct dict *root);

/* Sets a variable, in this dictionary and the sections below it. NULL counts as "".
 * `value` is not copied: it must outlive the rendering. */
void dict_set(struct dict *d, const char *name, const char *value);
void dict_set_int(struct dict *d, const char *name, int64_t value);

/* Shows the section `name` once more, with values of its own. */
struct dict *dict_section(struct dict *d, const char *name);

/* Shows the section `section` once and sets `name`, which it is about, in `d`: a
 * section with values of its own costs much more. Nothing where `value` is NULL or "".
 */
void dict_section_value(
    struct dict *d, const char *section, const char *name, const char *value);

/* Shows the section, once however often this is called, when `shown`. */
void dict_show(struct dict *d, const char *section, int shown);

/* Renders the template `file`. ERR_TEMPLATE when ctemplate reports a fault (nothing
 * of the output may be sent then), ERR_NOMEM. */
enum err templates_render(const struct templates *t, const char *file,
    const struct dict *d, struct buf *out) MUST_USE;

#ifdef __cplusplus
}
#endif

#endif
