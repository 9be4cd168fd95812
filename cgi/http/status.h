/* The table that maps errors to HTTP statuses. */
#ifndef HTTP_STATUS_H
#define HTTP_STATUS_H

#include "base/err.h"

/* Returns the status that answers an error; OK is 200. */
int status_of(enum err e);

/* Returns the reason phrase of a status (RFC 9110 section 15), "" for one the program
 * never sends. */
const char *status_reason(int status);

#endif
