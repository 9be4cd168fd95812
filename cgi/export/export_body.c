/* How it works: an import replaced links to files by addresses of the site, so the URLs
 * of the stored HTML differ from those of the source, but are in the same order. Both
 * are collected by a rewriter that changes nothing, and each URL of the source that
 * differs is replaced by its counterpart. Searching a text for URLs may hit something
 * else, so the result is rendered, and used only if it gives the stored HTML. */
#include "export/export_body.h"

#include <stdlib.h>
#include <string.h>

#include "markup/html/html_document.h"
#include "markup/html/sanitise.h"
#include "markup/markdown/markdown.h"

/* The URLs of a text, in order. */
struct urls {
  struct arena *arena;
  const char **items;
  size_t count, cap;
  bool failed;
};

/* Collects a URL and keeps it. An error cannot be returned, so `failed` remembers
 * it. */
static const char *export_body_note(void *context, const char *url, bool is_image) {
  struct urls *u = context;
  (void)is_image;
  const char **items = arena_grow(u->arena, u->items, u->count, &u->cap, sizeof *items);
  char *copy = arena_strdup(u->arena, url);
  if (items)
    u->items = items;
  if (items && copy)
    u->items[u->count++] = copy;
  else
    u->failed = true;
  return url;
}

static enum err export_body_render(struct arena *a, const char *format,
    const char *source, const char *title, const struct sanitise_rewriter *rw,
    struct buf *out) {
  struct html_document head = {0};
  /* The same steps as in an import of that format: otherwise the HTML would not be
   * equal. */
  if (strcmp(format, "html") != 0)
    return markdown_to_html(source, strlen(source), rw, out);
  enum err e = html_document_read(a, source, strlen(source), title, &head);
  return e ? e : sanitise_html(head.body, head.body_size, rw, out);
}

/* A URL and its replacement. */
struct export_body_exchange {
  const char *from, *to;
  size_t n; /* bytes of `from` */
};

/* By length first: then few have to be compared with the text. */
static int export_body_by_from(const void *a, const void *b) {
  const struct export_body_exchange *x = a, *y = b;
  return x->n == y->n ? memcmp(x->from, y->from, x->n) : x->n < y->n ? -1 : 1;
}

/* Characters that can follow a URL in Markdown and HTML; they may occur in one as
 * well. */
static bool export_body_ends(char c) {
  return !c || strchr(")>\"' \t\r\n", c);
}

/* The next positions at which a URL can end, in order. Eight are enough for URLs that
 * contain a few of these characters. One with more is not found; the comparison at the
 * end of export_body notices that. */
struct export_body_ends {
  const char *at[8];
  size_t count;
};

/* Updates `e` to the ends after `s`. Kept while `s` advances, so that each byte is
 * examined once, however many URLs could begin before an end. */
static void export_body_look_ahead(struct export_body_ends *e, const char *s) {
  size_t passed = 0;
  while (passed < e->count && e->at[passed] <= s)
    passed++;
  e->count -= passed;
  memmove(e->at, e->at + passed, e->count * sizeof *e->at);
  const char *from = e->count ? e->at[e->count - 1] : s;
  while (e->count < sizeof e->at / sizeof *e->at && *from) {
    do
      from++;
    while (!export_body_ends(*from));
    e->at[e->count++] = from;
  }
}

/* The longest URL at `at` that ends at one of these positions; NULL if there is
 * none. */
static const struct export_body_exchange *export_body_find(
    const struct export_body_exchange *all, size_t count, const char *at,
    const struct export_body_ends *e) {
  const struct export_body_exchange *found = NULL;
  /* From the longest on: of two URLs that begin alike the longer one is meant. */
  for (size_t i = e->count; !found && i-- > 0;) {
    const struct export_body_exchange wanted = {
        .from = at, .n = (size_t)(e->at[i] - at)};
    found = bsearch(&wanted, all, count, sizeof *all, export_body_by_from);
  }
  return found;
}

/* Replaces URLs where one can begin in Markdown and HTML. */
static char *export_body_exchange(struct arena *a, const char *text,
    const struct export_body_exchange *all, size_t count) {
  struct buf b = {0};
  struct export_body_ends next = {0};
  const char *s = text;
  while (*s) {
    /* The characters after which a URL can begin. */
    size_t plain = strcspn(s, "(<\"'= \n");
    plain += s[plain] != '\0';
    buf_add(&b, s, plain);
    s += plain;
    export_body_look_ahead(&next, s);
    const struct export_body_exchange *e = export_body_find(all, count, s, &next);
    if (e) {
      buf_puts(&b, e->to);
      s += e->n;
    }
  }
  char *out = buf_status(&b) ? NULL : arena_strdup(a, buf_text(&b));
  buf_free(&b);
  return out;
}

/* Replaces all URLs that differ. */
static char *export_body_replace_all(struct arena *a, const char *source,
    const struct urls *in, const struct urls *out) {
  struct export_body_exchange *all = arena_array(a, in->count + 1, sizeof *all);
  size_t count = 0;
  for (size_t i = 0; all && i < in->count; i++)
    /* An empty URL would match everywhere. */
    if (*in->items[i] && strcmp(in->items[i], out->items[i]) != 0)
      all[count++] = (struct export_body_exchange){
          in->items[i], out->items[i], strlen(in->items[i])};
  if (count)
    qsort(all, count, sizeof *all, export_body_by_from);
  return all ? export_body_exchange(a, source, all, count) : NULL;
}

static bool export_body_differ(const struct urls *in, const struct urls *out) {
  for (size_t i = 0; i < in->count; i++)
    if (strcmp(in->items[i], out->items[i]) != 0)
      return true;
  return false;
}

enum err export_body(struct arena *a, const struct article_body *body,
    const char *title, const char **out) {
  struct urls in = {.arena = a}, stored = {.arena = a};
  const struct sanitise_rewriter rw_in = {export_body_note, &in},
                                 rw_stored = {export_body_note, &stored};
  struct buf html = {0};
  *out = NULL;
  enum err e = export_body_render(a, body->format, body->source, title, &rw_in, &html);
  buf_clear(&html);
  if (!e)
    e = sanitise_html(body->html, strlen(body->html), &rw_stored, &html);
  if (!e && (in.failed || stored.failed))
    e = ERR_NOMEM;
  /* Without a difference the source is used as it is, and need not be rendered
   * again. */
  if (!e && in.count == stored.count && !export_body_differ(&in, &stored)) {
    *out = body->source;
  } else if (!e && in.count == stored.count) {
    char *text = export_body_replace_all(a, body->source, &in, &stored);
    buf_clear(&html);
    e = text ? export_body_render(a, body->format, text, title, NULL, &html)
             : ERR_NOMEM;
    if (!e && strcmp(buf_text(&html), body->html) == 0)
      *out = text;
  }
  buf_free(&html);
  /* A text that the renderer no longer accepts still has its HTML. */
  return e == ERR_INVALID || e == ERR_SYNTAX ? OK : e;
}
