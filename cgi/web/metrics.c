/* The numbers are relaxed atomics: each is right by itself, and nothing else depends on
 * the order in which they change. What a process has counted stays when it is killed.
 */
#include "web/metrics.h"

#include <stdatomic.h>
#include <stddef.h>
#include <sys/mman.h>

#include "base/clock.h"

struct metrics_shared {
  _Atomic uint64_t counters[METRICS];
  struct {
    _Atomic uint64_t by_class[METRICS_CLASSES], within[METRICS_BOUNDS + 1],
        microseconds;
  } requests[METRICS_ROUTES];
};

static struct metrics_shared *metrics_memory;

/* A page of the cache takes a tenth of a millisecond, a large one ten; the last is the
 * default of the setting deadline_seconds. */
const int64_t metrics_bounds[METRICS_BOUNDS] = {100, 250, 500, 1000, 2500, 5000, 10000,
    25000, 50000, 100000, 250000, 500000, 1000000, 2500000, 5000000, 10000000};

static const char *const route_names[METRICS_ROUTES] = {
    [METRICS_PAGE] = "page",
    [METRICS_COMMENT] = "comment",
    [METRICS_OWN_COMMENT] = "own_comment",
    [METRICS_MODERATE] = "moderate",
    [METRICS_FOLLOW] = "follow",
    [METRICS_PREVIEW] = "preview",
    [METRICS_THANKS] = "thanks",
    [METRICS_PERSON] = "person",
    [METRICS_WEBMENTION] = "webmention",
    [METRICS_ASSET] = "asset",
    [METRICS_SITEMAP] = "sitemap",
    [METRICS_HEALTH] = "health",
};

const char *metrics_route_name(enum metrics_route route) {
  return route_names[route];
}

enum err metrics_open(void) {
  void *memory = mmap(NULL, sizeof *metrics_memory, PROT_READ | PROT_WRITE,
      MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED)
    return ERR_NOMEM;
  metrics_memory = memory;
  return OK;
}

void metrics_close(void) {
  if (metrics_memory)
    munmap(metrics_memory, sizeof *metrics_memory);
  metrics_memory = NULL;
}

static void metrics_increase(_Atomic uint64_t *number, uint64_t n) {
  atomic_fetch_add_explicit(number, n, memory_order_relaxed);
}

void metrics_add(enum metric m, uint64_t n) {
  if (metrics_memory)
    metrics_increase(&metrics_memory->counters[m], n);
}

void metrics_add_request(enum metrics_route route, int status, int64_t started) {
  if (!metrics_memory || status < 200 || status >= 200 + 100 * METRICS_CLASSES)
    return;
  int64_t took = clock_monotonic() - started;
  size_t i = 0;
  while (i < METRICS_BOUNDS && took > metrics_bounds[i])
    i++;
  metrics_increase(&metrics_memory->requests[route].by_class[status / 100 - 2], 1);
  metrics_increase(&metrics_memory->requests[route].within[i], 1);
  metrics_increase(
      &metrics_memory->requests[route].microseconds, took > 0 ? (uint64_t)took : 0);
}

static void metrics_copy(const _Atomic uint64_t *from, uint64_t *to, size_t count) {
  for (size_t i = 0; i < count; i++)
    to[i] = atomic_load_explicit(&from[i], memory_order_relaxed);
}

void metrics_read(struct metrics_values *out) {
  *out = (struct metrics_values){0};
  if (!metrics_memory)
    return;
  metrics_copy(metrics_memory->counters, out->counters, METRICS);
  for (size_t i = 0; i < METRICS_ROUTES; i++) {
    struct metrics_requests *to = &out->requests[i];
    metrics_copy(metrics_memory->requests[i].by_class, to->by_class, METRICS_CLASSES);
    metrics_copy(metrics_memory->requests[i].within, to->within, METRICS_BOUNDS + 1);
    metrics_copy(&metrics_memory->requests[i].microseconds, &to->microseconds, 1);
  }
}
