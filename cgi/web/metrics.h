/* What the processes of the service count, in memory that they share. Counting is a few
 * additions, without a lock, and can neither wait nor fail. */
#ifndef WEB_METRICS_H
#define WEB_METRICS_H

#include <stdint.h>

#include "base/err.h"

/* A counter. It only grows, from 0 at the start of the service. */
enum metric {
  METRIC_CACHE_HITS,    /* pages that the program sent from the page cache */
  METRIC_FORMS_QUEUED,  /* put into the queue of forms */
  METRIC_FORMS_TAKEN,   /* and taken from there by a worker */
  METRIC_FORMS_REFUSED, /* there was no room in it */
  /* What became of comments that readers have sent. The first four are in the order of
   * enum comment_status. */
  METRIC_COMMENTS_APPROVED,
  METRIC_COMMENTS_HELD,
  METRIC_COMMENTS_SPAM,
  METRIC_COMMENTS_TRASH,
  METRIC_COMMENTS_INVALID,   /* shown again, with what is wrong */
  METRIC_COMMENTS_DUPLICATE, /* sent before */
  METRIC_COMMENTS_LIMITED,   /* too many, or too soon */
  METRIC_COMMENTS_FAILED,    /* not stored for another reason */
  METRIC_CHILDREN_FAILED,    /* processes that have ended by themselves */
  METRIC_CHILDREN_KILLED,    /* processes that took too long */
  METRICS
};

/* The routes of requests, by which they are counted. */
enum metrics_route {
  METRICS_PAGE,
  METRICS_COMMENT,
  METRICS_OWN_COMMENT,
  METRICS_MODERATE,
  METRICS_FOLLOW,
  METRICS_PREVIEW,
  METRICS_THANKS,
  METRICS_PERSON,
  METRICS_WEBMENTION,
  METRICS_ASSET,
  METRICS_SITEMAP,
  METRICS_HEALTH,
  METRICS_ROUTES
};

enum {
  METRICS_CLASSES = 4, /* of statuses: 2xx to 5xx */
  METRICS_BOUNDS = 16
};

/* The name of a route, such as "page". */
const char *metrics_route_name(enum metrics_route route);

/* Upper bounds of how long requests take, in microseconds, in order. */
extern const int64_t metrics_bounds[METRICS_BOUNDS];

/* A copy of what was counted. */
struct metrics_values {
  uint64_t counters[METRICS];
  struct metrics_requests {
    uint64_t by_class[METRICS_CLASSES];
    uint64_t
        within[METRICS_BOUNDS + 1]; /* above the bound before; the last: above all */
    uint64_t microseconds;          /* of all of them together */
  } requests[METRICS_ROUTES];
};

/* Allocates the memory. Called before the processes that count are forked; until then,
 * and if it fails, nothing is counted. ERR_NOMEM. */
enum err metrics_open(void) MUST_USE;

/* Frees it, for tests. */
void metrics_close(void);

/* Adds to a counter. */
void metrics_add(enum metric m, uint64_t n);

/* Counts a request that was answered with `status` and began at `started`, on
 * clock_monotonic. */
void metrics_add_request(enum metrics_route route, int status, int64_t started);

/* Copies everything; zeros if nothing is counted. Other processes may count meanwhile,
 * so numbers that belong together can differ by the requests of that moment. */
void metrics_read(struct metrics_values *out);

#endif
