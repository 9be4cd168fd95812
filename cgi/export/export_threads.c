/* The form for Disqus is that of help.disqus.com ("Custom XML Import Format"), the JSON
 * is version 1 of Commento's export. Both are read back by import/threads. */
#include "export/export_threads.h"

#include <jansson.h>
#include <string.h>

#include "export/export_article.h"
#include "export/export_wxr_comment.h"
#include "export/export_wxr_put.h"
#include "site/core/permalink.h"

struct export_threads {
  struct export_wxr wxr; /* `x` and `out` serve both forms */
  bool begun;            /* the list has an element */
  struct export_total total;
};

/* What a reader can see, and what readers wrote about it. */
static bool export_threads_has(const struct export_article *article) {
  const struct article *r = &article->text.row;
  return article->comment_count && r->permalink && r->status == ARTICLE_PUBLISH;
}

static void export_threads_count(
    struct export_threads *t, const struct export_article *article) {
  t->total.articles++;
  t->total.comments += (int64_t)article->comment_count;
}

static enum err export_threads_put_item(
    void *context, struct arena *a, const struct export_article *article) {
  struct export_wxr *d = &((struct export_threads *)context)->wxr;
  const struct article *r = &article->text.row;
  if (!export_threads_has(article))
    return OK;
  export_threads_count(context, article);
  char *path = permalink_encode(a, r->permalink);
  char *link =
      path ? arena_printf(a, "%s%s", d->x->site->settings.base_url, path) : NULL;
  if (!link)
    return ERR_NOMEM;
  fputs("<item>\n", d->out);
  enum err e = export_wxr_put_plain(d, "title", r->title);
  export_wxr_put(d, "link", link);
  export_wxr_put(d, "content:encoded", "");
  /* By which a page names itself; Disqus finds the thread by its address without. */
  export_wxr_put(d, "dsq:thread_identifier", r->permalink);
  export_wxr_put_date(d, "wp:post_date_gmt", r->published_at, true);
  export_wxr_put(d, "wp:comment_status", r->comments_open ? "open" : "closed");
  for (size_t i = 0; !e && i < article->comment_count; i++)
    e = export_wxr_put_comment(d, &article->comments[i]);
  fputs("</item>\n", d->out);
  return e ? e : ferror(d->out) ? ERR_IO : OK;
}

static enum err export_threads_put_wxr(struct export_threads *t) {
  fputs("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<rss version=\"2.0\""
        " xmlns:content=\"http://purl.org/rss/1.0/modules/content/\""
        " xmlns:dsq=\"http://www.disqus.com/\""
        " xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
        " xmlns:wp=\"http://wordpress.org/export/1.0/\">\n<channel>\n",
      t->wxr.out);
  enum err e = export_each(t->wxr.x, export_threads_put_item, t);
  fputs("</channel>\n</rss>\n", t->wxr.out);
  return e;
}

/* ---- JSON ---- */

/* In the order of enum comment_status. Trash is left out, or else is not approved. */
static const char *const export_threads_states[] = {
    "approved", "unapproved", "flagged", "unapproved"};

/* Every sender is a commenter of their own, as nobody has an account: with the ID of
 * the comment. */
static json_t *export_threads_comment(struct arena *a, const char *host,
    const char *path, const struct export_comment *c) {
  const char *id = arena_printf(a, "%lld", (long long)c->row.id);
  const char *parent =
      c->row.parent_id ? arena_printf(a, "%lld", (long long)c->row.parent_id) : "root";
  return json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:i, s:s, s:s, s:b}",
      "commentHex", id, "domain", host, "path", path, "commenterHex", id, "markdown",
      c->row.source, "html", c->row.html, "parentHex", parent, "score", 0, "state",
      export_threads_states[c->row.status], "creationDate", c->date, "deleted", 0);
}

static json_t *export_threads_commenter(
    struct arena *a, const struct export_comment *c) {
  const char *id = arena_printf(a, "%lld", (long long)c->row.id);
  return json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:b}", "commenterHex", id, "email",
      c->email, "name", c->row.author, "link", *c->row.url ? c->row.url : "undefined",
      "photo", "undefined", "provider", "anon", "isModerator", 0);
}

static enum err export_threads_write(struct export_threads *t, json_t *o) {
  if (!o)
    return ERR_NOMEM;
  fputs(t->begun ? ",\n" : "\n", t->wxr.out);
  t->begun = true;
  int failed = json_dumpf(o, t->wxr.out, JSON_COMPACT);
  json_decref(o);
  return failed ? ERR_IO : OK;
}

static enum err export_threads_put_comments(
    void *context, struct arena *a, const struct export_article *article) {
  struct export_threads *t = context;
  const char *base = t->wxr.x->site->settings.base_url;
  const char *slashes = strstr(base, "//");
  enum err e = OK;
  if (export_threads_has(article))
    export_threads_count(t, article);
  for (size_t i = 0; !e && export_threads_has(article) && i < article->comment_count;
       i++)
    e = export_threads_write(
        t, export_threads_comment(a, slashes ? slashes + 2 : base,
               article->text.row.permalink, &article->comments[i]));
  return e;
}

static enum err export_threads_put_commenters(
    void *context, struct arena *a, const struct export_article *article) {
  enum err e = OK;
  for (size_t i = 0; !e && export_threads_has(article) && i < article->comment_count;
       i++)
    e = export_threads_write(
        context, export_threads_commenter(a, &article->comments[i]));
  return e;
}

/* The articles are read twice, because each list is written as a whole. */
static enum err export_threads_put_json(struct export_threads *t) {
  fputs("{\"version\": 1, \"comments\": [", t->wxr.out);
  enum err e = export_each(t->wxr.x, export_threads_put_comments, t);
  fputs("\n], \"commenters\": [", t->wxr.out);
  t->begun = false;
  if (!e)
    e = export_each(t->wxr.x, export_threads_put_commenters, t);
  fputs("\n]}\n", t->wxr.out);
  return e;
}

static enum err export_threads_put_all(
    struct export *x, FILE *out, enum err (*put)(struct export_threads *t)) {
  struct export_threads t = {.wxr = {.x = x, .out = out}};
  /* One read transaction, so that the document shows one moment. */
  enum err e = db_read_begin(x->site->db);
  if (e)
    return e;
  e = put(&t);
  x->total = t.total;
  db_read_end(x->site->db);
  return e ? e : ferror(out) ? ERR_IO : OK;
}

enum err export_threads_wxr(struct export *x, FILE *out) {
  return export_threads_put_all(x, out, export_threads_put_wxr);
}

enum err export_threads_json(struct export *x, FILE *out) {
  return export_threads_put_all(x, out, export_threads_put_json);
}
