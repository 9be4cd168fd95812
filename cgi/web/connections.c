/* How it works: a request is answered when its variables have arrived, and its body too
 * if the handler wants that. Until then, and until the web server has read the
 * response, the connection is an element of the list, oldest first. */
#include "web/connections.h"

#include <string.h>

#include "base/log.h"
#include "base/number_text.h"
#include "web/metrics.h"

static void connections_remove(struct connections *c, size_t i) {
  fastcgi_close(c->list[i].fastcgi);
  c->count--;
  memmove(&c->list[i], &c->list[i + 1], (c->count - i) * sizeof c->list[0]);
}

/* Work of the handler counts for the supervisor's deadline; waiting for peers does
 * not. */
static void connections_finish(struct connection *one) {
  fastcgi_finish(one->fastcgi);
  one->answered = true;
  one->until = supervisor_clock() + CONNECTIONS_SEND_MS * INT64_C(1000);
}

/* `why` is ERR_TIMEOUT or ERR_OVERLOAD for a request that is refused. */
static void connections_answer(
    struct connections *c, struct connection *one, enum err why) {
  const struct serve_handler *handler = c->handler;
  struct channel channel;
  fastcgi_channel(one->fastcgi, &channel);
  atomic_store(&c->slot->started, supervisor_clock());
  if (why)
    handler->refuse(handler->context, &channel, why);
  else
    handler->answer(handler->context, &channel);
  atomic_store(&c->slot->started, 0);
  connections_finish(one);
}

static bool connections_is_ready(
    struct connections *c, struct connection *one, enum fastcgi_stage stage) {
  struct channel channel;
  if (stage == FASTCGI_WHOLE)
    return true;
  if (stage != FASTCGI_BODY)
    return false;
  if (!one->asked) {
    fastcgi_channel(one->fastcgi, &channel);
    one->wants_body = c->handler->wants_body(c->handler->context, &channel);
    one->asked = true;
  }
  return !one->wants_body;
}

/* Once a second: in a flood, every refusal would be a line. */
static void connections_report(struct connections *c) {
  char count[NUMBER_TEXT];
  int64_t now = supervisor_clock();
  if (!c->refused || now < c->report_at)
    return;
  log_event(LOG_LEVEL_WARN, "forms.refused", "count",
      number_text((int64_t)c->refused, 1, count), NULL);
  c->refused = 0;
  c->report_at = now + CONNECTIONS_REPORT_MS * INT64_C(1000);
}

/* Passing a form to the queue, and taking it from there, costs more than to render a
 * page. */
static bool connections_answer_lone(struct connections *c, struct connection *one) {
  if (!c->listen_fd || fastcgi_has_peer(*c->listen_fd) || !form_queue_begin(c->forms))
    return false;
  connections_answer(c, one, OK);
  form_queue_done(c->forms);
  return true;
}

/* Returns true if the form waits in the queue now. If there is no room, it is refused
 * at once: carrying it out here would make readers wait, and refusing it takes a
 * fraction of the time. What cannot be passed for another reason is answered here. */
static bool connections_queue(struct connections *c, struct connection *one) {
  if (!c->forms || one->queued || !fastcgi_has_body(one->fastcgi))
    return false;
  if (connections_answer_lone(c, one))
    return false;
  enum err e = form_queue_put(c->forms, one->fastcgi);
  if (!e)
    one->fastcgi = NULL;
  if (e != ERR_OVERLOAD)
    return !e;
  connections_answer(c, one, e);
  c->refused++;
  metrics_add(METRIC_FORMS_REFUSED, 1);
  connections_report(c);
  return false;
}

/* Returns true if nothing is left to do. A response that has been sent before the body
 * has arrived leaves the connection open: the rest is read and discarded. */
static bool connections_move(struct connections *c, struct connection *one) {
  enum fastcgi_stage stage = fastcgi_receive(one->fastcgi);
  if (!one->answered && stage == FASTCGI_WHOLE && connections_queue(c, one))
    return true;
  if (!one->answered && connections_is_ready(c, one, stage))
    connections_answer(c, one, OK);
  if (!one->answered)
    return stage == FASTCGI_BROKEN;
  enum err e = fastcgi_send(one->fastcgi);
  return e ? e != ERR_BUSY : stage >= FASTCGI_WHOLE;
}

/* Nobody can be answered before the variables have arrived. What the web server does
 * not read at once is lost. */
static void connections_give_up(struct connections *c, size_t i) {
  struct connection *one = &c->list[i];
  enum fastcgi_stage stage = fastcgi_receive(one->fastcgi);
  if (!one->answered && (stage == FASTCGI_BODY || stage == FASTCGI_WHOLE)) {
    connections_answer(c, one, connections_is_ready(c, one, stage) ? OK : ERR_TIMEOUT);
    enum err ignored = fastcgi_send(one->fastcgi);
    (void)ignored;
  }
  connections_remove(c, i);
}

void connections_drop_oldest(struct connections *c) {
  if (c->count)
    connections_give_up(c, 0);
}

void connections_add(struct connections *c, struct fastcgi *f) {
  if (c->count == CONNECTIONS_MOST)
    connections_drop_oldest(c);
  c->list[c->count++] = (struct connection){
      .fastcgi = f, .until = supervisor_clock() + CONNECTIONS_BODY_MS * INT64_C(1000)};
}

/* Forms that are answered together: the newest of the list. */
struct connections_group {
  struct connections *connections;
  struct connection *first;
  bool over[FORM_QUEUE_GROUP];
};

/* Sent at once, because others of the group may take longer. The deadline is that of a
 * request, not of the group. */
static void connections_form_done(void *context, size_t i) {
  struct connections_group *g = context;
  connections_finish(&g->first[i]);
  g->over[i] = connections_move(g->connections, &g->first[i]);
  atomic_store(&g->connections->slot->started, supervisor_clock());
}

static void connections_answer_group(struct connections *c, size_t count) {
  struct connections_group g = {.connections = c, .first = &c->list[c->count - count]};
  struct channel channels[FORM_QUEUE_GROUP];
  for (size_t i = 0; i < count; i++)
    fastcgi_channel(g.first[i].fastcgi, &channels[i]);
  atomic_store(&c->slot->started, supervisor_clock());
  c->handler->answer_all(
      c->handler->context, channels, count, connections_form_done, &g);
  atomic_store(&c->slot->started, 0);
  size_t first = c->count - count;
  for (size_t i = count; i-- > 0;)
    if (g.over[i])
      connections_remove(c, first + i);
}

void connections_answer_forms(
    struct connections *c, struct fastcgi *const *forms, size_t count) {
  bool together = count > 1 && c->handler->answer_all;
  for (size_t i = 0; i < count; i++) {
    connections_add(c, forms[i]);
    c->list[c->count - 1].queued = true;
    if (!together)
      connections_advance_newest(c);
  }
  if (together)
    connections_answer_group(c, count);
}

bool connections_advance_newest(struct connections *c) {
  struct connection *newest = &c->list[c->count - 1];
  if (connections_move(c, newest))
    connections_remove(c, c->count - 1);
  else if (!newest->answered && !newest->asked)
    return false;
  return true;
}

int connections_poll(const struct connections *c, struct pollfd *fds) {
  int64_t next = INT64_MAX;
  for (size_t i = 0; i < c->count; i++) {
    const struct connection *one = &c->list[i];
    fds[i] = (struct pollfd){
        .fd = fastcgi_fd(one->fastcgi), .events = fastcgi_events(one->fastcgi)};
    next = one->until < next ? one->until : next;
  }
  if (c->refused && c->report_at < next)
    next = c->report_at;
  if (next == INT64_MAX)
    return -1;
  int64_t left = next - supervisor_clock();
  return left <= 0 ? 0 : (int)(left / 1000 + 1);
}

/* Large bodies that never end, or responses that nobody reads, would otherwise hold
 * memory for as long as small ones. */
static void connections_limit_memory(
    struct connections *c, bool answered, size_t limit, size_t keep) {
  for (;;) {
    size_t total = 0, most = 0, largest = 0, count = 0;
    for (size_t i = 0; i < c->count; i++) {
      size_t n = fastcgi_memory(c->list[i].fastcgi);
      if (c->list[i].answered != answered)
        continue;
      count++;
      total += n;
      if (n > most) {
        most = n;
        largest = i;
      }
    }
    if (total <= limit || count <= keep)
      return;
    connections_give_up(c, largest);
  }
}

/* From the end, so that those before the one that is removed keep their places. */
void connections_advance(struct connections *c, const struct pollfd *fds) {
  int64_t now = supervisor_clock();
  for (size_t i = c->count; i-- > 0;)
    if (fds[i].revents && connections_move(c, &c->list[i]))
      connections_remove(c, i);
    else if (now >= c->list[i].until)
      connections_give_up(c, i);
  connections_report(c);
  connections_limit_memory(c, false, CONNECTIONS_REQUESTS, 0);
  /* The page with the most comments may be larger than the limit. */
  connections_limit_memory(c, true, CONNECTIONS_RESPONSES, 1);
}

void connections_close(struct connections *c) {
  while (c->count)
    connections_remove(c, c->count - 1);
}
