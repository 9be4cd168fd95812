#include "web/serve.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include "base/log.h"
#include "http/fastcgi.h"
#include "web/connections.h"

enum {
  /* How long a worker waits for the variables of a request it has accepted. Web servers
   * send them at once. */
  FIRST_MS = 10,
  /* The socket stays readable while the system is out of file descriptors: without a
   * pause the loop would use a whole processor. */
  ACCEPT_PAUSE_MS = 100,
  /* How many connections are accepted before a form gets its turn, so that readers
   * rarely wait for one, and a flood of readers does not stop all comments. */
  ACCEPT_MOST = 32,
  /* How long a worker that may take no form waits before it asks again. The workers
   * that are busy with forms ask at once, so this matters only when one was killed. */
  TURN_MS = 20,
  /* How long requests that are arriving are completed after the signal to stop. The
   * supervisor kills after 10 s. */
  STOP_MS = 5000,
  /* Descriptors that are held in reserve: enough to accept a connection and to read
   * what answers it. */
  SPARE = 10
};

struct serve {
  int listen_fd, signal_fd, spare[SPARE];
  int64_t logged; /* when accepting was last reported to fail */
  struct form_queue *forms;
  int64_t ask_again; /* when to look at the queue of forms */
  bool forms_left;   /* the last look did not find it empty */
  struct connections connections;
};

static void serve_fill_spare(struct serve *s) {
  for (size_t i = 0; i < SPARE; i++)
    if (s->spare[i] < 0)
      s->spare[i] = open("/dev/null", O_RDONLY | O_CLOEXEC);
}

/* Returns how many there were. */
static size_t serve_release_spare(struct serve *s) {
  size_t count = 0;
  for (size_t i = 0; i < SPARE; i++) {
    if (s->spare[i] >= 0 && close(s->spare[i]) == 0)
      count++;
    s->spare[i] = -1;
  }
  return count;
}

/* A worker does not accept a second request while the variables of the first are on
 * their way: other workers may be idle. A body may take longer, and is waited for in
 * the main loop. */
static void serve_start(struct serve *s, struct fastcgi *f) {
  struct connections *c = &s->connections;
  struct pollfd fd = {fastcgi_fd(f), POLLIN, 0};
  int64_t end = supervisor_clock() + FIRST_MS * INT64_C(1000);
  connections_add(c, f);
  while (!connections_advance_newest(c)) {
    int64_t left = end - supervisor_clock();
    if (left <= 0 || poll(&fd, 1, (int)(left / 1000 + 1)) <= 0)
      return;
  }
}

/* Once a second: while it lasts, every request would be a line. */
static void serve_report(struct serve *s, enum err e) {
  int64_t now = supervisor_clock();
  if (s->logged && now - s->logged < 1000000)
    return;
  s->logged = now;
  log_event(LOG_LEVEL_ERROR, "serve.accept", "error", err_name(e), NULL);
}

/* Without the reserve, a request would wait until a descriptor is free, which may be
 * never. Connections that wait for their peers make room: they may have used it up. */
static void serve_with_spare(struct serve *s) {
  struct fastcgi *f = NULL;
  for (size_t count = serve_release_spare(s); count < SPARE; count++)
    connections_drop_oldest(&s->connections);
  enum err e = fastcgi_accept(&f, s->listen_fd);
  if (!e)
    serve_start(s, f);
  else if (e != ERR_NOT_FOUND)
    poll(NULL, 0, ACCEPT_PAUSE_MS);
  serve_fill_spare(s);
}

/* Returns whether there may be more. */
static bool serve_accept(struct serve *s) {
  struct fastcgi *f = NULL;
  enum err e = fastcgi_accept(&f, s->listen_fd);
  if (!e) {
    serve_start(s, f);
  } else if (e != ERR_NOT_FOUND) {
    serve_report(s, e);
    serve_with_spare(s);
  }
  return !e;
}

/* Under load the socket is always ready, so the signal is checked in between. */
static bool serve_may_accept(struct serve *s) {
  struct pollfd fds[2] = {{s->signal_fd, POLLIN, 0}, {s->listen_fd, POLLIN, 0}};
  return poll(fds, 2, 0) > 0 && !fds[0].revents && fds[1].revents;
}

static void serve_accept_some(struct serve *s) {
  for (int i = 0; i < ACCEPT_MOST && (!i || serve_may_accept(s)) && serve_accept(s);
       i++)
    continue;
}

static void serve_answer_forms(struct serve *s) {
  struct fastcgi *forms[FORM_QUEUE_GROUP];
  size_t count = 0;
  enum err e = form_queue_take(s->forms, forms, &count);
  /* Without descriptors they stay in the queue. */
  if (e == ERR_IO && serve_release_spare(s))
    e = form_queue_take(s->forms, forms, &count);
  if (!e) {
    connections_answer_forms(&s->connections, forms, count);
    form_queue_done(s->forms);
  } else if (e != ERR_NOT_FOUND) {
    s->ask_again = supervisor_clock() + TURN_MS * INT64_C(1000);
  }
  s->forms_left = e != ERR_NOT_FOUND;
  serve_fill_spare(s);
}

/* Returns how long to wait, in milliseconds; -1: as long as nothing happens. */
static int serve_poll_forms(struct serve *s, struct pollfd *fd, int timeout) {
  int64_t left = s->ask_again - supervisor_clock();
  *fd = (struct pollfd){.fd = -1};
  if (!s->forms)
    return timeout;
  if (left <= 0) {
    *fd = (struct pollfd){s->forms->out, POLLIN, 0};
    return s->forms_left ? 0 : timeout;
  }
  return timeout < 0 || timeout > TURN_MS ? (int)(left / 1000 + 1) : timeout;
}

/* Forms that arrive from now on are answered here: those who would take them from the
 * queue are leaving. One may have got into it since the last look. */
static void serve_stop(struct serve *s, int64_t *stop_by) {
  *stop_by = supervisor_clock() + STOP_MS * INT64_C(1000);
  s->connections.forms = NULL;
  s->forms_left = s->forms != NULL;
  s->ask_again = 0;
}

/* Returns OK to continue. At the signal the listening socket is left to others; the
 * loop ends when there is no connection and no form any more. */
static enum err serve_once(struct serve *s, int64_t *stop_by) {
  struct pollfd fds[3 + CONNECTIONS_MOST] = {
      {s->signal_fd, POLLIN, 0}, {s->listen_fd, POLLIN, 0}};
  int timeout = connections_poll(&s->connections, fds + 3);
  timeout = serve_poll_forms(s, &fds[2], timeout);
  if (*stop_by) {
    /* poll ignores negative descriptors. */
    fds[0].fd = fds[1].fd = -1;
    timeout = timeout < 0 || timeout > ACCEPT_PAUSE_MS ? ACCEPT_PAUSE_MS : timeout;
  }
  if (poll(fds, 3 + s->connections.count, timeout) < 0)
    return errno == EINTR ? OK : ERR_IO;
  s->forms_left = s->forms_left && fds[2].fd < 0;
  if (fds[1].revents & (POLLERR | POLLHUP | POLLNVAL))
    return ERR_IO;
  connections_advance(&s->connections, fds + 3);
  if (fds[0].revents)
    serve_stop(s, stop_by);
  else if (fds[1].revents)
    serve_accept_some(s);
  if (fds[2].revents)
    serve_answer_forms(s);
  return OK;
}

static enum err serve_loop(struct serve *s) {
  enum err e = OK;
  int64_t stop_by = 0;
  while (!e && !(stop_by && ((!s->connections.count && !s->forms_left) ||
                                supervisor_clock() >= stop_by)))
    e = serve_once(s, &stop_by);
  return e;
}

/* The child opens a signalfd of its own, because that of the supervisor is closed after
 * the fork. */
enum err serve_requests(int listen_fd, struct form_queue *forms,
    struct child_slot *slot, const struct serve_handler *handler) {
  static struct serve serve; /* too large for the stack; one loop per process */
  serve = (struct serve){.listen_fd = listen_fd,
      .signal_fd = child_signals(),
      .forms = forms,
      .connections = {.handler = handler, .slot = slot, .forms = forms}};
  serve.connections.listen_fd = &serve.listen_fd;
  if (serve.signal_fd < 0)
    return ERR_IO;
  for (size_t i = 0; i < SPARE; i++)
    serve.spare[i] = -1;
  serve_fill_spare(&serve);
  atomic_store(&slot->ready, 1);
  enum err e = serve_loop(&serve);
  connections_close(&serve.connections);
  serve_release_spare(&serve);
  close(serve.signal_fd);
  return e;
}
