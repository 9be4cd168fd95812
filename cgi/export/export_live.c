/* A file of its own, as for comments: the front matter of a post would grow with each
 * update, and a text that its author imports again would remove the updates that were
 * added meanwhile. */
#include "export/export_live.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "db/model/live.h"
#include "export/export_body.h"
#include "markup/html/html_embed.h"
#include "markup/markdown/markdown.h"

/* Headings in an update are below its own, an h3. */
enum { TOP_HEADING = 4 };

/* The source as written, unless it names files in ways that cannot be followed: HTML is
 * Markdown as well. */
static json_t *export_live_update(struct arena *a, const struct live_update *u) {
  const struct article_body body = {"markdown", u->source, u->html, MARKDOWN_RENDERER};
  const char *source = NULL;
  if (export_body(a, &body, "", &source))
    return NULL;
  json_t *o = json_pack("{s:I, s:s, s:s*, s:s*, s:s}", "id", (json_int_t)u->number,
      "date", export_time(a, u->at), "edited", export_time(a, u->edited_at), "title",
      *u->title ? u->title : NULL, "text", source ? source : u->html);
  return o;
}

/* Oldest first, so that an update that is added changes only the end of the file. */
static json_t *export_live_updates(
    struct arena *a, const struct live_update *updates, size_t n) {
  json_t *list = json_array();
  for (size_t i = 0; i < n; i++)
    if (json_array_append_new(list, export_live_update(a, &updates[i])) != 0) {
      json_decref(list);
      return NULL;
    }
  return list;
}

enum err export_live(struct export *x, struct arena *a, int64_t id, json_t **out) {
  struct live live;
  struct live_update *updates = NULL;
  size_t n = 0;
  bool found = false;
  enum err e = live_read(x->site->db, id, &found, &live);
  if (!e && found)
    e = live_update_list(x->site->db, a, id, false, &updates, &n);
  if (e)
    return e;
  *out = NULL;
  if (!found)
    return OK;
  *out = json_pack("{s:s, s:s, s:s*, s:I, s:I, s:o}", "order",
      live.newest_first ? "newest" : "oldest", "started",
      export_time(a, live.started_at), "ended", export_time(a, live.ended_at),
      "refresh", (json_int_t)live.refresh, "last_id", (json_int_t)live.last_number,
      "updates", export_live_updates(a, updates, n));
  return *out ? OK : ERR_NOMEM;
}

enum err export_live_text(
    struct export *x, struct arena *a, int64_t id, const char **out) {
  json_t *live = NULL;
  enum err e = export_live(x, a, id, &live);
  *out = "";
  if (e || !live)
    return e;
  /* Indented, as exports are kept in Git. */
  char *text = json_dumps(live, JSON_INDENT(2));
  json_decref(live);
  *out = text ? arena_strdup(a, text) : NULL;
  free(text);
  return *out ? OK : ERR_NOMEM;
}

/* A time that is read in any language, "2026-11-24 09:30". */
static void export_live_put_time(struct buf *out, int64_t t) {
  enum { DAY = 10, MINUTES = 5 };
  char iso[CLOCK_ISO];
  clock_iso(t, iso);
  if (strlen(iso) > DAY + 1 + MINUTES)
    buf_printf(out, "%.*s %.*s", DAY, iso, MINUTES, iso + DAY + 1);
}

static enum err export_live_append_one(
    struct arena *a, const struct live_update *u, struct buf *out) {
  const char *prefix = arena_printf(a, "update-%lld-", (long long)u->number),
             *html = NULL;
  enum err e = prefix ? html_embed(a, u->html, prefix, TOP_HEADING, &html) : ERR_NOMEM;
  if (e)
    return e;
  buf_puts(out, "<h3>");
  export_live_put_time(out, u->at);
  if (*u->title) {
    buf_puts(out, " ");
    buf_add_html(out, u->title, strlen(u->title));
  }
  buf_puts(out, "</h3>\n");
  buf_puts(out, html);
  return buf_status(out);
}

enum err export_live_append(
    struct export *x, struct arena *a, int64_t id, const char **html) {
  struct live live;
  struct live_update *updates = NULL;
  size_t n = 0;
  bool found = false;
  struct buf out = {0};
  enum err e = live_read(x->site->db, id, &found, &live);
  if (!e && found)
    e = live_update_list(x->site->db, a, id, live.newest_first, &updates, &n);
  if (e || !n)
    return e;
  buf_puts(&out, *html);
  for (size_t i = 0; !e && i < n; i++)
    e = export_live_append_one(a, &updates[i], &out);
  const char *copy = e ? NULL : arena_strdup(a, buf_text(&out));
  buf_free(&out);
  if (!e && !copy)
    e = ERR_NOMEM;
  if (!e)
    *html = copy;
  return e;
}
