#include "web/worker.h"

#include <poll.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/limits.h"
#include "base/log.h"
#include "http/fastcgi.h"
#include "site/publish.h"
#include "web/handle.h"

static enum err open_site(const char *dir, struct site **out) {
  char why[400];
  enum err e = site_open(out, dir, ROLE_WEB, why, sizeof why);
  if (e)
    log_event(LOG_LEVEL_ERROR, "site.open", "error", err_name(e), "why", why, NULL);
  return e;
}

static void serve_one(struct fastcgi *f, struct site *site, struct arena *a,
    struct supervisor_slot *slot) {
  struct channel channel;
  atomic_store(&slot->started, supervisor_clock());
  if (fastcgi_accept(f, &channel) == OK) {
    handle_request(site, a, &channel);
    arena_reset(a);
    fastcgi_finish(f);
  }
  atomic_store(&slot->started, 0);
}

int worker_run(void *context, struct supervisor_slot *slot) {
  const struct worker_context *c = context;
  struct site *site = NULL;
  struct fastcgi *f = NULL;
  struct arena *a = arena_new(LIMIT_REQUEST_MEMORY);
  struct pollfd fds[] = {{c->listen_fd, POLLIN, 0}, {supervisor_signals(), POLLIN, 0}};
  int code = EX_CONFIG;
  if (a && fds[1].fd >= 0 && open_site(c->dir, &site) == OK &&
      fastcgi_open(&f, c->listen_fd) == OK) {
    atomic_store(&slot->ready, 1);
    while (poll(fds, 2, -1) >= 0 && !(fds[1].revents & POLLIN))
      if (fds[0].revents & POLLIN)
        serve_one(f, site, a, slot);
    code = 0;
  }
  fastcgi_close(f);
  site_close(site);
  arena_free(a);
  return code;
}

int worker_run_cgi(const char *dir) {
  struct site *site = NULL, *keeper = NULL;
  struct channel channel;
  char why[400];
  int done = 0;
  struct arena *a = arena_new(LIMIT_REQUEST_MEMORY);
  channel_cgi(&channel);
  /* No keeper runs beside a plain CGI program: what is due is done first. */
  enum err e = a ? site_open(&keeper, dir, ROLE_KEEPER, why, sizeof why) : ERR_NOMEM;
  if (!e)
    e = publish_due(keeper, a, clock_now(), &done);
  site_close(keeper);
  e = a ? open_site(dir, &site) : ERR_NOMEM;
  if (!e)
    handle_request(site, a, &channel);
  else
    handle_unavailable(&channel);
  site_close(site);
  arena_free(a);
  return 0;
}
