/* Singular and plural in messages. */
#ifndef CLI_OUTPUT_PLURAL_H
#define CLI_OUTPUT_PLURAL_H

#include <stdint.h>

/* The ending of a regular noun after a number: "" for 1, else "s". */
const char *plural(int64_t n);

#endif
