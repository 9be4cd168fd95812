/* Processor time to find and render pages, in the process, without a web server: what a
 * worker does between reading a request and storing or sending the page.
 *   bench_render SITE BATCHES ROUNDS < paths
 * Reads paths, one a line, as they stand in addresses, ASCII only; goes through all of
 * them ROUNDS times a batch. Prints {"bytes": of the last page, "find": [...],
 * "render": [...]}: microseconds a page, for each batch. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <sodium.h>

#include "base/clock.h"
#include "base/limits.h"
#include "site/core/site.h"
#include "site/pages/page.h"
#include "site/site_open.h"

struct times {
  double find, render;
};

static double processor_time(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

static enum err one(struct site *site, struct arena *a, const char *path,
    struct buf *body, struct times *sum) {
  struct page page = {0};
  const struct page_request r = {.raw_path = path, .path = path, .now = clock_now()};
  double began = processor_time();
  enum err e = db_read_begin(site->db);
  if (!e)
    e = page_find(site, a, &r, &page);
  if (!e && page.location)
    e = ERR_NOT_FOUND;
  double found = processor_time();
  if (!e)
    e = page_render(site, a, &page, body);
  db_read_end(site->db);
  sum->find += found - began;
  sum->render += processor_time() - found;
  return e;
}

/* One batch; what is measured is the whole of a worker's cycle, so the arena is given
 * back inside. */
static enum err batch(struct site *site, struct arena *a, char **paths, size_t count,
    int rounds, size_t *bytes, struct times *out) {
  struct times sum = {0, 0};
  for (int i = 0; i < rounds; i++)
    for (size_t p = 0; p < count; p++) {
      struct buf body = {0};
      enum err e = one(site, a, paths[p], &body, &sum);
      if (e) {
        fprintf(stderr, "bench_render: %s: %s\n", paths[p], err_name(e));
        return e;
      }
      double began = processor_time();
      *bytes = body.len;
      buf_free(&body);
      arena_reset(a);
      sum.render += processor_time() - began;
    }
  double n = (double)rounds * (double)count;
  *out = (struct times){sum.find / n, sum.render / n};
  return OK;
}

static char **read_paths(size_t *count) {
  char line[LIMIT_PATH], **paths = NULL;
  size_t n = 0;
  while (fgets(line, sizeof line, stdin)) {
    line[strcspn(line, "\n")] = '\0';
    char **more = realloc(paths, (n + 1) * sizeof *paths);
    if (!more || !(more[n] = strdup(line)))
      exit(1);
    paths = more;
    n++;
  }
  *count = n;
  return paths;
}

static void print(const char *name, const struct times *t, int n, size_t offset) {
  printf("\"%s\": [", name);
  for (int i = 0; i < n; i++)
    printf("%s%.2f", i ? ", " : "", *(const double *)((const char *)&t[i] + offset));
  putchar(']');
}

int main(int argc, char **argv) {
  enum { MOST = 64 };
  struct times times[MOST];
  struct site *site = NULL;
  char why[400] = "";
  size_t count = 0, bytes = 0;
  int batches = argc == 4 ? atoi(argv[2]) : 0, rounds = argc == 4 ? atoi(argv[3]) : 0;
  if (batches < 1 || batches > MOST || rounds < 1 || sodium_init() < 0) {
    fputs("usage: bench_render SITE BATCHES ROUNDS < paths\n", stderr);
    return 2;
  }
  char **paths = read_paths(&count);
  struct arena *a = arena_new(LIMIT_REQUEST_MEMORY);
  if (!count || !a || site_open(&site, argv[1], ROLE_WEB, why, sizeof why) != OK) {
    fprintf(stderr, "bench_render: %s\n", why);
    return 1;
  }
  /* The first time prepares statements and fills caches: it is not counted. */
  enum err e = batch(site, a, paths, count, 1, &bytes, &times[0]);
  for (int i = 0; !e && i < batches; i++)
    e = batch(site, a, paths, count, rounds, &bytes, &times[i]);
  site_close(site);
  arena_free(a);
  for (size_t i = 0; i < count; i++)
    free(paths[i]);
  free(paths);
  if (e)
    return 1;
  printf("{\"bytes\": %zu, ", bytes);
  print("find", times, batches, offsetof(struct times, find));
  fputs(", ", stdout);
  print("render", times, batches, offsetof(struct times, render));
  puts("}");
  return 0;
}
