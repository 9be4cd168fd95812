#include "db/connection.h"

#include <stdlib.h>

struct db *connection_new(enum role role) {
  struct db *s = calloc(1, sizeof *s);
  if (!s)
    return NULL;
  s->role = role;
  /* 0 would be a valid descriptor, which db_close would close. */
  s->queue_fd = -1;
  s->search_divisor = 1;
  return s;
}
