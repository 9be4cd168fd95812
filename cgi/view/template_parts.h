/* Inside view/ only: whether the page of an article can be rendered in parts, so that
 * what comments and their form do not change is rendered once. They are then rendered
 * from templates of their own, and the result must be the same, byte for byte. */
#ifndef VIEW_TEMPLATE_PARTS_H
#define VIEW_TEMPLATE_PARTS_H

#include <stdbool.h>
#include <stddef.h>

/* True if something that is inserted after these `n` bytes of a template stands between
 * two tags, in no comment, and in no element whose content is not HTML, such as script.
 * Only there is a variable escaped as at the beginning of a template. */
bool template_parts_is_between_tags(const char *text, size_t n);

/* True if these `n` bytes, the text of comments.html or form.html with everything they
 * include, use only names that view_comments.c sets. Any other name could be one that
 * the page around it sets. */
bool template_parts_is_closed(const char *text, size_t n);

/* True if these `n` bytes of the page around them use none of the names that
 * view_comments.c sets for the whole page. */
bool template_parts_is_apart(const char *text, size_t n);

/* True if these `n` bytes, the text of form.html, do not depend on comments. */
bool template_parts_is_form(const char *text, size_t n);

#endif
