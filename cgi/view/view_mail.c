#include "view/view_mail.h"

#include <stdbool.h>
#include <string.h>

/* The text of a comment with "> " before each line. */
static enum err view_mail_quote(const char *s, struct buf *out) {
  for (;;) {
    size_t n = strcspn(s, "\n");
    buf_puts(out, n ? "> " : ">");
    buf_add(out, s, n);
    buf_putc(out, '\n');
    if (!s[n])
      return buf_status(out);
    s += n + 1;
  }
}

static void view_mail_add_links(
    struct dict *d, const char *first, const char *others, const struct view_links *l) {
  for (size_t i = 0; i < l->count; i++) {
    struct dict *link = dict_section(d, i ? others : first);
    dict_set(link, "TEXT", l->items[i].text);
    dict_set(link, "URL", l->items[i].url);
  }
}

static void view_mail_add_item(
    struct dict *d, const struct view_mail_item *item, const char *quoted) {
  dict_set(d, "AUTHOR", item->author);
  dict_set(d, "WHEN", item->when);
  dict_section_value(d, "HAS_WEBSITE", "WEBSITE", item->website);
  dict_section_value(d, "HAS_EMAIL", "EMAIL", item->email);
  dict_section_value(d, "HAS_ARTICLE", "ARTICLE_TITLE", item->title);
  dict_set(d, "ARTICLE_URL", item->title_url);
  dict_section_value(d, "HAS_STATUS", "STATUS", item->status);
  dict_section_value(d, "HAS_REASON", "REASON", item->reason);
  dict_section_value(d, "HAS_SCORE", "SCORE", item->score);
  dict_set(d, "QUOTED", quoted);
  dict_set(d, "COMMENT_HTML", item->html);
  dict_show(d, "HAS_LINKS", item->links.count > 0);
  view_mail_add_links(d, "ACTION", "LINK", &item->links);
}

/* `quoted` holds the quotations of all items, each ended by a NUL. */
static struct dict *view_mail_dict(const struct view_mail *m, const char *quoted) {
  struct dict *d = dict_new();
  dict_set(d, "LANG", m->lang);
  dict_set(d, "DIR", m->dir);
  dict_set(d, "SITE_TITLE", m->site_title);
  dict_set(d, "SITE_URL", m->site_url);
  dict_set(d, "SUBJECT", m->subject);
  dict_section_value(d, "HAS_INTRO", "INTRO", m->intro);
  for (size_t i = 0; i < m->item_count; i++) {
    view_mail_add_item(dict_section(d, "ITEM"), &m->items[i], quoted);
    quoted += strlen(quoted) + 1;
  }
  dict_show(d, "HAS_MAIL_LINKS", m->links.count > 0);
  view_mail_add_links(d, "MAIL_ACTION", "MAIL_LINK", &m->links);
  dict_section_value(d, "HAS_NOTE", "NOTE", m->note);
  dict_section_value(d, "HAS_STOP", "STOP", m->stop);
  dict_set(d, "STOP_URL", m->stop_url);
  return d;
}

/* A template leaves blank lines where sections are missing, and spaces at the end of
 * lines; the one in "-- " begins a signature (RFC 3676 section 4.3). */
static enum err view_mail_tidy(const char *s, struct buf *out) {
  bool blank = true; /* none at the beginning */
  while (*s) {
    size_t n = strcspn(s, "\n"), end = n;
    while (end && s[end - 1] == ' ')
      end--;
    if (end == 2 && strncmp(s, "-- ", 3) == 0)
      end++;
    if (end || !blank) {
      buf_add(out, s, end);
      buf_putc(out, '\n');
    }
    blank = !end;
    s += n + (s[n] == '\n');
  }
  return buf_status(out);
}

enum err view_mail(const struct templates *t, const struct view_mail *m,
    struct buf *text, struct buf *html) {
  struct buf quoted = {0}, raw = {0};
  enum err e = OK;
  for (size_t i = 0; !e && i < m->item_count; i++) {
    e = view_mail_quote(m->items[i].text, &quoted);
    buf_putc(&quoted, '\0');
  }
  if (!e)
    e = buf_status(&quoted);
  struct dict *d = e ? NULL : view_mail_dict(m, buf_text(&quoted));
  if (!e)
    e = templates_render(t, "mail.txt", d, &raw);
  if (!e)
    e = view_mail_tidy(buf_text(&raw), text);
  if (!e)
    e = templates_render(t, "mail.html", d, html);
  dict_free(d);
  buf_free(&quoted);
  buf_free(&raw);
  return e;
}
