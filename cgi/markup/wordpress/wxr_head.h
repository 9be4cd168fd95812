/* The beginning of WordPress's export file. */
#ifndef MARKUP_WORDPRESS_WXR_HEAD_H
#define MARKUP_WORDPRESS_WXR_HEAD_H

#include <stdbool.h>
#include <stddef.h>

/* True when the `n` bytes at the head of a file look like WordPress's export. */
bool wxr_is_like(const char *head, size_t n);

/* Bytes in front of the XML declaration at the head of a file, a byte order mark and
 * blanks; its length in *length, with both marks. 0 in *length where there is none, or
 * not all of it in the `n` bytes. */
size_t wxr_find_declaration(const char *head, size_t n, size_t *length);

/* Puts blanks in front of the XML declaration, which plugins of WordPress leave there,
 * and XML does not allow, behind it. Bytes and lines stay as many. */
void wxr_mend_head(char *head, size_t n);

#endif
