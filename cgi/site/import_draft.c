/* From the text of a file to a draft. */
#include "site/import_file.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/clock.h"
#include "base/utf8.h"
#include "text/excerpt.h"
#include "text/html_document.h"
#include "text/markdown.h"

enum { EXCERPT_CHARACTERS = 220 };

__attribute__((format(printf, 3, 4))) static enum err fault(
    struct text_problem *p, int line, const char *format, ...) {
  va_list args;
  va_start(args, format);
  p->line = line;
  vsnprintf(p->message, sizeof p->message, format, args);
  va_end(args);
  return ERR_INVALID;
}

/* The line of the first octet that is no UTF-8 text. */
static enum err check_text(char *text, size_t *size, struct text_problem *p) {
  *size = utf8_unify_newlines(text, *size);
  int line = 1;
  for (char *s = text; s <= text + *size; line++) {
    char *end = memchr(s, '\n', (size_t)(text + *size - s));
    size_t n = end ? (size_t)(end - s) : (size_t)(text + *size - s);
    if (utf8_check(s, n, UTF8_MULTI_LINE))
      return fault(p, line,
          "is not UTF-8, or has a control character:"
          " save the file as UTF-8");
    if (!end)
      break;
    s = end + 1;
  }
  return OK;
}

static bool is_html(const struct import_file *f) {
  size_t n = strlen(f->key);
  return (n > 5 && strcmp(f->key + n - 5, ".html") == 0) ||
         (n > 4 && strcmp(f->key + n - 4, ".htm") == 0);
}

static enum err read_date(
    const char *text, const char *key, int64_t *out, struct text_problem *p) {
  if (!text || clock_parse(text, out) == OK)
    return OK;
  snprintf(p->message, sizeof p->message,
      "\"%s: %.60s\" is no date: write it like 2026-11-24 or 2026-11-24T09:30:00+01:00",
      key, text);
  return ERR_INVALID;
}

/* When the file was last written: the date of an article that names none. */
static int64_t file_time(const struct import_file *f) {
  struct stat st;
  if (!f->path || stat(f->path, &st) != 0)
    return clock_now();
  return st.st_mtim.tv_sec * CLOCK_SECOND;
}

static enum err take_dates(const struct front_matter *m, const struct import_file *f,
    struct draft *d, struct text_problem *p) {
  d->published_at = file_time(f);
  enum err e = read_date(m->date, "date", &d->published_at, p);
  d->updated_at = d->published_at;
  if (!e)
    e = read_date(m->updated, "updated", &d->updated_at, p);
  return e ? e : read_date(m->expires, "expires", &d->expires_at, p);
}

static enum err take_words(struct import_run *run, const struct front_matter *m,
    struct draft *d, struct text_problem *p) {
  d->type = ARTICLE_POST;
  d->status = ARTICLE_PUBLISH;
  if (m->type && !article_type_find(m->type, &d->type))
    return fault(p, 0, "type \"%.60s\" is neither post nor page", m->type);
  if (m->status &&
      (!article_status_find(m->status, &d->status) || d->status == ARTICLE_WITHDRAWN))
    return fault(
        p, 0, "status \"%.60s\" is none of publish, draft, future, private", m->status);
  if (m->parent && d->type == ARTICLE_POST)
    return fault(p, 0, "parent \"%.60s\": only pages have one (type: page)", m->parent);
  if (m->parent)
    return article_page_by_slugs(run->site->store, m->parent, &d->parent_id);
  return OK;
}

static enum err take(struct import_run *run, const struct import_file *f,
    const struct front_matter *m, struct draft *d, struct text_problem *p) {
  enum err e = take_words(run, m, d, p);
  if (e)
    return e;
  d->slug = m->slug;
  d->title = m->title;
  d->excerpt = m->excerpt;
  d->lang = m->lang;
  d->author = m->author;
  d->menu_order = m->menu_order;
  d->in_menu = m->in_menu && d->type == ARTICLE_PAGE;
  d->sticky = m->sticky;
  /* Posts take comments unless they say no, pages only if they say yes. */
  d->comments_open = m->comments < 0 ? d->type == ARTICLE_POST : m->comments == 1;
  d->categories = m->categories.items;
  d->category_count = m->categories.count;
  d->tags = m->tags.items;
  d->tag_count = m->tags.count;
  d->aliases = m->aliases.items;
  d->alias_count = m->aliases.count;
  return take_dates(m, f, d, p);
}

/* Renders the body into the draft. */
static enum err render(struct import_run *run, struct arena *a,
    const struct import_file *f, const char *body, struct draft *d) {
  struct import_links links = {run, a, f};
  struct sanitise_rewriter rw = {import_link, &links};
  struct buf html = {0}, excerpt = {0};
  enum err e;
  d->format = is_html(f) ? "html" : "markdown";
  d->renderer = MARKDOWN_RENDERER;
  e = is_html(f) ? sanitise_html(body, strlen(body), &rw, &html)
                 : markdown_to_html(body, strlen(body), &rw, &html);
  if (!e && !d->excerpt) {
    e = excerpt_from_html(buf_text(&html), EXCERPT_CHARACTERS, &excerpt);
    d->excerpt = e ? NULL : arena_strdup(a, buf_text(&excerpt));
  }
  if (!e) {
    d->html = arena_strdup(a, buf_text(&html));
    d->reading_minutes = excerpt_reading_minutes(buf_text(&html));
    e = d->html && d->excerpt ? OK : ERR_NOMEM;
  }
  buf_free(&html);
  buf_free(&excerpt);
  return e;
}

/* What the head of an HTML file says fills in what its front matter does not. */
static enum err take_head(struct arena *a, const char **body, struct front_matter *m) {
  struct html_document head = {0};
  int64_t ignored;
  enum err e = html_document_read(a, *body, strlen(*body), &head);
  if (e)
    return e;
  *body = head.body;
  m->title = m->title ? m->title : head.title;
  m->lang = m->lang ? m->lang : head.lang;
  m->excerpt = m->excerpt ? m->excerpt : head.description;
  m->author = m->author ? m->author : head.author;
  if (!m->date && head.date && clock_parse(head.date, &ignored) == OK)
    m->date = head.date;
  return OK;
}

/* A file without front matter: what it says of itself, at least by its name. `*body`
 * becomes what is left to be shown. */
static enum err take_content(struct arena *a, const struct import_file *f,
    struct front_matter *m, const char **body) {
  size_t rest = 0;
  if (is_html(f)) {
    enum err e = take_head(a, body, m);
    if (e)
      return e;
  } else if (!m->title && (m->title = markdown_take_heading(a, *body, &rest)) != NULL) {
    *body += rest;
  }
  if (!m->title) {
    const char *name = strrchr(f->key, '/');
    name = name ? name + 1 : f->key;
    m->title = arena_strndup(a, name, strcspn(name, "."));
  }
  return m->title ? OK : ERR_NOMEM;
}

enum err import_draft(struct import_run *run, struct arena *a,
    const struct import_file *f, char *text, size_t size, struct draft *out,
    struct text_problem *problem) {
  struct front_matter m = {0};
  struct draft d = {0};
  if (size >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0) {
    text += 3;
    size -= 3;
  }
  enum err e = check_text(text, &size, problem);
  if (!e)
    e = front_matter_read(a, text, size, &m, problem);
  const char *body = text + m.body;
  if (!e)
    e = take_content(a, f, &m, &body);
  if (!e)
    e = take(run, f, &m, &d, problem);
  d.source = is_html(f) ? text + m.body : body;
  if (!e)
    e = render(run, a, f, body, &d);
  if (e)
    return e;
  for (size_t i = 0; i < m.unknown.count; i++) {
    const char *what = arena_printf(a, "\"%s\" is not taken over", m.unknown.items[i]);
    run->report(
        run->context, IMPORT_WARNING, f->path ? f->path : "-", 0, what ? what : "");
  }
  *out = d;
  return OK;
}
