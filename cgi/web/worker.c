#include "web/worker.h"

#include <limits.h>
#include <pwd.h>
#include <signal.h>
#include <stdio.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/limits.h"
#include "base/log.h"
#include "site/cache/cache_epoch.h"
#include "site/comments/comment_expiry.h"
#include "site/comments/comment_moderate.h"
#include "site/publish/publish_state.h"
#include "site/site_open.h"
#include "site/site_sandbox.h"
#include "web/handle.h"
#include "web/serve.h"

struct worker {
  struct site *site;
  struct arena *arena;
  struct arena
      *forms[FORM_QUEUE_GROUP]; /* of the forms of a group; NULL until needed */
};

/* Attached before the first request, so that even that one is answered from the cache.
 * Without a cache pages are rendered for each request, which is slower but not
 * wrong. */
static void worker_attach_cache(struct site *site, struct arena *a) {
  struct cache_record row;
  enum err e = cache_epoch_attach(site, a, &row);
  if (e)
    log_event(LOG_LEVEL_WARN, "pagecache.off", "why", err_name(e), NULL);
  arena_reset(a);
}

/* While the new file cannot be opened, the old site stays: it answers 503, with the
 * text of a comment in the form. */
static void worker_reopen(struct worker *w) {
  char why[400];
  enum err e = site_reopen(&w->site, ROLE_WEB, why, sizeof why);
  if (!e) {
    log_event(LOG_LEVEL_WARN, "site.replaced", NULL);
    worker_attach_cache(w->site, w->arena);
  } else if (e == ERR_READ_ONLY) {
    /* The supervisor starts another one. */
    kill(getpid(), SIGTERM);
  } else if (e != ERR_REPLACED) {
    log_event(LOG_LEVEL_ERROR, "site.reopen", "error", err_name(e), "why", why, NULL);
  }
}

static void worker_answer(void *context, struct channel *channel) {
  struct worker *w = context;
  enum err e = handle_request(w->site, w->arena, channel);
  arena_reset(w->arena);
  if (e == ERR_REPLACED)
    worker_reopen(w);
}

/* Arenas that are kept from one group of forms to the next. */
enum { FORMS_KEPT = 4 };

struct worker_group {
  struct worker *worker;
  serve_done *done;
  void *context;
};

/* The pages of forms that were refused may be large: no two are in memory at once. */
static void worker_form_done(void *context, size_t i) {
  const struct worker_group *g = context;
  arena_reset(g->worker->forms[i]);
  g->done(g->context, i);
}

static void worker_answer_all(void *context, struct channel *channels, size_t count,
    serve_done *done, void *done_context) {
  struct worker *w = context;
  struct worker_group g = {w, done, done_context};
  struct handle_form forms[FORM_QUEUE_GROUP] = {{NULL, NULL}};
  size_t ready = 0;
  for (; ready < count; ready++) {
    if (!w->forms[ready] && !(w->forms[ready] = arena_new(LIMIT_REQUEST_MEMORY)))
      break;
    forms[ready] = (struct handle_form){&channels[ready], w->forms[ready]};
  }
  if (handle_forms(w->site, forms, ready, worker_form_done, &g) == ERR_REPLACED)
    worker_reopen(w);
  /* Each keeps some memory. After a flood, most of them would be of no more use. */
  for (size_t i = FORMS_KEPT; i < ready; i++) {
    arena_free(w->forms[i]);
    w->forms[i] = NULL;
  }
  for (size_t i = ready; i < count; i++) {
    worker_answer(w, &channels[i]);
    done(done_context, i);
  }
}

static bool worker_wants_body(void *context, struct channel *channel) {
  struct worker *w = context;
  bool wants = handle_wants_body(w->arena, channel);
  arena_reset(w->arena);
  return wants;
}

static void worker_refuse(void *context, struct channel *channel, enum err why) {
  struct worker *w = context;
  handle_refuse(w->site, w->arena, channel, why);
  arena_reset(w->arena);
}

int worker_run(void *context, struct child_slot *slot) {
  const struct worker_context *c = context;
  struct worker w = {.arena = arena_new(LIMIT_REQUEST_MEMORY)};
  const struct serve_handler handler = {
      worker_wants_body, worker_answer, worker_refuse, &w, worker_answer_all};
  enum err e = w.arena
                   ? site_open(&w.site, c->dir, ROLE_WEB, slot->why, sizeof slot->why)
                   : ERR_NOMEM;
  if (!e)
    worker_attach_cache(w.site, w.arena);
  if (!e && c->forms)
    form_queue_share(c->forms, (int)w.site->settings.workers);
  if (!e)
    site_sandbox_enter(w.site, SANDBOX_SERVE, true);
  if (!e)
    e = serve_requests(c->listen_fd, c->forms, slot, &handler);
  site_close(w.site);
  arena_free(w.arena);
  for (size_t i = 0; i < FORM_QUEUE_GROUP; i++)
    arena_free(w.forms[i]);
  return e ? EX_CONFIG : 0;
}

/* Responses are right without a page cache, too, so a failure is only logged. */
static void worker_tend_cache(struct site *site, struct arena *a) {
  enum err e = cache_epoch_tend_once(site, a);
  if (e)
    log_event(LOG_LEVEL_WARN, "pagecache.off", "why", err_name(e), NULL);
}

/* Names the user, because plain CGI runs as that of the web server, often without the
 * author knowing; and the command that examines the permissions. */
static void worker_log_open(const char *dir, enum err e, const char *why) {
  char user[64], fix[PATH_MAX + 128];
  const struct passwd *p = getpwuid(geteuid());
  snprintf(user, sizeof user, "%u", (unsigned)geteuid());
  snprintf(
      fix, sizeof fix, "pamphlet -C %s doctor --user=%s", dir, p ? p->pw_name : user);
  log_event(LOG_LEVEL_ERROR, "site.open", "error", err_name(e), "why", why, "user",
      p ? p->pw_name : user, "fix", fix, NULL);
}

/* What the scheduler does once an hour, so that what was promised about old networks
 * and comments holds here, too. */
static enum err worker_tidy(struct site *scheduler, int64_t now) {
  bool due = false, more = false;
  enum err e = comment_expiry_is_due(scheduler, now, &due);
  if (e || !due)
    return e;
  e = comment_forget_networks(scheduler, now);
  if (!e)
    e = comment_expiry_run(scheduler, now, &more);
  if (!e)
    e = comment_forget_deleted(scheduler);
  return e == ERR_BUSY ? OK : e;
}

int worker_run_cgi(const char *dir) {
  struct site *site = NULL, *scheduler = NULL;
  struct channel channel;
  char why[400] = "";
  int done = 0;
  struct arena *a = arena_new(LIMIT_REQUEST_MEMORY);
  channel_cgi(&channel);
  /* Plain CGI has no scheduler process, so what is due is done before the request is
   * answered. */
  enum err e =
      a ? site_open(&scheduler, dir, ROLE_SCHEDULER, why, sizeof why) : ERR_NOMEM;
  /* An error of opening comes again below, and is logged there. */
  if (!e && ((e = publish_due(scheduler, a, clock_now(), &done)) != OK ||
                (e = worker_tidy(scheduler, clock_now())) != OK))
    log_event(LOG_LEVEL_ERROR, "scheduler.due", "error", err_name(e), NULL);
  site_close(scheduler);
  e = a ? site_open(&site, dir, ROLE_WEB, why, sizeof why) : ERR_NOMEM;
  if (e)
    worker_log_open(dir, e, why);
  if (!e) {
    worker_tend_cache(site, a);
    site_sandbox_enter(site, SANDBOX_SERVE, false);
    enum err answered = handle_request(site, a, &channel);
    (void)answered; /* the next request is another process */
  } else {
    handle_unavailable(&channel);
  }
  site_close(site);
  arena_free(a);
  return 0;
}
