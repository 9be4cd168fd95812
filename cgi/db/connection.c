#include "db/connection.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/log.h"

struct db *connection_new(enum role role, const struct engine *engine) {
  struct db *s = calloc(1, sizeof *s);
  if (!s)
    return NULL;
  s->role = role;
  s->engine = engine;
  /* 0 would be a valid descriptor, which db_close would close. */
  s->queue_fd = -1;
  s->search_divisor = 1;
  return s;
}

enum { REPEAT_SECONDS = 60 };

void connection_log_failure(struct db *s, const char *code, const char *text) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  bool same = s->logged_at && strcmp(s->logged, text) == 0;
  if (same && now.tv_sec - s->logged_at < REPEAT_SECONDS)
    return;
  s->logged_at = now.tv_sec;
  snprintf(s->logged, sizeof s->logged, "%s", text);
  log_event(LOG_LEVEL_WARN, "db.error", "code", code, "text", text, NULL);
}
