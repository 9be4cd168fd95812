/* Giving up the rights of root. */
#ifndef BASE_NOBODY_H
#define BASE_NOBODY_H

#include <stdbool.h>

#include "base/err.h"

/* When run by root, becomes the user nobody for good, without any other group. Other
 * users keep the rights that they have. Safe after a fork. False if that fails: the
 * process must end then. */
bool nobody_become(void) MUST_USE;

#endif
