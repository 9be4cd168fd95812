/* Latin letters that Unicode does not decompose, such as ł, ø and æ, in ASCII. */
#ifndef BASE_LATIN_H
#define BASE_LATIN_H

#include <stdint.h>

/* The ASCII letters for a small Latin letter, by CLDR's transform Latin-ASCII, such as
 * "l" for ł and "ae" for æ; never longer than the letter in UTF-8. NULL for every other
 * character. */
const char *latin_ascii(uint32_t c);

#endif
