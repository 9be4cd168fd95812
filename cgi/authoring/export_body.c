#include "authoring/export_body.h"

#include <string.h>

#include "text/html_document.h"
#include "text/markdown.h"
#include "text/sanitise.h"

/* The addresses of a text, in their order. */
struct urls {
  struct arena *arena;
  const char **items;
  size_t count, cap;
  bool failed;
};

static const char *note(void *context, const char *url, bool is_image) {
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

static enum err render(struct arena *a, const char *format, const char *source,
    const char *title, const struct sanitise_rewriter *rw, struct buf *out) {
  struct html_document head = {0};
  if (strcmp(format, "html") != 0)
    return markdown_to_html(source, strlen(source), rw, out);
  enum err e = html_document_read(a, source, strlen(source), title, &head);
  return e ? e : sanitise_html(head.body, head.body_size, rw, out);
}

/* What can stand around an address in Markdown and HTML. */
static bool is_bounded(const char *text, const char *at, size_t n) {
  return at > text && strchr("(<\"'= \n", at[-1]) &&
         (!at[n] || strchr(")>\"' \t\r\n", at[n]));
}

static char *replace(
    struct arena *a, const char *text, const char *from, const char *to) {
  struct buf b = {0};
  size_t n = strlen(from);
  const char *s = text;
  for (const char *at; (at = strstr(s, from)) != NULL; s = at + n) {
    buf_add(&b, s, (size_t)(at - s));
    buf_puts(&b, is_bounded(text, at, n) ? to : from);
  }
  buf_puts(&b, s);
  char *out = buf_status(&b) ? NULL : arena_strdup(a, buf_text(&b));
  buf_free(&b);
  return out;
}

/* All addresses that differ, each once. */
static char *replace_all(struct arena *a, const char *source, const struct urls *in,
    const struct urls *out) {
  char *text = arena_strdup(a, source);
  for (size_t i = 0; text && i < in->count; i++) {
    bool done = strcmp(in->items[i], out->items[i]) == 0 || !*in->items[i];
    for (size_t j = 0; !done && j < i; j++)
      done = strcmp(in->items[j], in->items[i]) == 0;
    if (!done)
      text = replace(a, text, in->items[i], out->items[i]);
  }
  return text;
}

static bool differ(const struct urls *in, const struct urls *out) {
  for (size_t i = 0; i < in->count; i++)
    if (strcmp(in->items[i], out->items[i]) != 0)
      return true;
  return false;
}

enum err export_body(struct arena *a, const struct article_body *body,
    const char *title, const char **out) {
  struct urls in = {.arena = a}, stored = {.arena = a};
  const struct sanitise_rewriter rw_in = {note, &in}, rw_stored = {note, &stored};
  struct buf html = {0};
  *out = NULL;
  enum err e = render(a, body->format, body->source, title, &rw_in, &html);
  buf_clear(&html);
  if (!e)
    e = sanitise_html(body->html, strlen(body->html), &rw_stored, &html);
  if (!e && (in.failed || stored.failed))
    e = ERR_NOMEM;
  if (!e && in.count == stored.count && !differ(&in, &stored)) {
    *out = body->source;
  } else if (!e && in.count == stored.count) {
    char *text = replace_all(a, body->source, &in, &stored);
    buf_clear(&html);
    e = text ? render(a, body->format, text, title, NULL, &html) : ERR_NOMEM;
    if (!e && strcmp(buf_text(&html), body->html) == 0)
      *out = text;
  }
  buf_free(&html);
  /* A text that the renderer takes no longer has its HTML still. */
  return e == ERR_INVALID || e == ERR_SYNTAX ? OK : e;
}
