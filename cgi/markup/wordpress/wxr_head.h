/* The beginning of a WordPress export file. */
#ifndef MARKUP_WORDPRESS_WXR_HEAD_H
#define MARKUP_WORDPRESS_WXR_HEAD_H

#include <stdbool.h>
#include <stddef.h>

enum wxr_root {
  WXR_ROOT_NONE,   /* not XML */
  WXR_ROOT_EXPORT, /* a WordPress export, by its namespace */
  WXR_ROOT_OTHER   /* other XML */
};

enum { WXR_ROOT_NAME = 40 };

/* Looks for the root element in the `n` bytes at the start of a file; `name` becomes
 * its name, cut to fit, or "". A DOCTYPE before it may be long. */
enum wxr_root wxr_find_root(const char *head, size_t n, char name[WXR_ROOT_NAME]);

/* True if a value of the attributes of an element, as expat passes them, is a namespace
 * of WordPress's exports. Each version has its own, with http or https. */
bool wxr_has_namespace(const char *const *attributes);

/* Length of the byte order mark and blanks before the XML declaration at the start of a
 * file; *length becomes the length of the declaration. *length is 0 if there is none,
 * or not all of it in the `n` bytes. */
size_t wxr_find_declaration(const char *head, size_t n, size_t *length);

/* Moves blanks from before the XML declaration, where some WordPress plugins leave them
 * and XML does not allow them, to after it. The number of bytes and lines stays the
 * same. */
void wxr_fix_head(char *head, size_t n);

#endif
