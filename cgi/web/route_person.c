/* The form by which readers get a copy of what is stored about them, or erase it. */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "http/client_address.h"
#include "http/form.h"
#include "site/comments/person_ask.h"
#include "site/comments/person_export.h"
#include "site/comments/person_link.h"
#include "site/pages/page_person.h"
#include "site/site_link.h"
#include "web/handle.h"

/* As much as an export with many long comments takes. */
enum { ROUTE_PERSON_MEMORY = 64 << 20 };

static enum err route_person_ask(struct site *site, const struct request *r,
    const struct form *form, struct page_person *page, struct response *out) {
  struct person_asked in = {.email = form_get(form, "email"),
      .wish = form_get(form, "wish"),
      .now = clock_now(),
      .address = client_address(
          r->arena, site->settings.trusted_proxies, r->address, r->forwarded)};
  enum err e = in.address ? person_ask(site, r->arena, &in) : ERR_NOMEM;
  if (e == ERR_INVALID) {
    out->status = 422;
    page->fault = MESSAGE_error_email_malformed;
    return OK;
  }
  page->stage = VIEW_PERSON_DONE;
  page->done = MESSAGE_privacy_asked;
  return e;
}

static enum err route_person_copy(struct site *link, struct arena *a,
    const struct person *who, struct response *out) {
  json_t *rows = NULL;
  enum err e = person_export(link, a, who, &rows);
  char *text = e ? NULL : json_dumps(rows, JSON_INDENT(2));
  if (!e && !text)
    e = ERR_NOMEM;
  if (!e) {
    buf_puts(&out->body, text);
    out->type = "application/json";
    e = response_header(
        out, "Content-Disposition", "attachment; filename=\"personal-data.json\"");
  }
  free(text);
  json_decref(rows);
  return e ? e : buf_status(&out->body);
}

static enum err route_person_erase(struct site *link, struct arena *a,
    const struct person *who, const char *word, struct page_person *page) {
  bool anonymise = word && strcmp(word, "anonymise") == 0;
  struct person_item *items = NULL;
  size_t count = 0;
  if (!anonymise && (!word || strcmp(word, "delete") != 0))
    return ERR_SYNTAX;
  enum err e = person_find(link, a, who, NULL, NULL, &items, &count);
  if (!e)
    e = person_erase(link, items, count, anonymise, clock_now());
  page->stage = VIEW_PERSON_DONE;
  page->token = NULL;
  page->done = anonymise ? MESSAGE_privacy_done_anonymise : MESSAGE_privacy_done_delete;
  return e;
}

/* A GET, also of a program that follows every link, changes nothing. */
static enum err route_person_act(struct site *link, const struct request *r,
    struct arena *a, int64_t id, const char *word, struct page_person *page,
    struct response *out) {
  struct person who;
  bool copies = false;
  enum err e = person_asked_for(link, a, id, &who, &copies);
  if (e)
    return e;
  page->stage = copies ? VIEW_PERSON_COPY : VIEW_PERSON_ERASE;
  if (r->method != METHOD_POST)
    return OK;
  return copies ? route_person_copy(link, a, &who, out)
                : route_person_erase(link, a, &who, word, page);
}

/* The connection is closed before the page is sent: only then is what was erased gone
 * from the write-ahead log as well. */
static enum err route_person_link(struct site *site, const struct request *r,
    const struct form *form, struct page_person *page, struct response *out) {
  int64_t id = 0;
  struct site *link = NULL;
  struct arena *a = NULL;
  enum err e = person_link_check(site, page->token, clock_now(), &id);
  if (!e)
    e = site_link_open_person(&link, site);
  if (!e && !(a = arena_new(ROUTE_PERSON_MEMORY)))
    e = ERR_NOMEM;
  if (!e)
    e = route_person_act(link, r, a, id, form_get(form, "do"), page, out);
  arena_free(a);
  site_link_close(link);
  return e;
}

enum err page_person(struct site *site, const struct request *r, struct response *out) {
  struct form form;
  struct page_person page = {
      .stage = VIEW_PERSON_ASK, .fault = MESSAGE_COUNT, .done = MESSAGE_COUNT};
  bool posts = r->method == METHOD_POST;
  const char *text = posts ? r->body : r->query;
  out->cache = RESPONSE_PRIVATE;
  if (!person_ask_is_on(site))
    return ERR_NOT_FOUND;
  enum err e = form_read(r->arena, text, posts ? r->body_size : strlen(text), &form);
  if (!e)
    e = response_header(out, "X-Robots-Tag", "noindex");
  if (e)
    return e;
  page.token = form_get(&form, "t");
  if (page.token)
    e = route_person_link(site, r, &form, &page, out);
  else if (posts)
    e = route_person_ask(site, r, &form, &page, out);
  if (e || out->type)
    return e;
  return page_person_render(site, r->arena, &page, &out->body);
}
