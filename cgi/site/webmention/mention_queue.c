#include "site/webmention/mention_queue.h"

#include <stdio.h>

#include "base/clock.h"
#include "base/log.h"
#include "db/model/mail.h"
#include "db/model/webmention.h"
#include "db/txn.h"
#include "site/webmention/mention_read.h"
#include "site/webmention/mention_send.h"

/* Other sites are often down for a moment, and seldom for days. */
static const int64_t pauses[] = {
    600 * CLOCK_SECOND, CLOCK_HOUR, 6 * CLOCK_HOUR, CLOCK_DAY};

#define MENTION_QUEUE_PAUSE (30 * CLOCK_SECOND)

struct mention_queue_end {
  int64_t id, due_at;
  enum webmention_state state;
  const char *reason;
};

static enum err mention_queue_store(struct db *s, void *context) {
  const struct mention_queue_end *end = context;
  return webmention_set(s, end->id, end->state, end->reason, end->due_at);
}

/* Errors of the database are no fault of the page: the mention stays due. */
static enum err mention_queue_end(struct mention_queue *q, const struct webmention *w,
    enum err e, const char *why, int64_t now) {
  size_t most = sizeof pauses / sizeof pauses[0];
  struct mention_queue_end end = {w->id, now, WEBMENTION_DONE, ""};
  if (e && e != ERR_IO && e != ERR_DENIED && e != ERR_INVALID)
    return e;
  if (e) {
    bool again = e == ERR_IO && (size_t)w->attempts < most;
    end.state = again ? WEBMENTION_QUEUED : WEBMENTION_FAILED;
    end.due_at = again ? now + pauses[w->attempts] : now;
    end.reason = why;
  }
  log_event(e ? LOG_LEVEL_WARN : LOG_LEVEL_INFO, "webmention", "direction",
      w->sends ? "out" : "in", "source", w->source, "target", w->target, "result",
      e ? why : "done", NULL);
  return txn_write(q->site->db, mention_queue_store, &end);
}

static enum err mention_queue_one(struct mention_queue *q, int64_t now, bool *more) {
  struct webmention w;
  char why[NET_FETCH_WHY] = "";
  enum err e = webmention_due(q->site->db, q->arena, now, &w);
  *more = !e;
  if (e)
    return e == ERR_NOT_FOUND ? OK : e;
  const struct settings_webmention *s = &q->site->settings.webmention;
  if (w.sends ? !s->sends : !s->receives) {
    snprintf(why, sizeof why, "switched off");
    e = ERR_INVALID;
  } else {
    e = w.sends ? mention_send(q->site, q->arena, &w, why)
                : mention_read(q->site, q->arena, &w, now, why);
  }
  return mention_queue_end(q, &w, e, why, now);
}

enum err mention_queue_run(struct mention_queue *q, int64_t now, bool *more) {
  int64_t version = 0;
  *more = false;
  enum err e = mail_data_version(q->site->db, &version);
  if (e)
    return e;
  /* A clock that was set back must not make it wait for years. */
  bool is_time = now >= q->next_look || q->next_look > now + MENTION_QUEUE_PAUSE;
  if (version == q->version && !is_time)
    return OK;
  if (q->site->settings.webmention.sends)
    e = mention_send_collect(q->site, q->arena, now);
  if (!e)
    e = mention_queue_one(q, now, more);
  arena_reset(q->arena);
  if (!e && !*more) {
    q->version = version;
    q->next_look = now + MENTION_QUEUE_PAUSE;
  }
  return e;
}
