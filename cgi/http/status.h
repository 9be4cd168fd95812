/* The one table from errors to HTTP statuses. */
#ifndef HTTP_STATUS_H
#define HTTP_STATUS_H

#include "base/err.h"

/* The status an error is answered with; OK is 200. */
int status_of(enum err e);

/* The reason phrase of a status the program sends (RFC 9110 section 15). */
const char *status_reason(int status);

#endif
