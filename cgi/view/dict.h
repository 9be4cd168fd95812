/* The values that a template shows. */
#ifndef VIEW_DICT_H
#define VIEW_DICT_H

#include <stdint.h>

#ifdef __cplusplus
#include <ctemplate/template_dictionary_interface.h>

extern "C" {
#endif

/* The values of one rendering, as a tree. The caller frees the root; sections belong to
 * their parent. Every function accepts NULL, and remembers when memory runs out: then
 * templates_render returns ERR_NOMEM, so that callers need not check each step. */
struct dict;

/* An empty root. NULL when out of memory. */
struct dict *dict_new(void);

/* Frees a root and its sections. */
void dict_free(struct dict *root);

/* Sets a variable in this dictionary and the sections below it. NULL means "". `value`
 * is not copied and must outlive the rendering. */
void dict_set(struct dict *d, const char *name, const char *value);

/* Sets a variable to a decimal number. */
void dict_set_int(struct dict *d, const char *name, int64_t value);

/* Shows the section `name` once more and returns its dictionary. */
struct dict *dict_section(struct dict *d, const char *name);

/* Shows the section `section` once and sets the variable `name` in `d`, unless `value`
 * is NULL or "". Much cheaper than a section with a dictionary of its own. */
void dict_section_value(
    struct dict *d, const char *section, const char *name, const char *value);

/* Shows the section once, if `shown`, however often this is called. */
void dict_show(struct dict *d, const char *section, int shown);

#ifdef __cplusplus
}

/* What ctemplate expands a template with; NULL if `root` is NULL or memory ran out
 * while it was filled. */
const ctemplate::TemplateDictionaryInterface *dict_values(const struct dict *root);
#endif

#endif
