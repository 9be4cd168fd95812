/* Finds the other programs that are installed with this one. */
#ifndef BASE_OWN_PROGRAM_H
#define BASE_OWN_PROGRAM_H

#include <limits.h>
#include <stdbool.h>

/* Looks for `name` in the directory of the running program, where a build has it, and
 * in ../libexec/pamphlet. Returns false if it is in neither. */
bool own_program_find(const char *name, char out[PATH_MAX]);

#endif
