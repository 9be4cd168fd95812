/* An article is imported with what is harmless in it, rather than refused: its author
 * may be long gone. The parts become a <pre> element whose punctuation is written as
 * character references, because the guard counts characters without knowing where they
 * are. */
#include "markup/markdown/markdown_contain.h"

#include <ctype.h>

/* Each part costs a scan of the rest. */
enum { MOST_PARTS = 20 };

void markdown_contain_all(const char *s, size_t n, struct buf *out) {
  buf_puts(out, "<pre>");
  for (size_t i = 0; i < n; i++)
    if (ispunct((unsigned char)s[i]))
      buf_printf(out, "&#%d;", s[i]);
    /* An empty line would end the element for the guard, and a line end would be two
     * for a file of Windows. */
    else
      buf_putc(out, s[i]);
  buf_puts(out, "</pre>");
}

enum err markdown_contain(
    const char *text, size_t n, struct buf *out, struct markdown_fault *first) {
  struct markdown_fault fault;
  for (int part = 0; n && markdown_find_fault(text, n, &fault); part++) {
    if (!part)
      *first = fault;
    size_t end = part + 1 < MOST_PARTS ? fault.end : n;
    bool has_newline = end > fault.begin && text[end - 1] == '\n';
    buf_add(out, text, fault.begin);
    markdown_contain_all(text + fault.begin, end - fault.begin - has_newline, out);
    if (has_newline)
      buf_putc(out, '\n');
    text += end;
    n -= end;
  }
  buf_add(out, text, n);
  return buf_status(out);
}
