/* Inside markup/wordpress only: the elements of WordPress's export format, and which
 * member of the structs in wxr_item.h each of them sets. */
#ifndef MARKUP_WORDPRESS_WXR_FIELDS_H
#define MARKUP_WORDPRESS_WXR_FIELDS_H

#include <stdbool.h>

/* What the children of an element describe. */
enum wxr_place {
  IN_OUTSIDE, /* nothing yet: outside <channel> */
  IN_CHANNEL,
  IN_AUTHOR,   /* struct wxr_author */
  IN_CATEGORY, /* struct wxr_category */
  IN_ITEM,     /* struct wxr_item */
  IN_COMMENT,  /* struct wxr_comment */
  IN_META,     /* struct wxr_meta */
  IN_OTHER     /* an element that holds text, or is not known */
};

/* The place that the element `name` opens when it occurs at the place `in`. */
enum wxr_place wxr_fields_enter(enum wxr_place in, const char *name);

/* Sets all members of `into`, the struct of the place, that hold the text of an element
 * to "". */
void wxr_fields_clear(enum wxr_place place, void *into);

/* True if the text of the element `name` is kept at that place. */
bool wxr_fields_has(enum wxr_place place, const char *name);

/* Sets the member of `into`, the struct of the place, that holds the text of the
 * element `name`, to `value`, which is not copied. Does nothing if there is none. */
void wxr_fields_set(
    enum wxr_place place, const char *name, void *into, const char *value);

#endif
