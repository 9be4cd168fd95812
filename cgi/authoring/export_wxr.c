/* WordPress's export format, WXR 1.2: RSS with elements of its own. */
#include "authoring/export.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "authoring/export_article.h"
#include "base/clock.h"
#include "site/permalink.h"
#include "store/term.h"

enum { TERM_MEMORY = 1 << 20 };

struct document {
  struct export *x;
  FILE *out;
};

/* True for the first octet of what XML has no place for: controls, U+FFFE, U+FFFF. */
static bool is_forbidden(const char *s) {
  unsigned char c = (unsigned char)*s;
  return (c < 0x20 && c != '\t' && c != '\n') ||
         (c == 0xef && (unsigned char)s[1] == 0xbf && (unsigned char)s[2] >= 0xbe);
}

/* An element with a text in CDATA, whose end in the text is cut in two. */
static void put(struct document *d, const char *name, const char *text) {
  fprintf(d->out, "<%s><![CDATA[", name);
  for (const char *s = text ? text : ""; *s; s++) {
    if (strncmp(s, "]]>", 3) == 0) {
      fputs("]]]]><![CDATA[>", d->out);
      s += 2;
    } else if (is_forbidden(s)) {
      s += (unsigned char)*s == 0xef ? 2 : 0;
    } else {
      fputc(*s, d->out);
    }
  }
  fprintf(d->out, "]]></%.*s>\n", (int)strcspn(name, " "), name);
}

static void put_number(struct document *d, const char *name, int64_t n) {
  fprintf(d->out, "<%s>%lld</%s>\n", name, (long long)n, name);
}

static void put_date(struct document *d, const char *name, int64_t t, bool utc) {
  struct civil c = {0};
  time_t seconds = (time_t)(t / CLOCK_SECOND);
  struct tm tm;
  char text[80] = "0000-00-00 00:00:00";
  if (t && utc && gmtime_r(&seconds, &tm))
    strftime(text, sizeof text, "%Y-%m-%d %H:%M:%S", &tm);
  else if (t && !utc && clock_civil(t, &c) == OK)
    snprintf(text, sizeof text, "%04d-%02d-%02d %02d:%02d:%02d", c.year, c.month, c.day,
        c.hour, c.minute, c.second);
  fprintf(d->out, "<%s>%s</%s>\n", name, text, name);
}

/* The last part of a category's path: WordPress builds the path from the parents. */
static const char *own_slug(const char *path) {
  const char *slash = strrchr(path, '/');
  return slash ? slash + 1 : path;
}

static const char *above_slug(struct arena *a, const char *path) {
  const char *slash = strrchr(path, '/');
  char *above = arena_strndup(a, path, slash ? (size_t)(slash - path) : 0);
  return above ? own_slug(above) : "";
}

static void put_term(
    struct document *d, struct arena *a, enum term_kind kind, const struct term *t) {
  switch (kind) {
  case TERM_AUTHOR:
    fputs("<wp:author>\n", d->out);
    put_number(d, "wp:author_id", t->id);
    put(d, "wp:author_login", t->slug);
    put(d, "wp:author_email", "");
    put(d, "wp:author_display_name", t->name);
    fputs("</wp:author>\n", d->out);
    break;
  case TERM_CATEGORY:
    fputs("<wp:category>\n", d->out);
    put_number(d, "wp:term_id", t->id);
    put(d, "wp:category_nicename", own_slug(t->slug));
    put(d, "wp:category_parent", above_slug(a, t->slug));
    put(d, "wp:cat_name", t->name);
    fputs("</wp:category>\n", d->out);
    break;
  case TERM_TAG:
    fputs("<wp:tag>\n", d->out);
    put_number(d, "wp:term_id", t->id);
    put(d, "wp:tag_slug", t->slug);
    put(d, "wp:tag_name", t->name);
    fputs("</wp:tag>\n", d->out);
    break;
  }
}

static enum err put_terms(struct document *d, enum term_kind kind) {
  struct arena *a = arena_new(TERM_MEMORY);
  char *slug = strdup("");
  enum err e = a && slug ? OK : ERR_NOMEM;
  while (!e) {
    struct term t;
    arena_reset(a);
    e = term_after(d->x->site->store, a, kind, slug, &t);
    if (e)
      break;
    put_term(d, a, kind, &t);
    free(slug);
    slug = strdup(t.slug);
    e = slug ? OK : ERR_NOMEM;
  }
  free(slug);
  arena_free(a);
  return e == ERR_NOT_FOUND ? OK : e;
}

static void put_comment(struct document *d, const struct export_comment *c) {
  static const char *const states[] = {"1", "0", "spam", "trash"};
  bool is_plain = strcmp(c->row.type, "comment") == 0;
  fputs("<wp:comment>\n", d->out);
  put_number(d, "wp:comment_id", c->row.id);
  put(d, "wp:comment_author", c->row.author);
  put(d, "wp:comment_author_email", c->email);
  put(d, "wp:comment_author_url", c->row.url);
  put(d, "wp:comment_author_IP", "");
  put_date(d, "wp:comment_date", c->row.created_at, false);
  put_date(d, "wp:comment_date_gmt", c->row.created_at, true);
  put(d, "wp:comment_content", c->row.source);
  put(d, "wp:comment_approved", states[c->row.status]);
  put(d, "wp:comment_type", is_plain ? "comment" : c->row.type);
  put_number(d, "wp:comment_parent", c->row.parent_id);
  put_number(d, "wp:comment_user_id", 0);
  fputs("</wp:comment>\n", d->out);
}

static enum err put_labels(struct document *d, struct arena *a, int64_t id) {
  static const char *const domains[] = {"category", "post_tag"};
  enum err e = OK;
  for (int kind = TERM_CATEGORY; !e && kind <= TERM_TAG; kind++) {
    struct term *terms = NULL;
    size_t n = 0;
    e = term_of_article(d->x->site->store, a, (enum term_kind)kind, id, &terms, &n);
    for (size_t i = 0; !e && i < n; i++) {
      /* Slugs are letters, digits and '-': nothing in them needs to be escaped. */
      char *name = arena_printf(a, "category domain=\"%s\" nicename=\"%s\"",
          domains[kind], own_slug(terms[i].slug));
      if (!name)
        return ERR_NOMEM;
      put(d, name, terms[i].name);
    }
  }
  return e;
}

static const char *status_of(enum article_status status) {
  /* WordPress knows no withdrawn ones. */
  return status == ARTICLE_WITHDRAWN ? "private" : article_status_name(status);
}

static enum err put_item(
    void *context, struct arena *a, const struct export_article *article) {
  struct document *d = context;
  const struct article *r = &article->text.row;
  const char *base = d->x->site->config.base_url;
  char *path = r->permalink ? permalink_encode(a, r->permalink) : NULL;
  char *link = path ? arena_printf(a, "%s%s", base, path)
                    : arena_printf(a, "%s/?p=%lld", base, (long long)r->id);
  char *guid = arena_printf(a, "%s/?p=%lld", base, (long long)r->id);
  if (!link || !guid)
    return ERR_NOMEM;
  fputs("<item>\n", d->out);
  put(d, "title", r->title);
  put(d, "link", link);
  put(d, "dc:creator", r->author_slug);
  fprintf(d->out, "<guid isPermaLink=\"false\">%s</guid>\n", guid);
  put(d, "content:encoded", article->body.html);
  put(d, "excerpt:encoded", r->excerpt);
  put_number(d, "wp:post_id", r->id);
  put_date(d, "wp:post_date", r->published_at, false);
  put_date(d, "wp:post_date_gmt", r->published_at, true);
  put_date(d, "wp:post_modified", r->updated_at, false);
  put_date(d, "wp:post_modified_gmt", r->updated_at, true);
  put(d, "wp:comment_status", r->comments_open ? "open" : "closed");
  put(d, "wp:ping_status", "closed");
  put(d, "wp:post_name", r->slug);
  put(d, "wp:status", status_of(r->status));
  put_number(d, "wp:post_parent", r->parent_id);
  put_number(d, "wp:menu_order", r->menu_order);
  put(d, "wp:post_type", article_type_name(r->type));
  put(d, "wp:post_password", "");
  put_number(d, "wp:is_sticky", r->sticky);
  enum err e = put_labels(d, a, r->id);
  for (size_t i = 0; !e && i < article->comment_count; i++)
    put_comment(d, &article->comments[i]);
  fputs("</item>\n", d->out);
  return e ? e : ferror(d->out) ? ERR_IO : OK;
}

static enum err put_all(struct document *d) {
  const struct config *c = &d->x->site->config;
  fputs("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<rss version=\"2.0\""
        " xmlns:excerpt=\"http://wordpress.org/export/1.2/excerpt/\""
        " xmlns:content=\"http://purl.org/rss/1.0/modules/content/\""
        " xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
        " xmlns:wp=\"http://wordpress.org/export/1.2/\">\n<channel>\n",
      d->out);
  put(d, "title", c->title);
  put(d, "link", c->base_url);
  put(d, "description", c->tagline);
  put(d, "language", c->language);
  fputs("<wp:wxr_version>1.2</wp:wxr_version>\n", d->out);
  put(d, "wp:base_site_url", c->base_url);
  put(d, "wp:base_blog_url", c->base_url);
  enum err e = put_terms(d, TERM_AUTHOR);
  if (!e)
    e = put_terms(d, TERM_CATEGORY);
  if (!e)
    e = put_terms(d, TERM_TAG);
  if (!e)
    e = export_each(d->x, put_item, d);
  fputs("</channel>\n</rss>\n", d->out);
  return e;
}

enum err export_wxr(struct export *x, FILE *out) {
  struct document d = {x, out};
  enum err e = store_read_begin(x->site->store);
  if (e)
    return e;
  e = put_all(&d);
  store_read_end(x->site->store);
  return e ? e : ferror(out) ? ERR_IO : OK;
}
