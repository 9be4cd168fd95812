/* Injects allocation failures: a scenario runs repeatedly, and each malloc, calloc and
 * realloc of our own code fails once. Allocations inside shared libraries are not
 * counted. */
#ifndef TESTS_FAIL_ALLOC_H
#define TESTS_FAIL_ALLOC_H

#include "base/err.h"

/* The code under test: does its work, releases everything it acquired, and returns the
 * result of the work. */
typedef enum err fail_alloc_scenario(void *context);

/* Runs `scenario` with its first allocation failing, then with its second one, and so
 * on, until a run ends in which no allocation failed. That last run must return OK, and
 * every other one ERR_NOMEM, or OK where the code can do without the allocation. In a
 * build with sanitizers this finds leaks as well. Fails the test if nothing was
 * allocated at all. Returns how many allocations failed. */
int fail_alloc_each(fail_alloc_scenario *scenario, void *context);

/* For scenarios without a single result: makes allocation number `n` from now on fail
 * once, where 1 is the next one; 0 switches this off. fail_alloc_happened returns
 * whether the allocation has failed yet. */
void fail_alloc_at(int n);
int fail_alloc_happened(void);

#endif
