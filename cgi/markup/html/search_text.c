/* Headings go into a column of their own, because a match in one counts more. Each
 * block is a line, so that the last word of a paragraph and the first of the next are
 * no phrase. */
#include "markup/html/search_text.h"

#include <stdbool.h>
#include <string.h>

#include "markup/html/html_clean.h"

static const char headings_names[] = "h1 h2 h3 h4 h5 h6 ";
static const char fallbacks[] = "audio video ";
static const char blocks[] =
    "address article aside blockquote br caption dd details div dl dt figcaption figure "
    "footer h1 h2 h3 h4 h5 h6 header hr li ol p pre section summary table td th tr ul ";

/* Appends text with white space folded to one space, and none at the start of a
 * line. */
static void search_text_add_folded(struct buf *out, const char *s) {
  static const char white[] = " \t\r\n";
  for (;;) {
    size_t n = strcspn(s, white);
    if (n)
      buf_add(out, s, n);
    s += n;
    if (!*s)
      return;
    if (out->len && !strchr(" \n", out->data[out->len - 1]))
      buf_putc(out, ' ');
    s += strspn(s, white);
  }
}

static void search_text_end_line(struct buf *out) {
  if (out->len && out->data[out->len - 1] != '\n')
    buf_putc(out, '\n');
}

/* True for text that is not part of the article: fallbacks for old browsers, and
 * footnote numbers, which would become part of the word before them. */
static bool search_text_is_passed_over(const struct html_clean *r) {
  return html_clean_is(r, fallbacks) || html_clean_has(r, " class=\"footnote-ref") ||
         html_clean_has(r, " class=\"footnote-backref");
}

enum err search_text_from_html(
    const char *html, struct buf *headings, struct buf *body) {
  struct html_clean r = {.at = html};
  struct buf text = {0}, *to = body;
  enum html_clean_step step;
  while ((step = html_clean_next(&r)) != HTML_CLEAN_END) {
    if (step == HTML_CLEAN_TEXT) {
      buf_clear(&text);
      html_clean_text(&r, &text);
      /* buf_clear forgets an error, and the index would lack these words. */
      to->failed = to->failed || text.failed;
      search_text_add_folded(to, buf_text(&text));
      continue;
    }
    /* Both its start and its end are the end of a line. */
    if (html_clean_is(&r, blocks))
      search_text_end_line(to);
    if (html_clean_is(&r, headings_names))
      to = step == HTML_CLEAN_OPEN ? headings : body;
    else if (step == HTML_CLEAN_OPEN && search_text_is_passed_over(&r))
      html_clean_skip(&r);
  }
  buf_free(&text);
  enum err e = buf_status(headings);
  return e ? e : buf_status(body);
}
