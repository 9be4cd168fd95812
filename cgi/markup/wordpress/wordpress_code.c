/* As HTML, the lines of code would run together, and "<stdio.h>" would be removed as an
 * unknown element. */
#include "markup/wordpress/wordpress_code.h"

#include <string.h>

static void wordpress_code_attribute(
    struct buf *out, const char *name, const char *prefix, const char *value) {
  if (!value || !*value)
    return;
  buf_printf(out, " %s=\"%s", name, prefix);
  buf_add_html(out, value, strlen(value));
  buf_putc(out, '"');
}

/* The number of the first line; NULL if lines have none. The names are those of the
 * plugin SyntaxHighlighter Evolved, which WordPress.com has as well. */
static const char *wordpress_code_first(const struct shortcode *c) {
  const char *first = shortcode_get(c, "firstline");
  const char *gutter = shortcode_get(c, "gutter");
  if (gutter && strcmp(gutter, "false") == 0)
    return NULL;
  return first || !gutter ? first : "1";
}

void wordpress_code_put(
    struct buf *out, const struct shortcode *c, const char *inside, size_t n) {
  const char *lang = shortcode_get(c, "lang");
  lang = lang ? lang : shortcode_get(c, "language");
  for (; n && *inside == '\n'; n--)
    inside++;
  while (n && strchr(" \n", inside[n - 1]))
    n--;
  buf_puts(out, "\n\n<pre><code");
  wordpress_code_attribute(out, "class", "language-", lang);
  wordpress_code_attribute(out, "data-first", "", wordpress_code_first(c));
  wordpress_code_attribute(out, "data-marked", "", shortcode_get(c, "highlight"));
  buf_putc(out, '>');
  for (size_t i = 0; i < n; i++)
    /* The visual editor has stored "<" as an entity, the text editor as it is. */
    if (inside[i] == '<' || inside[i] == '>')
      buf_puts(out, inside[i] == '<' ? "&lt;" : "&gt;");
    else
      buf_putc(out, inside[i]);
  buf_puts(out, "</code></pre>\n\n");
}
