/* Comments that other engines have stored as plain text, and those that were sent to
 * this one before it knew Markdown: nothing in them may be misunderstood as markup.
 * Only line ends and web addresses mean something. */
#include "markup/markdown/comment_text.h"

#include <stdbool.h>
#include <string.h>

#include "markup/markdown/comment_link.h"

static bool comment_text_is_blank(const char *s, size_t n) {
  for (size_t i = 0; i < n; i++)
    if (s[i] != ' ' && s[i] != '\t')
      return false;
  return true;
}

enum err comment_text_to_html(const char *text, struct buf *out) {
  bool open = false;
  for (;;) {
    size_t n = strcspn(text, "\n");
    if (!comment_text_is_blank(text, n)) {
      buf_puts(out, open ? "<br>\n" : "<p>");
      comment_link_put_text(out, text, n);
      open = true;
    } else if (open) {
      buf_puts(out, "</p>\n");
      open = false;
    }
    if (!text[n])
      break;
    text += n + 1;
  }
  if (open)
    buf_puts(out, "</p>\n");
  return buf_status(out);
}
