#include "site/comments/comment_render.h"

#include <string.h>

#include "base/buf.h"
#include "markup/html/html_clean.h"
#include "markup/html/sanitise.h"
#include "markup/markdown/comment_markdown.h"
#include "markup/markdown/comment_text.h"
#include "markup/wordpress/autop.h"

/* The author is part of it: two readers may both write "Thank you". */
enum err comment_render_digest(struct arena *a, struct comment *c) {
  char *digested = arena_printf(a, "%s\n%s", c->author, c->source);
  if (!digested)
    return ERR_NOMEM;
  crypt_hash(digested, strlen(digested), c->digest);
  return OK;
}

/* Takes what was rendered, unless that failed with `e`, and frees it. */
static enum err comment_render_keep(
    struct arena *a, struct comment *c, struct buf *html, enum err e) {
  const char *copy = e ? NULL : arena_strdup(a, buf_text(html));
  buf_free(html);
  if (copy)
    c->html = copy;
  return e ? e : copy ? OK : ERR_NOMEM;
}

static enum err comment_render_as_text(struct arena *a, struct comment *c) {
  struct buf html = {0};
  enum err e = comment_text_to_html(c->source, &html);
  return comment_render_keep(a, c, &html, e);
}

enum err comment_render_text(struct arena *a, struct comment *c) {
  enum err e = comment_render_as_text(a, c);
  c->renderer = COMMENT_RENDERER_TEXT;
  return e ? e : comment_render_digest(a, c);
}

enum err comment_render_markdown(struct arena *a, struct comment *c) {
  struct buf html = {0};
  enum err e = comment_markdown_to_html(c->source, &html);
  e = comment_render_keep(a, c, &html, e);
  if (e == ERR_INVALID)
    e = comment_render_as_text(a, c);
  c->renderer = COMMENT_RENDERER_MARKDOWN;
  return e ? e : comment_render_digest(a, c);
}

enum err comment_render_html(struct arena *a, struct comment *c) {
  struct buf paragraphs = {0}, html = {0};
  /* Rendered as plain text first, which is what remains if the HTML is refused. */
  enum err e = comment_render_text(a, c);
  if (e || !strpbrk(c->source, "<&"))
    return e;
  /* WordPress stores comments without <p> and makes paragraphs when it shows them, and
   * the sanitiser does not make any. */
  autop(c->source, strlen(c->source), &paragraphs);
  e = buf_status(&paragraphs);
  if (!e)
    e = sanitise_comment_html(buf_text(&paragraphs), paragraphs.len, &html);
  buf_free(&paragraphs);
  e = comment_render_keep(a, c, &html, e);
  if (!e)
    c->renderer = COMMENT_RENDERER_HTML;
  /* Other errors mean that the text stays as it was rendered above. */
  return e == ERR_NOMEM ? e : OK;
}

enum err comment_render_again(struct arena *a, struct comment *c) {
  /* In plain text "<" and "*" are characters, and must not become markup because
   * somebody corrects a typo. */
  return c->renderer >= COMMENT_RENDERER_HTML       ? comment_render_html(a, c)
         : c->renderer >= COMMENT_RENDERER_MARKDOWN ? comment_render_markdown(a, c)
                                                    : comment_render_text(a, c);
}

/* The address of a link, unless it is what the link shows. */
static void comment_render_read_address(
    const char *shown, const struct buf *url, struct buf *addresses) {
  if (url->len && strcmp(shown, buf_text(url)) != 0)
    buf_printf(addresses, " %s", buf_text(url));
}

/* Addresses stand after the block that they are in: "[ca](https://a.example)sino" is
 * one word for its readers. Blocks stay apart. */
static void comment_render_read(const char *html, struct buf *text, int64_t *links) {
  struct buf url = {0}, addresses = {0};
  struct html_clean r = {.at = html};
  enum html_clean_step step;
  size_t from = 0;
  while ((step = html_clean_next(&r)) != HTML_CLEAN_END) {
    if (step == HTML_CLEAN_TEXT) {
      html_clean_text(&r, text);
    } else if (step == HTML_CLEAN_OPEN && html_clean_is(&r, "a ")) {
      buf_clear(&url);
      ++*links;
      from = text->len;
      html_clean_value(&r, " href=\"", &url);
    } else if (step == HTML_CLEAN_CLOSE && html_clean_is(&r, "a ")) {
      comment_render_read_address(buf_text(text) + from, &url, &addresses);
    } else if (html_clean_is(&r, "p br li blockquote pre ")) {
      buf_add(text, buf_text(&addresses), addresses.len);
      buf_clear(&addresses);
      buf_putc(text, '\n');
    }
  }
  buf_add(text, buf_text(&addresses), addresses.len);
  text->failed = text->failed || url.failed || addresses.failed;
  buf_free(&addresses);
  buf_free(&url);
}

enum err comment_render_seen(
    struct arena *a, const struct comment *c, const char **out, int64_t *links) {
  struct buf text = {0};
  *links = 0;
  /* HTML of other engines counts as it did before: what the filter has learned from it
   * must be what it takes back. */
  if (c->renderer < COMMENT_RENDERER_MARKDOWN || c->renderer >= COMMENT_RENDERER_HTML) {
    *out = c->source;
    return OK;
  }
  comment_render_read(c->html, &text, links);
  enum err e = buf_status(&text);
  const char *seen = e ? NULL : arena_strdup(a, buf_text(&text));
  buf_free(&text);
  if (seen)
    *out = seen;
  return e ? e : seen ? OK : ERR_NOMEM;
}
