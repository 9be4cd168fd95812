/* Inside picture only: what this process may use, whatever the picture makes the
 * libraries do. */
#ifndef PICTURE_PICTURE_LIMITS_H
#define PICTURE_PICTURE_LIMITS_H

#include <stdbool.h>

/* Limits memory, processor time, the size of files and their number, for good. False
 * with errno set. */
bool picture_limits_set(void);

#endif
