/* The names follow Prometheus's rules: a prefix, base units, and "_total" for what only
 * grows. Each name is in one place, so that its lines are together, as the format
 * demands. No text in it comes from outside, so nothing has to be escaped. */
#include "web/metrics_text.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/clock.h"

struct metrics_text_counter {
  enum metric metric;
  const char *name, *help;
};

static const struct metrics_text_counter counters[] = {
    {METRIC_CACHE_HITS, "page_cache_hits_total",
        "Pages that the program sent from the page cache. The web server sends most by "
        "itself."},
    {METRIC_FORMS_REFUSED, "forms_refused_total",
        "Forms refused because too many were waiting."},
    {METRIC_CHILDREN_FAILED, "process_failures_total",
        "Processes that have ended by themselves."},
    {METRIC_CHILDREN_KILLED, "process_timeouts_total",
        "Processes that were killed because they took too long."},
};

static const struct metrics_text_verdict {
  enum metric metric;
  const char *name;
} verdicts[] = {
    {METRIC_COMMENTS_APPROVED, "approve"},
    {METRIC_COMMENTS_HELD, "hold"},
    {METRIC_COMMENTS_SPAM, "spam"},
    {METRIC_COMMENTS_TRASH, "trash"},
    {METRIC_COMMENTS_INVALID, "invalid"},
    {METRIC_COMMENTS_DUPLICATE, "duplicate"},
    {METRIC_COMMENTS_LIMITED, "limited"},
    {METRIC_COMMENTS_FAILED, "failed"},
};

static void metrics_text_head(
    struct buf *out, const char *name, const char *type, const char *help) {
  buf_printf(
      out, "# HELP pamphlet_%s %s\n# TYPE pamphlet_%s %s\n", name, help, name, type);
}

static void metrics_text_gauge(
    struct buf *out, const char *name, const char *help, int64_t value) {
  /* Unknown: without a line, a query finds nothing, and not a wrong number. */
  if (value < 0)
    return;
  metrics_text_head(out, name, "gauge", help);
  buf_printf(out, "pamphlet_%s %" PRId64 "\n", name, value);
}

static void metrics_text_count(
    struct buf *out, const char *name, const char *help, uint64_t value) {
  metrics_text_head(out, name, "counter", help);
  buf_printf(out, "pamphlet_%s %" PRIu64 "\n", name, value);
}

/* Microseconds as seconds, without rounding. */
static void metrics_text_seconds(struct buf *out, uint64_t microseconds) {
  buf_printf(
      out, "%" PRIu64 ".%06" PRIu64, microseconds / 1000000, microseconds % 1000000);
}

/* Without zeros at the end: le="0.0001", as other programs write it. */
static void metrics_text_bound(struct buf *out, int64_t microseconds) {
  char text[32];
  int n = snprintf(text, sizeof text, "%" PRId64 ".%06" PRId64, microseconds / 1000000,
      microseconds % 1000000);
  while (n > 0 && text[n - 1] == '0')
    n--;
  if (n > 0 && text[n - 1] == '.')
    n--;
  buf_add(out, text, (size_t)n);
}

static void metrics_text_requests(struct buf *out, const struct metrics_values *v) {
  metrics_text_head(
      out, "requests_total", "counter", "Requests that the program has answered.");
  for (int i = 0; i < METRICS_ROUTES; i++)
    for (int c = 0; c < METRICS_CLASSES; c++)
      buf_printf(out,
          "pamphlet_requests_total{route=\"%s\",status=\"%dxx\"} %" PRIu64 "\n",
          metrics_route_name((enum metrics_route)i), c + 2, v->requests[i].by_class[c]);
}

/* A bucket of Prometheus has everything up to its bound. The count is the sum of the
 * same numbers, so the two agree even while others count. */
static void metrics_text_durations(struct buf *out, const struct metrics_values *v) {
  static const char name[] = "pamphlet_request_duration_seconds";
  metrics_text_head(out, "request_duration_seconds", "histogram",
      "Time that the program worked on a request.");
  for (int i = 0; i < METRICS_ROUTES; i++) {
    const char *route = metrics_route_name((enum metrics_route)i);
    uint64_t sum = 0;
    for (int b = 0; b < METRICS_BOUNDS; b++) {
      sum += v->requests[i].within[b];
      buf_printf(out, "%s_bucket{route=\"%s\",le=\"", name, route);
      metrics_text_bound(out, metrics_bounds[b]);
      buf_printf(out, "\"} %" PRIu64 "\n", sum);
    }
    sum += v->requests[i].within[METRICS_BOUNDS];
    buf_printf(
        out, "%s_bucket{route=\"%s\",le=\"+Inf\"} %" PRIu64 "\n", name, route, sum);
    buf_printf(out, "%s_sum{route=\"%s\"} ", name, route);
    metrics_text_seconds(out, v->requests[i].microseconds);
    buf_printf(out, "\n%s_count{route=\"%s\"} %" PRIu64 "\n", name, route, sum);
  }
}

/* Those in the queue at this moment. A worker may have counted one that another one has
 * not counted yet. */
static int64_t metrics_text_waiting(const struct metrics_values *v) {
  int64_t n = (int64_t)v->counters[METRIC_FORMS_QUEUED] -
              (int64_t)v->counters[METRIC_FORMS_TAKEN];
  return n > 0 ? n : 0;
}

static void metrics_text_counters(struct buf *out, const struct metrics_values *v) {
  for (size_t i = 0; i < sizeof counters / sizeof counters[0]; i++)
    metrics_text_count(
        out, counters[i].name, counters[i].help, v->counters[counters[i].metric]);
  metrics_text_gauge(
      out, "forms_waiting", "Forms in the queue.", metrics_text_waiting(v));
  metrics_text_head(out, "comments_received_total", "counter",
      "Comments that readers have sent, by what became of them.");
  for (size_t i = 0; i < sizeof verdicts / sizeof verdicts[0]; i++)
    buf_printf(out, "pamphlet_comments_received_total{verdict=\"%s\"} %" PRIu64 "\n",
        verdicts[i].name, v->counters[verdicts[i].metric]);
}

static void metrics_text_queues(struct buf *out, const struct site_numbers *n) {
  metrics_text_head(
      out, "comments", "gauge", "Comments that are not public, by their status.");
  for (int i = 0; i < SITE_NUMBERS_COMMENTS; i++)
    buf_printf(out, "pamphlet_comments{status=\"%s\"} %" PRId64 "\n",
        site_numbers_comment(i), n->comments[i]);
  metrics_text_head(out, "mails", "gauge", "Mails in the queue, by their state.");
  for (int i = 0; i < SITE_NUMBERS_MAILS; i++)
    buf_printf(out, "pamphlet_mails{state=\"%s\"} %" PRId64 "\n", site_numbers_mail(i),
        n->mails[i]);
}

static void metrics_text_cache(struct buf *out, const struct site_numbers *n) {
  metrics_text_gauge(
      out, "page_cache_bytes", "Size of the files in the page cache.", n->cache_bytes);
  metrics_text_gauge(out, "page_cache_limit_bytes",
      "Size at which the page cache is emptied.", n->cache_limit);
  metrics_text_gauge(
      out, "page_cache_pages", "Pages in the page cache.", n->cache_pages);
  metrics_text_count(out, "page_cache_stored_total",
      "Pages stored in the page cache since it was created.",
      (uint64_t)n->cache_stored);
  metrics_text_count(out, "page_cache_overtaken_total",
      "Pages that changed while they were rendered.", (uint64_t)n->cache_overtaken);
}

static void metrics_text_machines(struct buf *out, const struct site_numbers *n) {
  metrics_text_count(out, "machine_waits_total",
      "Changes of this machine that others had to evict pages for.",
      (uint64_t)n->machine_waits);
  metrics_text_head(out, "machine_wait_seconds_total", "counter",
      "Time that these changes waited for the other machines.");
  buf_printf(out, "pamphlet_machine_wait_seconds_total %.6f\n",
      (double)n->machine_waited / 1e6);
  metrics_text_count(out, "machines_expired_total",
      "Machines that did not answer before their lease had run out.",
      (uint64_t)n->machines_expired);
}

void metrics_text(const struct metrics_values *counted,
    const struct site_numbers *numbers, int64_t workers, struct buf *out) {
  metrics_text_head(out, "build_info", "gauge", "The version of the program.");
  buf_puts(out, "pamphlet_build_info{version=\"" PAMPHLET_VERSION "\"} 1\n");
  metrics_text_gauge(out, "workers", "Processes that answer requests.", workers);
  metrics_text_requests(out, counted);
  metrics_text_durations(out, counted);
  metrics_text_counters(out, counted);
  metrics_text_gauge(out, "database_up", "Whether the database can be read.",
      numbers->readable ? 1 : 0);
  if (numbers->readable)
    metrics_text_queues(out, numbers);
  metrics_text_gauge(
      out, "database_bytes", "Size of the database.", numbers->database_bytes);
  metrics_text_gauge(
      out, "wal_bytes", "Size of the write-ahead log.", numbers->wal_bytes);
  metrics_text_gauge(
      out, "disk_free_bytes", "Free space of the site's disk.", numbers->free_bytes);
  metrics_text_gauge(out, "last_backup_timestamp_seconds",
      "When the last backup was completed and verified.",
      numbers->backup_at ? numbers->backup_at / CLOCK_SECOND : -1);
  if (numbers->has_cache)
    metrics_text_cache(out, numbers);
  if (numbers->has_machines)
    metrics_text_machines(out, numbers);
}
