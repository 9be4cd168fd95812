/* The connections of a worker: requests that have not arrived completely, and responses
 * that have not been sent completely. They take no time of the worker until there is
 * something to do for them, and a bounded amount of memory. */
#ifndef WEB_CONNECTIONS_H
#define WEB_CONNECTIONS_H

#include <poll.h>
#include <stddef.h>
#include <stdint.h>

#include "http/fastcgi.h"
#include "web/form_queue.h"
#include "web/serve_handler.h"
#include "web/supervisor.h"

enum {
  CONNECTIONS_MOST = 128,
  CONNECTIONS_REQUESTS = 16 << 20,   /* bytes of all requests that are arriving */
  CONNECTIONS_RESPONSES = 128 << 20, /* of all responses; a single one may be larger */
  CONNECTIONS_BODY_MS = 20000,       /* from accepting to the end of the body */
  CONNECTIONS_SEND_MS = 20000,       /* from the answer to the end of sending it */
  CONNECTIONS_REPORT_MS = 1000       /* between lines about forms that were refused */
};

struct connection {
  struct fastcgi *fastcgi;
  int64_t until; /* when it is given up, on supervisor_clock */
  bool asked;    /* whether the body is wanted is known */
  bool wants_body, answered;
  bool queued; /* it was in the queue of forms */
};

/* {0}, with the handler and the slot, is an empty list. */
struct connections {
  const struct serve_handler *handler;
  struct child_slot *slot;
  /* Where forms go. Those for which it has no room are refused (ERR_OVERLOAD). NULL:
   * they are answered at once. */
  struct form_queue *forms;
  /* Where others may wait to be accepted. Only if nobody does, a form need not go
   * through the queue. NULL: it always does. */
  const int *listen_fd;
  struct connection list[CONNECTIONS_MOST];
  size_t count;
  size_t
      refused; /* forms for which there was no room, since the last line about them */
  int64_t report_at; /* when the next line may be written, on supervisor_clock */
};

/* Adds a connection, and owns it from then on. If there are too many, the oldest is
 * given up. */
void connections_add(struct connections *c, struct fastcgi *f);

/* The same for forms from the queue, at most FORM_QUEUE_GROUP, which are answered
 * together. */
void connections_answer_forms(
    struct connections *c, struct fastcgi *const *forms, size_t count);

/* Closes the oldest, if there is one: a request that waits for its body is refused. */
void connections_drop_oldest(struct connections *c);

/* Does for the newest connection what can be done now. Returns false if that needs
 * nothing more than input which has not arrived. */
bool connections_advance_newest(struct connections *c);

/* Writes what poll(2) has to wait for; `fds` has CONNECTIONS_MOST elements. Returns how
 * long, in milliseconds; -1: as long as nothing happens. */
int connections_poll(const struct connections *c, struct pollfd *fds);

/* Does what poll(2) found possible, and gives up what is late. */
void connections_advance(struct connections *c, const struct pollfd *fds);

/* Closes all connections. */
void connections_close(struct connections *c);

#endif
