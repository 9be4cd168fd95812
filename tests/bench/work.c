/* What readers ask for, answered in this process, so that its instructions can be
 * counted. bench_work SITE get ROUNDS PATH?QUERY bench_work SITE comment ROUNDS
 * ARTICLE_ID ARTICLE_PATH callgrind counts what happens in work_counted
 * (--toggle-collect): a request from its parameters to its whole response, ROUNDS
 * times. One more is made before, uncounted: it prepares statements and fills caches. A
 * comment is sent to a page that is in the page cache, if the site has one. Fails if a
 * response is not the expected one. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <sodium.h>

#include "base/limits.h"
#include "site/cache/cache_epoch.h"
#include "site/core/site.h"
#include "site/site_open.h"
#include "web/handle.h"

enum { TEXT = 2000 };

struct work {
  struct site *site;
  struct arena *arena;
  char origin[TEXT];
};

/* callgrind knows the function by its name, which inlining would remove. */
__attribute__((noinline)) static enum err work_counted(
    struct work *w, struct channel *c) {
  enum err e = handle_request(w->site, w->arena, c);
  arena_reset(w->arena);
  return e;
}

__attribute__((noinline)) static enum err work_uncounted(
    struct work *w, struct channel *c) {
  enum err e = handle_request(w->site, w->arena, c);
  arena_reset(w->arena);
  return e;
}

typedef enum err work_step(struct work *w, struct channel *c);

static void work_expect(const struct channel_memory *m, const char *status) {
  char line[32];
  snprintf(line, sizeof line, "Status: %s", status);
  if (strncmp(buf_text(&m->output), line, strlen(line)) != 0) {
    fprintf(stderr, "bench_work: not \"%s\":\n%.400s\n", line, buf_text(&m->output));
    exit(1);
  }
}

static void work_get(struct work *w, work_step *step, const char *uri) {
  char line[TEXT + 16], query[TEXT + 16];
  const char *mark = strchr(uri, '?');
  snprintf(line, sizeof line, "REQUEST_URI=%s", uri);
  snprintf(query, sizeof query, "QUERY_STRING=%s", mark ? mark + 1 : "");
  char *params[] = {"REQUEST_METHOD=GET", line, query, "REMOTE_ADDR=192.0.2.1", NULL};
  struct channel_memory m = {.input = ""};
  struct channel c;
  channel_memory(&c, params, &m);
  if (step(w, &c)) {
    fprintf(stderr, "bench_work: %s failed\n", uri);
    exit(1);
  }
  work_expect(&m, "200");
  buf_free(&m.output);
}

static void work_comment(struct work *w, work_step *step, const char *article, int n) {
  char body[TEXT], length[64], origin[TEXT + 16];
  snprintf(body, sizeof body,
      "comment_post_ID=%s&comment_parent=0&author=Reader+%d&email=reader%%40example.org"
      "&url=https%%3A%%2F%%2Freader.example.org%%2F&comment=I+saw+her+come+in+past+the"
      "+breakwater+this+morning,+and+*nobody*+on+the+quay+had+asked+for+it.+%d",
      article, n, n);
  snprintf(length, sizeof length, "CONTENT_LENGTH=%zu", strlen(body));
  snprintf(origin, sizeof origin, "HTTP_ORIGIN=%s", w->origin);
  char *params[] = {"REQUEST_METHOD=POST", "REQUEST_URI=/comment/",
      "QUERY_STRING=", "CONTENT_TYPE=application/x-www-form-urlencoded", length, origin,
      "REMOTE_ADDR=192.0.2.1", NULL};
  struct channel_memory m = {.input = body, .left = strlen(body)};
  struct channel c;
  channel_memory(&c, params, &m);
  if (step(w, &c)) {
    fputs("bench_work: the comment failed\n", stderr);
    exit(1);
  }
  work_expect(&m, "303");
  buf_free(&m.output);
}

static void work_run(struct work *w, char **argv) {
  int rounds = (int)strtol(argv[3], NULL, 10);
  bool comments = strcmp(argv[2], "comment") == 0;
  for (int i = 0; i <= rounds; i++) {
    work_step *step = i ? work_counted : work_uncounted;
    if (!comments) {
      work_get(w, step, argv[4]);
      continue;
    }
    work_get(w, work_uncounted, argv[5]);
    work_comment(w, step, argv[4], i);
  }
}

int main(int argc, char **argv) {
  struct work w = {.arena = arena_new(LIMIT_REQUEST_MEMORY)};
  char why[400] = "out of memory";
  bool comments = argc == 6 && strcmp(argv[2], "comment") == 0;
  if (!comments && (argc != 5 || strcmp(argv[2], "get") != 0)) {
    fputs("usage: bench_work SITE get ROUNDS PATH?QUERY\n"
          "       bench_work SITE comment ROUNDS ARTICLE_ID ARTICLE_PATH\n",
        stderr);
    return 2;
  }
  if (sodium_init() < 0 || !w.arena ||
      site_open(&w.site, argv[1], ROLE_WEB, why, sizeof why) != OK) {
    fprintf(stderr, "bench_work: %s\n", why);
    return 1;
  }
  if (cache_epoch_tend_once(w.site, w.arena) != OK) {
    fputs("bench_work: no page cache\n", stderr);
    return 1;
  }
  snprintf(w.origin, sizeof w.origin, "%s", w.site->settings.base_url);
  work_run(&w, argv);
  site_close(w.site);
  arena_free(w.arena);
  return 0;
}
