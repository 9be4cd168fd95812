/* Readers type addresses into sentences, so what ends one is a guess about the sentence
 * around it. */
#include "markup/markdown/comment_link.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "markup/names/url.h"

/* Longer URLs stay text: nobody follows them, and their host would be examined again
 * and again. */
enum { MOST_LINK = 2048 };

/* Length of the link without characters at its end that more likely belong to the
 * sentence. */
static size_t comment_link_trim(const char *s, size_t n) {
  long open = 0;
  for (size_t i = 0; i < n; i++)
    /* "(see https://a.example/b_(c))" ends with the bracket of the sentence: of the
     * closing ones, those without an opening one in the address are not part of it. */
    open += s[i] == '(' ? 1 : s[i] == ')' ? -1 : 0;
  while (n) {
    if (s[n - 1] == ')' && open < 0)
      open++;
    else if (!strchr(".,;:!?'*_~", s[n - 1]))
      break;
    n--;
  }
  return n;
}

/* Length up to the first East Asian punctuation mark (U+3000 to U+303F, U+FF01 to
 * U+FF0F, U+FF1A to U+FF20), after which a sentence continues without a space. */
static size_t comment_link_before_wide_mark(const char *s, size_t n) {
  const unsigned char *u = (const unsigned char *)s;
  for (size_t i = 0; i + 2 < n; i++) {
    if (u[i] == 0xe3 && u[i + 1] == 0x80)
      return i;
    if (u[i] == 0xef && u[i + 1] == 0xbc &&
        (u[i + 2] <= 0x8f || (u[i + 2] >= 0x9a && u[i + 2] <= 0xa0)))
      return i;
  }
  return n;
}

static bool comment_link_is_word(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         c == '_';
}

/* Length of the link at `s`, which has `n` bytes left in its line; 0 if there is none.
 * *seen becomes the number of bytes that need not be examined again, which keeps the
 * whole linear. */
static size_t comment_link_at(const char *s, size_t n, size_t *seen) {
  *seen = 1;
  if (n < 8 ||
      (strncasecmp(s, "http://", 7) != 0 && strncasecmp(s, "https://", 8) != 0))
    return 0;
  size_t scheme = s[4] == ':' ? 7 : 8;
  size_t span = 0;
  /* Brackets occur only around an IPv6 host. */
  if (s[scheme] == '[') {
    const char *end = memchr(s, ']', n < 64 ? n : 64);
    span = end ? (size_t)(end - s) + 1 : 0;
  }
  span += url_span(s + span, n - span);
  span = comment_link_before_wide_mark(s, span);
  *seen = span ? span : 1;
  if (span > MOST_LINK)
    return 0;
  size_t link = comment_link_trim(s, span);
  return link > scheme && url_is_website(s, link) ? link : 0;
}

size_t comment_link_find(const char *s, size_t n, size_t from, size_t *at) {
  size_t seen = 1;
  while (from < n) {
    const char *h = s + from;
    while (h < s + n && *h != 'h' && *h != 'H')
      h++;
    from = (size_t)(h - s);
    /* "xhttp://" is a word and no address. */
    bool is_inside = from > 0 && comment_link_is_word(s[from - 1]);
    size_t link = from < n && !is_inside ? comment_link_at(h, n - from, &seen) : 0;
    if (link) {
      *at = from;
      return link;
    }
    from += is_inside ? 1 : seen;
  }
  *at = n;
  return 0;
}

void comment_link_put(struct buf *out, const char *s, size_t n) {
  buf_puts(out, "<a href=\"");
  buf_add_html(out, s, n);
  buf_puts(out, "\" rel=\"nofollow ugc noopener\">");
  buf_add_html(out, s, n);
  buf_puts(out, "</a>");
}

void comment_link_put_text(struct buf *out, const char *s, size_t n) {
  size_t from = 0, at = 0, link;
  while ((link = comment_link_find(s, n, from, &at)) > 0) {
    buf_add_html(out, s + from, at - from);
    comment_link_put(out, s + at, link);
    from = at + link;
  }
  buf_add_html(out, s + from, n - from);
}
