/* Makes the text of an export file acceptable to an XML parser. */
#ifndef MARKUP_XML_XML_CLEAN_H
#define MARKUP_XML_XML_CLEAN_H

#include <stdbool.h>
#include <stddef.h>

/* Replaces what XML 1.0 does not allow (section 2.2) in `n` bytes of a file in UTF-8 or
 * any other superset of ASCII by spaces, in place: control characters, references to
 * them such as "&#16;", U+FFFE and U+FFFF. WordPress writes them if they are in its
 * database. Positions and lines stay the same. *replaced is increased by the number of
 * places.
 *
 * Returns how many bytes are complete. The rest, a few bytes of a character or
 * reference that continues after `n`, is to be passed again with more; if `is_last`,
 * there is none. */
size_t xml_clean(char *s, size_t n, bool is_last, size_t *replaced);

#endif
