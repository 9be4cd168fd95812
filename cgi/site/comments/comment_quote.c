#include "site/comments/comment_quote.h"

#include <string.h>

#include "base/buf.h"
#include "markup/html/html_clean.h"
#include "site/comments/comment_render.h"

/* The text of HTML in lines, without the white space between its tags. */
static void comment_quote_read(const char *html, struct buf *text) {
  struct html_clean r = {.at = html};
  struct buf part = {0};
  enum html_clean_step step;
  while ((step = html_clean_next(&r)) != HTML_CLEAN_END) {
    if (step == HTML_CLEAN_TEXT) {
      buf_clear(&part);
      html_clean_text(&r, &part);
      const char *s = buf_text(&part);
      /* After a line break, a new line in the HTML is no other one. */
      if (!text->len || text->data[text->len - 1] == '\n')
        s += strspn(s, " \n");
      buf_puts(text, s);
    } else if (text->len && html_clean_is(&r, "br li tr dt dd ")) {
      if (text->data[text->len - 1] != '\n')
        buf_putc(text, '\n');
    } else if (text->len && html_clean_is(&r, "p blockquote pre ul ol table ")) {
      while (text->len && text->data[text->len - 1] == '\n')
        text->len--;
      buf_puts(text, "\n\n");
    }
  }
  text->failed = text->failed || part.failed;
  buf_free(&part);
}

/* Where the last word ends that fits. A text without spaces is cut anywhere. */
static size_t comment_quote_end(const char *s) {
  size_t n = 0, end, most = COMMENT_QUOTE_MOST;
  /* Bytes that continue a character are not counted. */
  while (s[n] && (((unsigned char)s[n] & 0xc0) == 0x80 || most-- > 0))
    n++;
  end = n;
  if (s[n])
    while (end && s[end] != ' ' && s[end] != '\n')
      end--;
  n = end ? end : n;
  while (n && (s[n - 1] == ' ' || s[n - 1] == '\n'))
    n--;
  return n;
}

static void comment_quote_put(struct buf *out, const char *s) {
  size_t rest = comment_quote_end(s);
  bool is_cut = s[rest + strspn(s + rest, " \n")] != '\0';
  while (rest) {
    size_t n = strcspn(s, "\n");
    n = n < rest ? n : rest;
    buf_puts(out, n ? "> " : ">");
    buf_add(out, s, n);
    rest -= n;
    if (!rest && is_cut)
      buf_puts(out, " …");
    buf_putc(out, '\n');
    s += n;
    rest -= rest > 0;
    s += *s != '\0';
  }
  buf_putc(out, '\n');
}

enum err comment_quote(struct arena *a, const struct comment *c, const char **out) {
  struct buf text = {0}, quote = {0};
  const char *source = c->source + strspn(c->source, "\n");
  if (c->renderer >= COMMENT_RENDERER_HTML) {
    comment_quote_read(c->html, &text);
    source = buf_text(&text);
  }
  comment_quote_put(&quote, source);
  enum err e = buf_status(&text);
  if (!e)
    e = buf_status(&quote);
  const char *copy = e ? NULL : arena_strdup(a, buf_text(&quote));
  buf_free(&text);
  buf_free(&quote);
  if (copy)
    *out = copy;
  return e ? e : copy ? OK : ERR_NOMEM;
}
