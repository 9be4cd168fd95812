/* Feeds are read outside of the site, where a relative URL leads nowhere. The text is
 * copied and only the values of a few attributes change, so that everything else is
 * what the page shows. */
#include "markup/html/html_absolute.h"

#include <stdbool.h>
#include <string.h>

#include "markup/html/html_clean.h"

struct base {
  const char *origin, *path;
};

/* True if the URL has a scheme as in RFC 3986 section 3.1. */
static bool html_absolute_has_scheme(const char *s, size_t n) {
  for (size_t i = 0; i < n; i++) {
    bool letter = (s[i] >= 'a' && s[i] <= 'z') || (s[i] >= 'A' && s[i] <= 'Z');
    if (s[i] == ':')
      return i > 0;
    if (!letter && (i == 0 || !strchr("0123456789+-.", s[i])))
      return false;
  }
  return false;
}

void html_absolute_url(
    const char *url, size_t n, const char *origin, const char *path, struct buf *out) {
  bool is_rooted = n && url[0] == '/', has_host = is_rooted && n > 1 && url[1] == '/';
  if (has_host)
    /* "//host/" has the scheme of the page: that of the origin, with its colon. */
    buf_add(out, origin, strcspn(origin, "/"));
  else if (!html_absolute_has_scheme(url, n)) {
    buf_puts(out, origin);
    if (!is_rooted)
      buf_puts(out, path);
  }
  buf_add(out, url, n);
}

static void html_absolute_add_address(
    struct buf *out, const struct base *b, const char *s, size_t n) {
  html_absolute_url(s, n, b->origin, b->path, out);
}

/* Each candidate of a srcset is a URL and, after a space, a width. */
static void html_absolute_add_set(
    struct buf *out, const struct base *b, const char *s, size_t n) {
  for (const char *end = s + n; s < end;) {
    size_t space = strspn(s, " ,"), address;
    buf_add(out, s, space);
    s += space;
    address = strcspn(s, " \"");
    if (s >= end || !address)
      break;
    html_absolute_add_address(out, b, s, address);
    s += address;
    size_t rest = strcspn(s, ",\"");
    buf_add(out, s, rest);
    s += rest;
  }
}

/* Writes `name="value"`, the form in which the sanitiser writes it. */
static void html_absolute_add_attribute(struct buf *out, const struct base *b,
    const char *name, size_t name_size, const char *value, size_t n) {
  /* With spaces on both sides, so that "src" does not match inside of a longer name. */
  static const char addresses[] = " href src poster cite ";
  char padded[16] = "";
  buf_add(out, name, name_size);
  buf_puts(out, "=\"");
  bool is_short = name_size < sizeof padded - 2;
  if (is_short) {
    padded[0] = ' ';
    memcpy(padded + 1, name, name_size);
    memcpy(padded + 1 + name_size, " ", 2);
  }
  if (is_short && strstr(addresses, padded))
    html_absolute_add_address(out, b, value, n);
  else if (is_short && strcmp(padded, " srcset ") == 0)
    html_absolute_add_set(out, b, value, n);
  else
    buf_add(out, value, n);
  buf_putc(out, '"');
}

static void html_absolute_add_attributes(
    struct buf *out, const struct base *b, const char *s, size_t n) {
  const char *end = s + n;
  while (s < end) {
    const char *name = s + strspn(s, " "), *name_end = name + strcspn(name, " =>");
    /* An attribute without a value, such as "controls". */
    if (*name_end != '=') {
      buf_add(out, s, (size_t)(name_end - s));
      s = name_end;
      continue;
    }
    const char *value = name_end + 2; /* after =" */
    const char *close = value < end ? memchr(value, '"', (size_t)(end - value)) : NULL;
    if (!close) {
      buf_add(out, s, (size_t)(end - s));
      return;
    }
    buf_add(out, s, (size_t)(name - s));
    html_absolute_add_attribute(
        out, b, name, (size_t)(name_end - name), value, (size_t)(close - value));
    s = close + 1;
  }
}

enum err html_absolute(
    const char *html, const char *origin, const char *path, struct buf *out) {
  const struct base b = {origin, path};
  struct html_clean r = {.at = html};
  const char *done = html;
  enum html_clean_step step;
  while ((step = html_clean_next(&r)) != HTML_CLEAN_END) {
    if (step != HTML_CLEAN_OPEN)
      continue;
    buf_add(out, done, (size_t)(r.attributes - done));
    html_absolute_add_attributes(out, &b, r.attributes, r.attributes_size);
    done = r.attributes + r.attributes_size;
  }
  buf_puts(out, done);
  return buf_status(out);
}
