/* Arguments and option values that several commands take. */
#ifndef CLI_COMMAND_ARGUMENT_H
#define CLI_COMMAND_ARGUMENT_H

#include <stdbool.h>
#include <stdint.h>

/* True if `text` is an ID, a positive number of at most 18 digits, which *out becomes.
 */
bool argument_is_id(const char *text, int64_t *out);

/* The same, with a complaint if it is not one. */
bool argument_id(const char *text, int64_t *out);

/* True if a --status was not given (NULL), or is "all" or "any". */
bool argument_is_any(const char *status);

/* The status that is meant: `waiting` for "pending", which is what WordPress calls a
 * comment or post that waits for approval; else `status` itself, also NULL. */
const char *argument_status(const char *status, const char *waiting);

#endif
