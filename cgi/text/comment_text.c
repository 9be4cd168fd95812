#include "text/comment_text.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "text/url.h"

static void put_escaped(struct buf *out, const char *s, size_t n) {
  char piece[2] = "";
  for (size_t i = 0; i < n; i++) {
    piece[0] = s[i];
    if (strchr("&<>\"'", s[i]))
      buf_puts_html(out, piece);
    else
      buf_putc(out, s[i]);
  }
}

/* Octets of the address that begins at `s`; 0 if none does. Punctuation at its end
 * belongs to the sentence, a closing bracket too unless the address opened it. */
static size_t link_length(const char *s) {
  char url[1024];
  if (strncasecmp(s, "http://", 7) != 0 && strncasecmp(s, "https://", 8) != 0)
    return 0;
  size_t n = 0, open = 0, close = 0;
  for (; n < sizeof url && s[n] && !strchr(" \t\n<>\"", s[n]); n++) {
    open += s[n] == '(';
    close += s[n] == ')';
  }
  if (n == sizeof url)
    return 0;
  while (n && (strchr(".,;:!?'*_~", s[n - 1]) || (s[n - 1] == ')' && close > open)))
    close -= s[--n] == ')';
  memcpy(url, s, n);
  url[n] = '\0';
  return url_check(url) == OK ? n : 0;
}

static void put_line(struct buf *out, const char *s, size_t n) {
  const char *end = s + n, *plain = s;
  while (s < end) {
    /* Addresses begin words; looking only there keeps long texts cheap. */
    bool begins = s == plain ||
                  !strchr("abcdefghijklmnopqrstuvwxyz0123456789", s[-1] | 0x20) ||
                  s[-1] == ' ';
    size_t link = begins && (*s == 'h' || *s == 'H') ? link_length(s) : 0;
    if (!link) {
      s++;
      continue;
    }
    put_escaped(out, plain, (size_t)(s - plain));
    buf_puts(out, "<a href=\"");
    put_escaped(out, s, link);
    buf_puts(out, "\" rel=\"nofollow ugc noopener\">");
    put_escaped(out, s, link);
    buf_puts(out, "</a>");
    s += link;
    plain = s;
  }
  put_escaped(out, plain, (size_t)(end - plain));
}

enum err comment_text_to_html(const char *text, struct buf *out) {
  bool in_paragraph = false;
  while (*text) {
    size_t n = strcspn(text, "\n");
    size_t full = n;
    while (full && (text[full - 1] == ' ' || text[full - 1] == '\t'))
      full--;
    if (full == 0 && in_paragraph) {
      buf_puts(out, "</p>\n");
      in_paragraph = false;
    } else if (full) {
      buf_puts(out, in_paragraph ? "<br>\n" : "<p>");
      put_line(out, text, full);
      in_paragraph = true;
    }
    text += n + (text[n] == '\n');
  }
  if (in_paragraph)
    buf_puts(out, "</p>\n");
  return buf_status(out);
}
