/* The text above the mark cannot be rendered alone, because what its links and
 * footnotes refer to is defined at the end of the text. So the whole is rendered with a
 * word in place of the mark, and cut there. */
#include "site/publish/article_more.h"

#include <string.h>
#include <strings.h>

#include "base/limits.h"
#include "markup/html/sanitise.h"
#include "markup/markdown/code_fence.h"
#include "markup/markdown/markdown.h"

/* Characters for private use, which no text contains. */
static const char word[] = "\xee\xa0\x80more\xee\xa0\x81";

/* Length of the mark at `s`; 0 if there is none. */
static size_t article_more_mark(const char *s) {
  static const char spaces[] = " \t\r\n";
  if (strncmp(s, "<!--", 4) != 0)
    return 0;
  const char *at = s + 4 + strspn(s + 4, spaces);
  if (strncasecmp(at, "more", 4) != 0)
    return 0;
  at += 4 + strspn(at + 4, spaces);
  return strncmp(at, "-->", 3) == 0 ? (size_t)(at + 3 - s) : 0;
}

static const char *article_more_in_line(const char *s, const char *end) {
  while (s < end) {
    if (*s == '`')
      s += code_fence_span(s, end);
    else if (article_more_mark(s))
      return s;
    else
      s++;
  }
  return NULL;
}

/* The first mark of a Markdown text, NULL if there is none. */
static const char *article_more_in_markdown(const char *source) {
  struct code_fence fence = {0};
  for (const char *s = source; *s;) {
    const char *end = s + strcspn(s, "\n"), *mark = NULL;
    bool is_open = fence.html_end != NULL;
    bool is_code = (!is_open && code_fence_follow(&fence, s, end)) ||
                   strncmp(s, "    ", 4) == 0 || *s == '\t';
    if (!is_open && !is_code)
      mark = article_more_in_line(s, end);
    if (mark)
      return mark;
    /* Only after the line was searched, because the mark itself is a comment. */
    if (!is_code)
      code_fence_follow_html(&fence, s, end);
    s = *end ? end + 1 : end;
  }
  return NULL;
}

/* Only called for a text with a comment, so there is a character to pass over. strchr,
 * because AddressSanitizer's strstr measures the rest of the text each time. */
static const char *article_more_in_html(const char *source) {
  while (source && !article_more_mark(source))
    source = strchr(source + 1, '<');
  return source;
}

/* Appends the HTML above the mark of a Markdown text. */
static enum err article_more_render(
    const char *source, const char *mark, struct buf *out) {
  struct buf text = {.most = LIMIT_HTML}, html = {.most = LIMIT_HTML};
  buf_add(&text, source, (size_t)(mark - source));
  /* A mark on a line of its own ends a paragraph, which a word would continue. */
  if (mark == source || mark[-1] == '\n')
    buf_putc(&text, '\n');
  buf_puts(&text, word);
  buf_puts(&text, "\n\n");
  buf_puts(&text, mark + article_more_mark(mark));
  enum err e = buf_status(&text);
  if (!e)
    e = markdown_to_html(buf_text(&text), text.len, NULL, &html);
  const char *cut = e ? NULL : strstr(buf_text(&html), word);
  if (cut)
    /* The cut has left elements open. */
    e = sanitise_html(buf_text(&html), (size_t)(cut - buf_text(&html)), NULL, out);
  buf_free(&text);
  buf_free(&html);
  return e;
}

enum err article_more_head(
    struct arena *a, const char *format, const char *source, const char **out) {
  struct buf html = {.most = LIMIT_HTML};
  bool is_html = format && strcmp(format, "html") == 0;
  const char *mark = NULL;
  enum err e = OK;
  if (source && strstr(source, "<!--") && !strstr(source, word))
    mark = is_html ? article_more_in_html(source) : article_more_in_markdown(source);
  if (mark && is_html)
    e = sanitise_html(source, (size_t)(mark - source), NULL, &html);
  else if (mark)
    e = article_more_render(source, mark, &html);
  const char *copy = mark && !e ? arena_strdup(a, buf_text(&html)) : NULL;
  if (mark && !e && !copy)
    e = ERR_NOMEM;
  buf_free(&html);
  /* Other errors only mean that the excerpt is made without the mark. */
  if (e == ERR_NOMEM)
    return e;
  *out = copy;
  return OK;
}
