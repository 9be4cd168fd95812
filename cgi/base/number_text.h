/* Numbers as decimal text. A page formats about a hundred of them, and printf is slow
 * for such a small task. */
#ifndef BASE_NUMBER_TEXT_H
#define BASE_NUMBER_TEXT_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

enum { NUMBER_TEXT = 24 }; /* size of the longest number and its NUL */

/* Writes `n` in decimal with at least `digits` digits into `out`. Returns `out`. */
char *number_text(int64_t n, int digits, char out[NUMBER_TEXT]);

#ifdef __cplusplus
}
#endif

#endif
