#include "fail_alloc.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

/* tests/CMakeLists.txt links every test with --wrap, so calls of malloc from our own
 * objects come here. __real_malloc is that of the C library or of a sanitizer. */
void *__real_malloc(size_t n);
void *__real_calloc(size_t n, size_t size);
void *__real_realloc(void *p, size_t n);
void *__wrap_malloc(size_t n);
void *__wrap_calloc(size_t n, size_t size);
void *__wrap_realloc(void *p, size_t n);

static int countdown; /* allocations until one fails; 0: off */
static int happened;

static int fails(void) {
  if (countdown == 0 || --countdown > 0)
    return 0;
  happened = 1;
  errno = ENOMEM;
  return 1;
}

void *__wrap_malloc(size_t n) {
  return fails() ? NULL : __real_malloc(n);
}

void *__wrap_calloc(size_t n, size_t size) {
  return fails() ? NULL : __real_calloc(n, size);
}

void *__wrap_realloc(void *p, size_t n) {
  return fails() ? NULL : __real_realloc(p, n);
}

void fail_alloc_at(int n) {
  countdown = n;
  happened = 0;
}

int fail_alloc_happened(void) {
  return happened;
}

int fail_alloc_each(fail_alloc_scenario *scenario, void *context) {
  enum err e = OK;
  int n = 1;
  for (;; n++) {
    fail_alloc_at(n);
    e = scenario(context);
    countdown = 0;
    if (!happened)
      break;
    if (e != OK && e != ERR_NOMEM)
      fail_msg("allocation %d failed: %s, not ERR_NOMEM", n, err_name(e));
  }
  if (e != OK)
    fail_msg("without a failed allocation: %s", err_name(e));
  if (n == 1)
    fail_msg("the scenario allocates nothing");
  return n - 1;
}
