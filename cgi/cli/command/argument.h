/* Arguments and option values that several commands take. */
#ifndef CLI_COMMAND_ARGUMENT_H
#define CLI_COMMAND_ARGUMENT_H

#include <stdbool.h>
#include <stdint.h>

/* Reads an ID, a positive number of at most 18 digits. False, after complaining, if
 * `text` is not one. */
bool argument_id(const char *text, int64_t *out);

/* True if a --status was not given (NULL), or is "all" or "any". */
bool argument_is_any(const char *status);

/* The status that is meant: `waiting` for "pending", which is what WordPress calls a
 * comment or post that waits for approval; else `status` itself, also NULL. */
const char *argument_status(const char *status, const char *waiting);

#endif
