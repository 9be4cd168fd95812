#include "web/serve.h"

#include <errno.h>
#include <poll.h>
#include <unistd.h>

#include "base/log.h"
#include "http/fastcgi.h"

/* The socket stays readable while the system is out of file descriptors: without a
 * pause the loop would use a whole processor. */
enum { ACCEPT_PAUSE_MS = 100 };

static void serve_one(struct fastcgi *f, struct supervisor_slot *slot,
    serve_handle *handle, void *context, struct pollfd *signals) {
  struct channel channel;
  /* The deadline starts here, before accepting: libfcgi reads the parameters while it
   * accepts, and waits for a client that sends them slowly. */
  atomic_store(&slot->started, supervisor_clock());
  enum err e = fastcgi_accept(f, &channel);
  if (!e) {
    handle(context, &channel);
    fastcgi_finish(f);
  }
  atomic_store(&slot->started, 0);
  if (e == ERR_IO) {
    log_event(LOG_LEVEL_ERROR, "serve.accept", "error", err_name(e), NULL);
    poll(signals, 1, ACCEPT_PAUSE_MS);
  }
}

static enum err serve_loop(struct fastcgi *f, int listen_fd, int signal_fd,
    struct supervisor_slot *slot, serve_handle *handle, void *context) {
  /* The socket does not block, so that all workers may wait in poll for it; whichever
   * loses the race for a connection waits again. */
  struct pollfd fds[] = {{signal_fd, POLLIN, 0}, {listen_fd, POLLIN, 0}};
  for (;;) {
    if (poll(fds, 2, -1) < 0) {
      if (errno == EINTR)
        continue;
      return ERR_IO;
    }
    /* The signal is checked first: under load, the listening socket would always be
     * ready, and the worker would never stop. */
    if (fds[0].revents)
      return OK;
    if (fds[1].revents & (POLLERR | POLLHUP | POLLNVAL))
      return ERR_IO;
    if (fds[1].revents)
      serve_one(f, slot, handle, context, fds);
  }
}

/* The child opens a signalfd of its own, because that of the supervisor is closed after
 * the fork. The signals that fastcgi.h warns of were blocked before it, by
 * supervisor_run. */
enum err serve_requests(
    int listen_fd, struct supervisor_slot *slot, serve_handle *handle, void *context) {
  struct fastcgi *f = NULL;
  int signal_fd = supervisor_signals();
  enum err e = signal_fd < 0 ? ERR_IO : fastcgi_open(&f, listen_fd);
  if (!e) {
    atomic_store(&slot->ready, 1);
    e = serve_loop(f, listen_fd, signal_fd, slot, handle, context);
  }
  fastcgi_close(f);
  if (signal_fd >= 0)
    close(signal_fd);
  return e;
}
