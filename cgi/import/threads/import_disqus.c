/* A record is a <thread> or a <post>, which is a comment. Since 2018 there are no email
 * addresses in exports; the format is described by disqus.com/api/schemas/1.0/. */
#include "import/threads/import_disqus.h"

#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/date_text.h"
#include "base/percent.h"
#include "import/threads/import_threads.h"
#include "import/threads/import_threads_wxr.h"
#include "markup/names/url.h"
#include "markup/wordpress/wxr_head.h"
#include "markup/xml/xml_records.h"

static bool import_disqus_is_true(
    struct arena *a, const struct xml_node *node, const char *child) {
  const char *text = xml_records_text(a, node, child);
  return text && (strcmp(text, "true") == 0 || strcmp(text, "1") == 0);
}

/* The ID that Disqus gave to an element. */
static char *import_disqus_id(struct arena *a, const struct xml_node *node) {
  return xml_records_attribute(a, node, "dsq:id");
}

static enum err import_disqus_take_thread(
    struct import_threads *t, const struct xml_node *record) {
  struct arena *a = t->arena;
  struct import_thread thread = {.key = import_disqus_id(a, record),
      /* The link is that of the page which created the thread. A site may name its
       * pages instead, and then the link may be any address of the page. */
      .addresses = {xml_records_text(a, record, "link"),
          xml_records_text(a, record, "id")},
      .is_deleted = import_disqus_is_true(a, record, "isDeleted"),
      .line = record->line};
  return thread.key && thread.addresses[0] && thread.addresses[1]
             ? import_threads_add(t, &thread)
             : ERR_NOMEM;
}

/* Adds the address in one of Disqus's links that count clicks,
 * "//disq.us/url?url=ADDRESS%3ASIGNATURE&amp;cuid=NUMBER", to an attribute. False if it
 * has none. */
static bool import_disqus_unwrap(
    struct arena *a, const char *parameter, size_t n, struct buf *out) {
  /* Longer ones are no addresses, and copying them again and again takes long. */
  enum { MOST_ADDRESS = 2000 };
  struct buf clean = {0};
  char *raw = n <= MOST_ADDRESS ? arena_strndup(a, parameter, n) : NULL;
  char *url = raw ? percent_decode(a, raw) : NULL;
  char *colon = url ? strrchr(url, ':') : NULL;
  if (!colon || strchr(colon, '/') || strncmp(url, "http", 4) != 0)
    return false;
  *colon = '\0';
  url_put(&clean, url);
  for (const char *s = buf_text(&clean); *s; s++)
    if (*s == '&')
      buf_puts(out, "&amp;");
    else
      buf_putc(out, *s);
  buf_free(&clean);
  return true;
}

/* The message with its links as they were written. */
static const char *import_disqus_message(struct arena *a, const char *html) {
  static const char wrapper[] = "disq.us/url?url=";
  struct buf out = {0}, url = {0};
  const char *at = html, *found;
  while ((found = strstr(at, wrapper)) != NULL) {
    const char *parameter = found + sizeof wrapper - 1;
    size_t n = strcspn(parameter, "&\"'< ");
    size_t whole = n + strcspn(parameter + n, "\"'< ");
    buf_clear(&url);
    bool is_one = import_disqus_unwrap(a, parameter, n, &url);
    /* Back to the scheme before it. */
    while (is_one && found > at && !strchr("\"'> ", found[-1]))
      found--;
    buf_add(&out, at, (size_t)(is_one ? found - at : parameter - at));
    buf_add(&out, buf_text(&url), url.len);
    at = parameter + (is_one ? whole : 0);
  }
  buf_puts(&out, at);
  const char *copy =
      buf_status(&out) || buf_status(&url) ? NULL : arena_strdup(a, buf_text(&out));
  buf_free(&url);
  buf_free(&out);
  return copy;
}

static enum err import_disqus_take_post(
    struct import_threads *t, const struct xml_node *record) {
  struct arena *a = t->arena;
  const struct xml_node *author = xml_records_child(record, "author");
  const char *date = xml_records_text(a, record, "createdAt");
  const char *message = xml_records_text(a, record, "message");
  struct import_thread_comment c = {
      .thread = import_disqus_id(a, xml_records_child(record, "thread")),
      .id = import_disqus_id(a, record),
      .parent = import_disqus_id(a, xml_records_child(record, "parent")),
      .author = xml_records_text(a, author, "name"),
      .email = xml_records_text(a, author, "email"),
      .url = "",
      .text = message ? import_disqus_message(a, message) : NULL,
      .status =
          import_disqus_is_true(a, record, "isSpam") ? COMMENT_SPAM : COMMENT_APPROVE,
      .render = comment_render_html,
      .is_deleted = import_disqus_is_true(a, record, "isDeleted"),
      .line = record->line};
  if (!c.thread || !c.id || !c.parent || !c.author || !c.email || !c.text || !date)
    return ERR_NOMEM;
  if (date_text_read(date, &c.date) != OK)
    c.date = 0;
  return import_threads_add_comment(t, &c);
}

static enum err import_disqus_visit(
    void *context, const struct xml_node *record, struct arena *a) {
  struct import_threads *t = context;
  (void)a;
  if (strcmp(record->name, "thread") == 0)
    return import_disqus_take_thread(t, record);
  return strcmp(record->name, "post") == 0 ? import_disqus_take_post(t, record) : OK;
}

/* Whether the file is in the form that Disqus imports, not exports. */
static bool import_disqus_is_wxr(int fd) {
  char head[4096], root[WXR_ROOT_NAME];
  ssize_t n = pread(fd, head, sizeof head, 0);
  return n > 0 && wxr_find_root(head, (size_t)n, root) == WXR_ROOT_EXPORT;
}

enum err import_disqus(struct import_run *run, struct import_file *f, int fd) {
  struct parse_problem problem = {0};
  struct import_threads t;
  if (import_disqus_is_wxr(fd))
    return import_threads_wxr(run, f, fd);
  enum err e = import_threads_open(&t, run, f, "disqus");
  if (!e)
    e = xml_records_read(fd, import_disqus_visit, &t, &problem);
  if (!e && !t.count && !t.comment_count)
    e = parse_problem_set(
        &problem, 0, "is not an export of Disqus: it has neither threads nor posts");
  return import_threads_finish(&t, e, &problem);
}
