#include "web/handle.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/crypt.h"
#include "base/limits.h"
#include "base/log.h"
#include "http/form.h"
#include "http/origin.h"
#include "http/status.h"
#include "site/cache/cache_epoch.h"
#include "site/comments/follow_link.h"
#include "site/comments/moderate_link.h"
#include "site/comments/own_link.h"
#include "site/comments/person_link.h"
#include "site/comments/thanks.h"
#include "site/core/preview_link.h"
#include "site/pages/news_sitemap.h"
#include "site/pages/page_error.h"
#include "site/site_open.h"
#include "site/webmention/mention_receive.h"
#include "web/comment_post.h"
#include "web/metrics.h"
#include "web/put_off.h"

enum {
  GUARD_FORM = 1,   /* the body must be a form */
  GUARD_ORIGIN = 2, /* it must be sent from a page of this site */
  GUARD_OWN_FORM = GUARD_FORM | GUARD_ORIGIN,
  /* Bytes that are enough to answer with the text of the longest comment: several
   * copies of it, and of the body. */
  RESERVE = 4 * LIMIT_BODY
};

/* Memory that is free when nothing else is. It costs address space only: nobody writes
 * to it. */
static void *handle_reserve;

static void handle_fill_reserve(void) {
  if (!handle_reserve)
    handle_reserve = malloc(RESERVE);
}

static void handle_release_reserve(void) {
  free(handle_reserve);
  handle_reserve = NULL;
}

/* The routes; the first match counts, so "/" comes last. A prefix matches every path
 * that begins with it. `allow` lists `methods` as the header Allow shows them. */
static const struct route {
  const char *path;
  enum metrics_route counted;
  bool prefix;
  unsigned methods, guards;
  const char *allow;
  handle_page *page;
} routes[] = {
    {"/comment/", METRICS_COMMENT, false, METHOD_POST, GUARD_OWN_FORM, "POST",
        page_post_comment},
    {OWN_LINK_PATH, METRICS_OWN_COMMENT, false, METHOD_GET | METHOD_HEAD | METHOD_POST,
        GUARD_OWN_FORM, "GET, HEAD, POST", page_own_comment},
    {MODERATE_LINK_PATH, METRICS_MODERATE, false,
        METHOD_GET | METHOD_HEAD | METHOD_POST, GUARD_OWN_FORM, "GET, HEAD, POST",
        page_moderation},
    {FOLLOW_LINK_PATH, METRICS_FOLLOW, false, METHOD_GET | METHOD_HEAD | METHOD_POST,
        GUARD_OWN_FORM, "GET, HEAD, POST", page_follow},
    {FOLLOW_LINK_STOP_PATH, METRICS_FOLLOW, false,
        METHOD_GET | METHOD_HEAD | METHOD_POST, 0, "GET, HEAD, POST", page_unfollow},
    {PREVIEW_LINK_PATH, METRICS_PREVIEW, false, METHOD_GET | METHOD_HEAD, 0,
        "GET, HEAD", page_preview},
    {THANKS_PATH, METRICS_THANKS, false, METHOD_POST, GUARD_OWN_FORM, "POST",
        page_thanks},
    {PERSON_LINK_PATH, METRICS_PERSON, false, METHOD_GET | METHOD_HEAD | METHOD_POST,
        GUARD_OWN_FORM, "GET, HEAD, POST", page_person},
    {MENTION_RECEIVE_PATH, METRICS_WEBMENTION, false, METHOD_POST, GUARD_FORM, "POST",
        page_webmention},
    {"/assets/", METRICS_ASSET, true, METHOD_GET | METHOD_HEAD, 0, "GET, HEAD",
        page_asset},
    {"/robots.txt", METRICS_SITEMAP, false, METHOD_GET | METHOD_HEAD, 0, "GET, HEAD",
        page_robots},
    {"/healthz", METRICS_HEALTH, false, METHOD_GET | METHOD_HEAD, 0, "GET, HEAD",
        page_health},
    {"/sitemap.xml", METRICS_SITEMAP, false, METHOD_GET | METHOD_HEAD, 0, "GET, HEAD",
        page_sitemap},
    {NEWS_SITEMAP_PATH, METRICS_SITEMAP, false, METHOD_GET | METHOD_HEAD, 0,
        "GET, HEAD", page_news_sitemap},
    {"/sitemap-", METRICS_SITEMAP, true, METHOD_GET | METHOD_HEAD, 0, "GET, HEAD",
        page_sitemap},
    {"/", METRICS_PAGE, true, METHOD_GET | METHOD_HEAD, 0, "GET, HEAD", page_read},
};

static const struct route *handle_find_route(const char *path) {
  for (size_t i = 0; i < sizeof routes / sizeof routes[0]; i++)
    if (routes[i].prefix ? strncmp(path, routes[i].path, strlen(routes[i].path)) == 0
                         : strcmp(path, routes[i].path) == 0)
      return &routes[i];
  return NULL;
}

/* Only such a body is worth waiting for. */
static bool handle_reads_body(const struct request *r) {
  const struct route *route = handle_find_route(r->path);
  return route && r->method == METHOD_POST && (route->methods & r->method) &&
         (route->guards & GUARD_FORM) && form_check_type(r->content_type) == OK &&
         r->content_length >= 0 && r->content_length <= LIMIT_BODY;
}

/* The body is read only if its content type is accepted, so that a mistyped request
 * costs nothing. The form of another origin is refused, but read: a reader may have the
 * page from a former address of the site, and must not lose the text. */
static enum err handle_guard(struct site *site, struct request *r, unsigned guards) {
  if (!(guards & GUARD_FORM) || r->method != METHOD_POST)
    return OK;
  enum err e = guards & GUARD_ORIGIN ? origin_check(r, site->settings.origins) : OK;
  enum err unreadable = form_check_type(r->content_type);
  if (!unreadable)
    unreadable = request_read_body(r, LIMIT_BODY);
  return e ? e : unreadable;
}

/* What the program can tell of a request without its database. */
static enum err handle_check_request(struct site *site, struct request *r,
    const struct route *route, struct response *out) {
  if (route->methods & r->method)
    return handle_guard(site, r, route->guards);
  /* A 405 response requires the header Allow (RFC 9110 section 15.5.6). */
  enum err e = response_header(out, "Allow", route->allow);
  return e ? e : ERR_METHOD;
}

/* All that precedes the handler of the route. */
static enum err handle_check(struct site *site, struct request *r,
    const struct route *route, struct response *out) {
  enum err e = handle_check_request(site, r, route, out);
  /* Also for what the page cache could answer: its pages are those of the old file.
   * Asked after the body was read, so that the error page can show a comment's text. */
  if (!e && site_is_replaced(site))
    e = ERR_REPLACED;
  return e;
}

static enum err handle_answer(struct site *site, struct request *r,
    const struct route *route, struct response *out) {
  if (!route)
    return ERR_NOT_FOUND;
  enum err e = handle_check(site, r, route, out);
  return e ? e : route->page(site, r, out);
}

/* The text of a comment must not be lost when the database does not accept it: the
 * error page shows it, so that the reader can copy it or try again. */
static void handle_keep_comment(const struct request *r, struct page_failure *failure) {
  struct form form;
  if (!r->body_size || form_read(r->arena, r->body, r->body_size, &form))
    return;
  failure->kept = form_get(&form, "comment");
  if (form_get_id(&form, "comment_post_ID", &failure->article))
    failure->article = 0;
}

static void handle_answer_error(
    struct site *site, const struct request *r, enum err e, struct response *out) {
  /* Two hexadecimal digits per byte of `random`, and a NUL. */
  char incident[17] = "";
  uint8_t random[8];
  int status = status_of(e);
  /* Each refusal of a flood would be a line. web/connections.c counts them. */
  bool ours = status >= 500 && e != ERR_OVERLOAD;
  /* The reader gets only the ID. The cause, which may name files, goes to the log,
   * where the owner finds it by that ID. */
  if (ours) {
    crypt_random(random, sizeof random);
    crypt_hex(random, sizeof random, incident);
    log_event(LOG_LEVEL_ERROR, "request.failed", "incident", incident, "error",
        err_name(e), "db", db_message(site->db), NULL);
  }
  /* The page looks for an article at a similar address, which makes sense only if a
   * page was requested. */
  bool reads = r->method & (METHOD_GET | METHOD_HEAD);
  /* The web server's log has the ID of the request as well. */
  const char *number = *r->id ? r->id : incident;
  struct page_failure failure = {.why = e,
      .status = status,
      .path = reads ? r->path : NULL,
      .incident = ours ? number : NULL};
  handle_keep_comment(r, &failure);
  if (e == ERR_OVERLOAD)
    put_off_fill(site, r, handle_find_route(r->path)->path, &failure);
  out->status = status;
  /* The handler may have set these before it failed. */
  out->is_stored = false;
  out->cache = RESPONSE_PRIVATE;
  out->type = NULL;
  buf_clear(&out->body);
  enum err failed = OK;
  /* In seconds (RFC 9110 section 10.2.3). What causes a 503, such as a locked database,
   * is often over by then. A form that came too slowly may find a better connection. */
  if (status == 503 || status == 408)
    failed = response_header(out, "Retry-After", "5");
  /* Without memory, no template is expanded: ctemplate takes it for granted, and
   * crashes. */
  if (!failed && e == ERR_NOMEM)
    failed = e;
  if (!failed)
    failed = page_error_render(site, r->arena, &failure, &out->body);
  if (failed) {
    /* Not even the error page could be rendered. buf_free, because buf_clear keeps the
     * memory, of which there may be none. */
    buf_free(&out->body);
    out->type = "text/plain; charset=utf-8";
    buf_puts(&out->body, "This page could not be displayed. Please try again.\n");
    if (failure.kept)
      buf_printf(&out->body, "\nYour comment:\n\n%s\n", failure.kept);
  }
}

/* `shows`: something of the database. */
static void handle_send(struct site *site, struct channel *c, const struct request *r,
    bool shows, struct response *out) {
  /* The answer to a comment is for its author only. */
  if (r->method == METHOD_POST)
    out->cache = RESPONSE_PRIVATE;
  if (!out->is_stored && shows)
    cache_epoch_settle(site);
  /* Without memory, it is sent as it is. */
  enum err failed = out->is_stored ? OK : response_compress(out, r->accept_encoding);
  (void)failed;
  /* The reader may have gone away, and nobody else needs to know. */
  enum err sent = response_send(c, out, r->method == METHOD_HEAD);
  (void)sent;
  response_free(out);
}

/* Without a route, because its path could not be read, it counts as one of a page. */
static void handle_count(
    const struct route *route, const struct response *out, int64_t started) {
  metrics_add_request(route ? route->counted : METRICS_PAGE, out->status, started);
  metrics_add(METRIC_CACHE_HITS, out->is_stored);
}

static void handle_end(struct site *site, const struct request *r,
    const struct route *route, enum err e, int64_t started, struct response *out) {
  /* In case a handler left a read transaction open, which would keep the write-ahead
   * log from being reset. */
  db_read_end(site->db);
  if (e == ERR_NOMEM)
    handle_release_reserve();
  if (e)
    handle_answer_error(site, r, e, out);
  /* A redirect, such as the answer to a comment, shows nothing. */
  handle_send(site, r->channel, r, out->status != 303, out);
  handle_count(route, out, started);
  log_about("");
}

/* Until handle_end, what is logged is about this request. */
static enum err handle_read(struct request *r, struct arena *a, struct channel *c) {
  enum err e = request_read(r, a, c);
  log_about(r->id);
  return e;
}

enum err handle_request(struct site *site, struct arena *a, struct channel *c) {
  struct request r;
  struct response out = {.status = 200, .cache = RESPONSE_PUBLIC};
  int64_t started = clock_monotonic();
  handle_fill_reserve();
  enum err e = handle_read(&r, a, c);
  const struct route *route = e ? NULL : handle_find_route(r.path);
  if (!e)
    e = handle_answer(site, &r, route, &out);
  handle_end(site, &r, route, e, started, &out);
  return e;
}

/* A comment of a group, in its arena. */
struct handle_comment {
  struct request request;
  struct response response;
  struct comment_post comment;
  enum err e; /* before the handler */
  size_t form;
  const struct route *route;
  int64_t started;
};

struct handle_group {
  struct site *site;
  const struct handle_form *forms;
  handle_form_done *done;
  void *context;
  struct handle_comment *waiting[FORM_QUEUE_GROUP];
  size_t count;
  enum err result;
};

/* Returns false if the form is no comment, or memory is exhausted. */
static bool handle_group_begin(struct handle_group *g, size_t form) {
  struct arena *a = g->forms[form].arena;
  int64_t started = clock_monotonic();
  struct handle_comment *c = arena_alloc(a, sizeof *c);
  if (!c || handle_read(&c->request, a, g->forms[form].channel))
    return false;
  const struct route *route = handle_find_route(c->request.path);
  if (!route || route->page != page_post_comment)
    return false;
  c->response = (struct response){.status = 200, .cache = RESPONSE_PUBLIC};
  c->form = form;
  c->started = started;
  c->route = route;
  c->e = handle_check(g->site, &c->request, route, &c->response);
  if (!c->e)
    comment_post_begin(g->site, &c->request, &c->comment);
  g->waiting[g->count++] = c;
  return true;
}

static void handle_group_answer(struct handle_group *g, struct handle_comment *c) {
  /* The one before may have used it up. */
  handle_fill_reserve();
  log_about(c->request.id);
  enum err e =
      c->e ? c->e : comment_post_end(g->site, &c->request, &c->comment, &c->response);
  if (e == ERR_REPLACED)
    g->result = e;
  handle_end(g->site, &c->request, c->route, e, c->started, &c->response);
  g->done(g->context, c->form);
}

/* Those that were stored are answered first: the pages of the others take far longer.
 */
static void handle_group_end(struct handle_group *g) {
  struct comment_attempt *attempts[FORM_QUEUE_GROUP] = {NULL};
  struct handle_comment *refused[FORM_QUEUE_GROUP];
  size_t count = 0, left = 0;
  for (size_t i = 0; i < g->count; i++)
    if (g->waiting[i]->comment.attempt)
      attempts[count++] = g->waiting[i]->comment.attempt;
  log_about(""); /* about all of them */
  comment_submit_store(g->site, attempts, count);
  for (size_t i = 0; i < g->count; i++)
    if (comment_post_is_stored(&g->waiting[i]->comment))
      handle_group_answer(g, g->waiting[i]);
    else
      refused[left++] = g->waiting[i];
  for (size_t i = 0; i < left; i++)
    handle_group_answer(g, refused[i]);
  g->count = 0;
}

enum err handle_forms(struct site *site, const struct handle_form *forms, size_t count,
    handle_form_done *done, void *context) {
  struct handle_group g = {
      .site = site, .forms = forms, .done = done, .context = context};
  handle_fill_reserve();
  for (size_t i = 0; i < count; i++) {
    if (handle_group_begin(&g, i))
      continue;
    handle_group_end(&g);
    enum err e = handle_request(site, forms[i].arena, forms[i].channel);
    if (e == ERR_REPLACED)
      g.result = e;
    done(context, i);
  }
  handle_group_end(&g);
  return g.result;
}

bool handle_wants_body(struct arena *a, struct channel *c) {
  struct request r;
  return request_read(&r, a, c) == OK && handle_reads_body(&r);
}

/* Without a page: for programs, and if there is no site, and so no template. */
static void handle_say_unavailable(struct response *out) {
  out->status = 503;
  out->type = "text/plain; charset=utf-8";
  enum err e = response_header(out, "Retry-After", "5");
  (void)e; /* the status alone says enough */
  buf_puts(
      &out->body, "This site is temporarily unavailable. Please try again soon.\n");
}

/* A request that is wrong is told so: to send it again would be of no use. */
static void handle_answer_overload(
    struct site *site, struct request *r, struct response *out) {
  const struct route *route = handle_find_route(r->path);
  enum err e = route ? handle_check_request(site, r, route, out) : ERR_NOT_FOUND;
  if (!e && !(route->guards & GUARD_ORIGIN))
    handle_say_unavailable(out);
  else
    handle_answer_error(site, r, e ? e : ERR_OVERLOAD, out);
}

void handle_refuse(
    struct site *site, struct arena *a, struct channel *c, enum err why) {
  struct request r;
  struct response out = {.status = status_of(why)};
  int64_t started = clock_monotonic();
  handle_fill_reserve();
  enum err e = handle_read(&r, a, c);
  if (!e && why == ERR_OVERLOAD)
    handle_answer_overload(site, &r, &out);
  else
    handle_answer_error(site, &r, e ? e : why, &out);
  /* What was refused waits for nobody who is writing. */
  handle_send(site, c, &r, why != ERR_OVERLOAD, &out);
  handle_count(handle_find_route(r.path), &out, started);
  log_about("");
}

void handle_unavailable(struct channel *c) {
  struct response out = {.status = 503};
  handle_say_unavailable(&out);
  enum err sent = response_send(c, &out, false);
  (void)sent;
  response_free(&out);
}
