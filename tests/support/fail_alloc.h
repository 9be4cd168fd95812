/* Allocation failures on purpose: each malloc, calloc and realloc of our own code fails
 * once while a scenario runs again and again. Allocations inside shared libraries are
 * not counted. */
#ifndef TESTS_FAIL_ALLOC_H
#define TESTS_FAIL_ALLOC_H

#include "base/err.h"

/* What is tried: does its work, gives back everything it took, and returns the work's
 * result. */
typedef enum err fail_alloc_scenario(void *context);

/* Runs `scenario` with its first allocation failing, then with its second one, until a
 * run ends with no allocation left to fail. That last run must return OK; every other
 * one OK (where the code can do without) or ERR_NOMEM. A test build with sanitizers
 * also shows what such a run leaks. Fails the test where nothing was allocated at all.
 * Returns how many allocations failed. */
int fail_alloc_each(fail_alloc_scenario *scenario, void *context);

/* For a scenario that is no function of one result: from now on the allocation number
 * `n` (1 is the next one) fails once; 0 ends that. fail_alloc_happened tells whether it
 * has come to that. */
void fail_alloc_at(int n);
int fail_alloc_happened(void);

#endif
