#include "ops/link_elsewhere.h"

#include <search.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/array.h"
#include "base/clock.h"
#include "markup/names/url.h"
#include "net/net_ask.h"

enum { LINK_ELSEWHERE_KEPT = 1 << 30, LINK_ELSEWHERE_AGENT = 400 };

/* Fewer hosts than this may all be gone, even if the machine is online. */
enum { LINK_ELSEWHERE_HOSTS = 3 };

/* An address that is asked about, without its fragment. */
struct link_elsewhere_page {
  const char *url, *host;
  int64_t newest; /* the ID of the newest article that links to it */
  bool is_answered;
  enum net_verdict verdict;
  long status;
  const char *moved, *why; /* "" for none */
};

struct link_elsewhere_use {
  int64_t article;
  const char *address, *link, *fragment; /* fragment: with "#"; "" for none */
  struct link_elsewhere_page *page;
};

struct link_elsewhere {
  struct arena *kept;
  const char *base, *also;
  char agent[LINK_ELSEWHERE_AGENT];
  void *pages; /* for tsearch */
  size_t page_count;
  struct link_elsewhere_use *uses;
  size_t use_count, use_cap;
};

struct link_elsewhere *link_elsewhere_new(const struct site *site) {
  struct link_elsewhere *l = calloc(1, sizeof *l);
  if (!l)
    return NULL;
  l->kept = arena_new(LINK_ELSEWHERE_KEPT);
  if (l->kept) {
    l->base = arena_strdup(l->kept, site->settings.base_url);
    l->also = arena_strdup(l->kept, site->settings.webmention.networks);
  }
  if (!l->kept || !l->base || !l->also) {
    link_elsewhere_free(l);
    return NULL;
  }
  /* Who asks, for the log of the other site, in the form that most servers accept. */
  snprintf(l->agent, sizeof l->agent,
      "Mozilla/5.0 (compatible; Pamphlet/" PAMPHLET_VERSION "; link check; +%s/)",
      l->base);
  return l;
}

/* The pages are in the arena; only the nodes of the tree are freed. */
static void link_elsewhere_free_nothing(void *page) {
  (void)page;
}

void link_elsewhere_free(struct link_elsewhere *l) {
  if (!l)
    return;
  tdestroy(l->pages, link_elsewhere_free_nothing);
  free(l->uses);
  arena_free(l->kept);
  free(l);
}

/* ---- Collecting ---- */

static int link_elsewhere_compare_pages(const void *a, const void *b) {
  const struct link_elsewhere_page *x = a, *y = b;
  return strcmp(x->url, y->url);
}

/* The host of a URL, in lower case. */
static const char *link_elsewhere_host(struct arena *a, const char *url) {
  const char *from = strstr(url, "//");
  from = from ? from + 2 : url;
  size_t n = strcspn(from, "/?#");
  const char *at = memrchr(from, '@', n);
  if (at) {
    n -= (size_t)(at + 1 - from);
    from = at + 1;
  }
  size_t end = *from == '[' ? strcspn(from, "]") : strcspn(from, ":/?#");
  char *host = arena_strndup(a, from, end < n ? end : n);
  for (char *s = host; s && *s; s++)
    if (*s >= 'A' && *s <= 'Z')
      *s = (char)(*s - 'A' + 'a');
  return host;
}

static bool link_elsewhere_ends(const char *host, const char *end) {
  size_t n = strlen(host), m = strlen(end);
  return n >= m && strcmp(host + n - m, end) == 0 && (n == m || host[n - m - 1] == '.');
}

static bool link_elsewhere_is_example(const char *host) {
  static const char *const reserved[] = {
      "example.com", "example.net", "example.org", "example", "test", "invalid"};
  for (size_t i = 0; i < sizeof reserved / sizeof *reserved; i++)
    if (link_elsewhere_ends(host, reserved[i]))
      return true;
  return false;
}

/* *out becomes NULL if nobody should be asked. */
static enum err link_elsewhere_page_of(
    struct link_elsewhere *l, const char *url, struct link_elsewhere_page **out) {
  struct link_elsewhere_page wanted = {.url = url};
  struct link_elsewhere_page *const *known =
      tfind(&wanted, &l->pages, link_elsewhere_compare_pages);
  *out = known ? *known : NULL;
  if (known)
    return OK;
  const char *host = link_elsewhere_host(l->kept, url);
  if (!host)
    return ERR_NOMEM;
  if (link_elsewhere_is_example(host))
    return OK;
  struct link_elsewhere_page *page = arena_alloc(l->kept, sizeof *page);
  const char *copy = arena_strdup(l->kept, url);
  if (!page || !copy)
    return ERR_NOMEM;
  *page = (struct link_elsewhere_page){.url = copy, .host = host};
  if (!tsearch(page, &l->pages, link_elsewhere_compare_pages))
    return ERR_NOMEM;
  l->page_count++;
  *out = page;
  return OK;
}

static enum err link_elsewhere_use_of(struct link_elsewhere *l,
    const struct link_finding *f, struct link_elsewhere_page *page) {
  struct link_elsewhere_use *uses =
      array_grow(l->uses, l->use_count, &l->use_cap, sizeof *uses);
  if (!uses)
    return ERR_NOMEM;
  l->uses = uses;
  const struct link_elsewhere_use *last = l->use_count ? &uses[l->use_count - 1] : NULL;
  struct link_elsewhere_use u = {.article = f->article,
      /* Of all links of an article it is the same. */
      .address = last && strcmp(last->address, f->address) == 0
                     ? last->address
                     : arena_strdup(l->kept, f->address),
      .link = arena_strdup(l->kept, f->link),
      .page = page};
  if (!u.address || !u.link)
    return ERR_NOMEM;
  const char *hash = strchr(u.link, '#');
  u.fragment = hash ? hash : "";
  if (page->newest < f->article)
    page->newest = f->article;
  uses[l->use_count++] = u;
  return OK;
}

enum err link_elsewhere_add(void *elsewhere, const struct link_finding *f) {
  struct link_elsewhere *l = elsewhere;
  struct link_elsewhere_page *page = NULL;
  struct buf url = {0};
  if (url_classify(f->link) != URL_EXTERNAL)
    return OK;
  enum err e = net_fetch_resolve(l->base, f->link, &url);
  if (e == ERR_INVALID) {
    /* To be named as such. */
    buf_clear(&url);
    buf_puts(&url, f->link);
    e = buf_status(&url);
  }
  char *text = e ? NULL : arena_strdup(l->kept, buf_text(&url));
  buf_free(&url);
  if (!text)
    return e ? e : ERR_NOMEM;
  text[strcspn(text, "#")] = '\0';
  e = link_elsewhere_page_of(l, text, &page);
  return e || !page ? e : link_elsewhere_use_of(l, f, page);
}

/* ---- Asking ---- */

struct link_elsewhere_run {
  struct link_elsewhere *l;
  const struct link_elsewhere_watcher *watcher;
  struct link_elsewhere_page **pages;
  size_t count;
  struct link_elsewhere_counts counts;
};

static enum err link_elsewhere_answered(
    void *context, size_t question, const struct net_reply *reply) {
  struct link_elsewhere_run *r = context;
  struct link_elsewhere_page *page = r->pages[question];
  page->moved = *reply->moved ? arena_strdup(r->l->kept, reply->moved) : "";
  page->why = *reply->why ? arena_strdup(r->l->kept, reply->why) : "";
  if (!page->moved || !page->why)
    return ERR_NOMEM;
  page->verdict = reply->verdict;
  page->status = reply->status;
  page->is_answered = true;
  r->counts.answered++;
  r->watcher->step(r->watcher->context);
  return OK;
}

static bool link_elsewhere_is_stopped(void *context) {
  const struct link_elsewhere_run *r = context;
  return r->watcher->is_stopped(r->watcher->context);
}

/* Links of new articles first: somebody is most likely to fix them. */
static int link_elsewhere_compare_newest(const void *a, const void *b) {
  const struct link_elsewhere_page *const *x = a, *const *y = b;
  int64_t i = (*x)->newest, k = (*y)->newest;
  int order = (i < k) - (i > k);
  return order ? order : strcmp((*x)->url, (*y)->url);
}

static void link_elsewhere_list(const void *node, VISIT visit, void *context) {
  struct link_elsewhere_run *r = context;
  if (visit == postorder || visit == leaf)
    r->pages[r->count++] = *(struct link_elsewhere_page *const *)node;
}

/* Without a network, every link would seem to be broken. */
static void link_elsewhere_notice_offline(struct link_elsewhere_run *r) {
  const char *hosts[LINK_ELSEWHERE_HOSTS] = {NULL};
  size_t count = 0;
  for (size_t i = 0; i < r->count; i++) {
    const struct link_elsewhere_page *p = r->pages[i];
    if (!p->is_answered || p->verdict == NET_VERDICT_PRIVATE ||
        p->verdict == NET_VERDICT_INVALID)
      continue;
    if (p->verdict != NET_VERDICT_NO_HOST && p->verdict != NET_VERDICT_NO_CONNECTION)
      return;
    size_t k = 0;
    while (k < count && strcmp(hosts[k], p->host) != 0)
      k++;
    if (k == count && count < LINK_ELSEWHERE_HOSTS)
      hosts[count++] = p->host;
  }
  r->counts.is_offline = count == LINK_ELSEWHERE_HOSTS;
  for (size_t i = 0; r->counts.is_offline && i < r->count; i++) {
    r->counts.answered -= r->pages[i]->is_answered;
    r->pages[i]->is_answered = false;
  }
}

static enum err link_elsewhere_run(
    struct link_elsewhere_run *r, const struct link_elsewhere_limits *limits) {
  struct net_question *questions = calloc(r->count + 1, sizeof *questions);
  size_t asked = (int64_t)r->count < limits->most ? r->count : (size_t)limits->most;
  const struct net_limits net = {.timeout = limits->timeout,
      .pause = limits->pause,
      .until = clock_monotonic() + limits->duration,
      .agent = r->l->agent,
      .also = r->l->also};
  const struct net_asker asker = {
      link_elsewhere_answered, link_elsewhere_is_stopped, r};
  if (!questions)
    return ERR_NOMEM;
  qsort(r->pages, r->count, sizeof(struct link_elsewhere_page *),
      link_elsewhere_compare_newest);
  for (size_t i = 0; i < asked; i++)
    questions[i] = (struct net_question){r->pages[i]->url, r->pages[i]->host};
  r->watcher->begin(r->watcher->context, (int64_t)asked);
  enum err e = net_ask(questions, asked, &net, &asker);
  free(questions);
  return e;
}

enum err link_elsewhere_ask(struct link_elsewhere *l,
    const struct link_elsewhere_limits *limits,
    const struct link_elsewhere_watcher *watcher,
    struct link_elsewhere_counts *counts) {
  struct link_elsewhere_run r = {.l = l,
      .watcher = watcher,
      .pages = calloc(l->page_count + 1, sizeof(struct link_elsewhere_page *)),
      .counts = {.links = (int64_t)l->use_count, .addresses = (int64_t)l->page_count}};
  if (!r.pages)
    return ERR_NOMEM;
  twalk_r(l->pages, link_elsewhere_list, &r);
  enum err e = link_elsewhere_run(&r, limits);
  if (!e) {
    link_elsewhere_notice_offline(&r);
    *counts = r.counts;
  }
  free(r.pages);
  return e;
}

/* ---- Findings ---- */

static const char *link_elsewhere_text(enum net_verdict verdict) {
  static const char *const texts[] = {
      [NET_VERDICT_FINE] = "",
      [NET_VERDICT_MOVED] = "moved permanently",
      [NET_VERDICT_MISSING] = "not found",
      [NET_VERDICT_GONE] = "gone",
      [NET_VERDICT_ERROR] = "HTTP error",
      [NET_VERDICT_LOOP] = "too many redirects",
      [NET_VERDICT_NO_HOST] = "no such host",
      [NET_VERDICT_NO_CONNECTION] = "cannot connect",
      [NET_VERDICT_TIMEOUT] = "timed out",
      [NET_VERDICT_CERTIFICATE] = "certificate not accepted: ",
      [NET_VERDICT_BAD] = "not a valid response: ",
      [NET_VERDICT_INVALID] = "not a valid address",
      [NET_VERDICT_REFUSED] = "not checked: access denied",
      [NET_VERDICT_BUSY] = "not checked: the site is busy",
      [NET_VERDICT_PRIVATE] = "not checked: not a public address",
  };
  return texts[verdict];
}

static enum err link_elsewhere_visit_one(struct arena *a,
    const struct link_elsewhere_use *u, link_elsewhere_visit *visit, void *context) {
  const struct link_elsewhere_page *p = u->page;
  const char *text = link_elsewhere_text(p->verdict);
  bool is_open = p->verdict == NET_VERDICT_CERTIFICATE || p->verdict == NET_VERDICT_BAD;
  bool is_moved = p->verdict == NET_VERDICT_MOVED;
  struct link_elsewhere_finding f = {.article = u->article,
      .address = u->address,
      .link = u->link,
      .is_note = is_moved || p->verdict >= NET_VERDICT_REFUSED,
      .status = p->status,
      .problem = is_open ? arena_join(a, text, p->why, NULL) : text};
  /* Where the new address has no fragment of its own, browsers keep the old one. */
  if (is_moved)
    f.better = arena_join(a, p->moved, strchr(p->moved, '#') ? "" : u->fragment, NULL);
  if (!f.problem || (is_moved && !f.better))
    return ERR_NOMEM;
  return visit(context, &f);
}

static int link_elsewhere_compare_uses(const void *a, const void *b) {
  const struct link_elsewhere_use *x = a, *y = b;
  /* 0, a redirect, comes last. */
  uint64_t i = (uint64_t)x->article - 1, k = (uint64_t)y->article - 1;
  int order = (i > k) - (i < k);
  if (!order)
    order = strcmp(x->address, y->address);
  return order ? order : strcmp(x->link, y->link);
}

enum err link_elsewhere_report(
    struct link_elsewhere *l, link_elsewhere_visit *visit, void *context) {
  struct link_elsewhere_use *uses = l->uses;
  enum err e = OK;
  if (l->use_count)
    qsort(uses, l->use_count, sizeof *uses, link_elsewhere_compare_uses);
  for (size_t i = 0; !e && i < l->use_count; i++) {
    bool is_repeated = i && link_elsewhere_compare_uses(&uses[i - 1], &uses[i]) == 0;
    const struct link_elsewhere_page *p = uses[i].page;
    if (!is_repeated && p->is_answered && p->verdict != NET_VERDICT_FINE)
      e = link_elsewhere_visit_one(l->kept, &uses[i], visit, context);
  }
  return e;
}
