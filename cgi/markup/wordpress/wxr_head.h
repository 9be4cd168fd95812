/* The beginning of a WordPress export file. */
#ifndef MARKUP_WORDPRESS_WXR_HEAD_H
#define MARKUP_WORDPRESS_WXR_HEAD_H

#include <stdbool.h>
#include <stddef.h>

/* True if the `n` bytes at the start of a file look like a WordPress export. */
bool wxr_is_like(const char *head, size_t n);

/* Length of the byte order mark and blanks before the XML declaration at the start of a
 * file; *length becomes the length of the declaration. *length is 0 if there is none,
 * or not all of it in the `n` bytes. */
size_t wxr_find_declaration(const char *head, size_t n, size_t *length);

/* Moves blanks from before the XML declaration, where some WordPress plugins leave them
 * and XML does not allow them, to after it. The number of bytes and lines stays the
 * same. */
void wxr_fix_head(char *head, size_t n);

#endif
