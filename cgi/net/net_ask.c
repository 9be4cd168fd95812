/* One thread: libcurl's multi interface runs the requests, and each host has a queue.
 * The questions of a host are next to each other in `order`. */
#include "net/net_ask.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "net/net_probe.h"

enum {
  NET_ASK_AT_ONCE = 8,
  NET_ASK_POLL = 250,   /* milliseconds, after which is_stopped is asked again */
  NET_ASK_PATIENCE = 60 /* seconds that a server may ask to wait */
};

struct net_ask_host {
  size_t next, end; /* of the order */
  int64_t not_before;
  bool is_asked;           /* right now */
  size_t failed;           /* the question that got `reply` */
  struct net_reply *reply; /* what the rest of this host gets; NULL: nothing yet */
};

struct net_ask {
  const struct net_question *questions;
  const struct net_limits *limits;
  const struct net_asker *asker;
  CURLM *multi;
  struct curl_slist *headers;
  struct net_probe probes[NET_ASK_AT_ONCE];
  struct net_ask_host *asked_host[NET_ASK_AT_ONCE]; /* NULL: the probe is free */
  size_t running;
  size_t *order;
  bool *is_second; /* of each question: asked for the second time */
  struct net_ask_host *hosts, **waiting;  /* waiting: those that are not done */
  size_t host_count, waiting_count, turn; /* turn: which of them is next */
};

static const struct net_question *net_ask_sorting;

/* By host, and in their order. */
static int net_ask_compare(const void *a, const void *b) {
  size_t x = *(const size_t *)a, y = *(const size_t *)b;
  int order = strcmp(net_ask_sorting[x].host, net_ask_sorting[y].host);
  return order ? order : (x > y) - (x < y);
}

static enum err net_ask_queue(struct net_ask *n, size_t count) {
  n->order = malloc((count + 1) * sizeof *n->order);
  n->is_second = calloc(count + 1, sizeof *n->is_second);
  n->hosts = calloc(count + 1, sizeof *n->hosts);
  n->waiting = calloc(count + 1, sizeof(struct net_ask_host *));
  if (!n->order || !n->is_second || !n->hosts || !n->waiting)
    return ERR_NOMEM;
  for (size_t i = 0; i < count; i++)
    n->order[i] = i;
  net_ask_sorting = n->questions;
  qsort(n->order, count, sizeof *n->order, net_ask_compare);
  for (size_t i = 0; i < count; i++) {
    if (!i ||
        strcmp(n->questions[n->order[i]].host, n->questions[n->order[i - 1]].host) != 0)
      n->hosts[n->host_count++].next = i;
    n->hosts[n->host_count - 1].end = i + 1;
  }
  for (; n->waiting_count < n->host_count; n->waiting_count++)
    n->waiting[n->waiting_count] = &n->hosts[n->waiting_count];
  return OK;
}

/* The same scheme, host and port. */
static bool net_ask_is_same_origin(const char *a, const char *b) {
  const char *host = strstr(a, "//");
  size_t size = host ? (size_t)(host - a) + 2 : 0;
  size += strcspn(a + size, "/?#");
  /* The end of a text counts as one of them. */
  return strncmp(a, b, size) == 0 && strchr("/?#", b[size]);
}

static bool net_ask_is_failure(enum net_verdict v) {
  return v == NET_VERDICT_NO_HOST || v == NET_VERDICT_NO_CONNECTION;
}

/* What is known about the rest of a host without asking. */
static const struct net_reply *net_ask_known(
    const struct net_ask *n, const struct net_ask_host *h, size_t question) {
  if (!h->reply)
    return NULL;
  if (net_ask_is_failure(h->reply->verdict) &&
      !net_ask_is_same_origin(n->questions[h->failed].url, n->questions[question].url))
    return NULL;
  return h->reply;
}

static enum err net_ask_remember(
    struct net_ask_host *h, size_t question, const struct net_reply *reply) {
  if (!h->reply)
    h->reply = malloc(sizeof *h->reply);
  if (!h->reply)
    return ERR_NOMEM;
  *h->reply = *reply;
  h->failed = question;
  return OK;
}

/* Puts a question back, after the others of its host: what is wrong with a server or
 * the network is often over a moment later. */
static void net_ask_again(
    struct net_ask *n, struct net_ask_host *h, size_t question, int64_t later) {
  h->next--;
  memmove(&n->order[h->next], &n->order[h->next + 1],
      (h->end - h->next - 1) * sizeof *n->order);
  n->order[h->end - 1] = question;
  n->is_second[question] = true;
  int64_t pause = later ? later : 3 * n->limits->pause;
  h->not_before = clock_monotonic() + pause;
}

static bool net_ask_wants_again(const struct net_reply *reply) {
  enum net_verdict v = reply->verdict;
  if (v == NET_VERDICT_BUSY)
    return reply->later && reply->later <= NET_ASK_PATIENCE * CLOCK_SECOND;
  return net_ask_is_failure(v) || v == NET_VERDICT_TIMEOUT || v == NET_VERDICT_BAD ||
         (v == NET_VERDICT_ERROR && reply->status >= 500);
}

/* The reply is complete. */
static enum err net_ask_finish(struct net_ask *n, size_t at) {
  struct net_probe *p = &n->probes[at];
  struct net_ask_host *h = n->asked_host[at];
  const struct net_reply *reply = &p->reply;
  n->asked_host[at] = NULL;
  n->running--;
  h->is_asked = false;
  h->not_before = clock_monotonic() + n->limits->pause;
  if (!n->is_second[p->question] && net_ask_wants_again(reply)) {
    net_ask_again(n, h, p->question, reply->later);
    return OK;
  }
  /* After a redirect it is another host that failed. */
  bool is_of_all =
      !p->hops && (net_ask_is_failure(reply->verdict) || reply->status == 429);
  enum err e = is_of_all ? net_ask_remember(h, p->question, reply) : OK;
  return e ? e : n->asker->answered(n->asker->context, p->question, reply);
}

/* Begins with the next question of a host. */
static enum err net_ask_begin(struct net_ask *n, struct net_ask_host *h) {
  size_t at = 0, question = n->order[h->next++];
  const struct net_reply *known = net_ask_known(n, h, question);
  if (known)
    return n->asker->answered(n->asker->context, question, known);
  while (n->asked_host[at])
    at++;
  struct net_probe *p = &n->probes[at];
  if (!p->curl && net_probe_open(p, n->limits, n->headers))
    return ERR_NOMEM;
  p->question = question;
  n->asked_host[at] = h;
  n->running++;
  h->is_asked = true;
  if (!net_probe_begin(p, n->questions[question].url))
    return net_ask_finish(n, at);
  return curl_multi_add_handle(n->multi, p->curl) == CURLM_OK ? OK : ERR_NOMEM;
}

/* Begins as much as may run, hosts in turn. *wait becomes the milliseconds until
 * another host may be asked, or -1 if there is none. */
static enum err net_ask_fill(struct net_ask *n, int64_t *wait) {
  int64_t now = clock_monotonic(), soonest = INT64_MAX;
  enum err e = OK;
  for (size_t left = n->waiting_count; !e && left && n->running < NET_ASK_AT_ONCE;
       left--) {
    n->turn = n->turn < n->waiting_count ? n->turn : 0;
    struct net_ask_host *h = n->waiting[n->turn];
    /* What is known takes no time and no turn. */
    while (!e && !h->is_asked && h->next < h->end &&
           (h->not_before <= now || net_ask_known(n, h, n->order[h->next])))
      e = net_ask_begin(n, h);
    bool is_done = !h->is_asked && h->next == h->end;
    if (is_done)
      n->waiting[n->turn] = n->waiting[--n->waiting_count];
    else
      n->turn++;
    if (!is_done && !h->is_asked && h->not_before < soonest)
      soonest = h->not_before;
  }
  *wait = soonest == INT64_MAX ? -1 : (soonest - now) / 1000 + 1;
  return e;
}

/* *any becomes true if a request has ended: then others can begin. */
static enum err net_ask_collect(struct net_ask *n, bool *any) {
  enum err e = OK;
  int left = 0;
  for (CURLMsg *m; !e && (m = curl_multi_info_read(n->multi, &left)) != NULL;) {
    struct net_probe *p = NULL;
    CURLcode result = m->data.result;
    *any = true;
    if (m->msg != CURLMSG_DONE ||
        curl_easy_getinfo(m->easy_handle, CURLINFO_PRIVATE, (char **)&p) != CURLE_OK)
      continue;
    curl_multi_remove_handle(n->multi, p->curl);
    if (net_probe_next(p, result))
      e = curl_multi_add_handle(n->multi, p->curl) == CURLM_OK ? OK : ERR_NOMEM;
    else
      e = net_ask_finish(n, (size_t)(p - n->probes));
  }
  return e;
}

static enum err net_ask_run(struct net_ask *n) {
  const struct net_asker *asker = n->asker;
  enum err e = OK;
  while (!e && !asker->is_stopped(asker->context) &&
         clock_monotonic() < n->limits->until) {
    int running = 0;
    int64_t wait = -1;
    bool any = false;
    e = net_ask_fill(n, &wait);
    if (e || (!n->running && wait < 0))
      break;
    if (wait < 0 || wait > NET_ASK_POLL)
      wait = NET_ASK_POLL;
    if (curl_multi_perform(n->multi, &running) != CURLM_OK)
      e = ERR_IO;
    if (!e)
      e = net_ask_collect(n, &any);
    if (!e && !any && curl_multi_poll(n->multi, NULL, 0, (int)wait, NULL) != CURLM_OK)
      e = ERR_IO;
  }
  return e;
}

static void net_ask_close(struct net_ask *n) {
  for (size_t i = 0; i < NET_ASK_AT_ONCE; i++) {
    if (n->asked_host[i])
      curl_multi_remove_handle(n->multi, n->probes[i].curl);
    net_probe_close(&n->probes[i]);
  }
  curl_multi_cleanup(n->multi);
  curl_slist_free_all(n->headers);
  for (size_t i = 0; i < n->host_count; i++)
    free(n->hosts[i].reply);
  free(n->waiting);
  free(n->hosts);
  free(n->is_second);
  free(n->order);
}

enum err net_ask(const struct net_question *questions, size_t count,
    const struct net_limits *limits, const struct net_asker *asker) {
  struct net_ask n = {.questions = questions,
      .limits = limits,
      .asker = asker,
      .multi = curl_multi_init(),
      .headers = curl_slist_append(NULL, "Accept: text/html,application/xhtml+xml,"
                                         "application/xml;q=0.9,*/*;q=0.8")};
  enum err e = n.multi && n.headers ? net_ask_queue(&n, count) : ERR_NOMEM;
  if (!e)
    e = net_ask_run(&n);
  net_ask_close(&n);
  return e;
}
