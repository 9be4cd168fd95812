#include "db/postgres/postgres_listen.h"

#include <poll.h>
#include <stddef.h>

#include "db/connection.h"
#include "db/postgres/postgres_connection.h"

/* True if a notification has arrived already; it is taken from the connection, together
 * with others: one wakes as well as several. */
static bool postgres_take_notifications(PGconn *handle) {
  bool any = false;
  PGnotify *n;
  if (!PQconsumeInput(handle))
    return true;
  while ((n = PQnotifies(handle)) != NULL) {
    any = true;
    PQfreemem(n);
  }
  return any;
}

/* A session that was made again listens to nothing. */
static bool postgres_listen(struct db *s) {
  struct postgres *p = s->postgres;
  if (p->listens == p->session)
    return true;
  if (PQstatus(p->handle) != CONNECTION_OK ||
      postgres_execute(s, "LISTEN " POSTGRES_CHANNEL) != OK)
    return false;
  p->listens = p->session;
  /* What was notified before that, nobody has told this session. */
  return false;
}

bool postgres_wait(struct db *s, int signals, int timeout) {
  struct pollfd fds[] = {{signals, POLLIN, 0}, {-1, POLLIN, 0}};
  if (s->postgres) {
    bool listens = postgres_listen(s);
    fds[1].fd = PQsocket(s->postgres->handle);
    if (PQstatus(s->postgres->handle) == CONNECTION_OK &&
        (!listens || postgres_take_notifications(s->postgres->handle)))
      timeout = 0;
  }
  int ready = poll(fds, 2, timeout);
  /* What has woken us does not wake us again. */
  if (ready > 0 && s->postgres && fds[1].revents)
    postgres_take_notifications(s->postgres->handle);
  return ready > 0 && fds[0].revents;
}
