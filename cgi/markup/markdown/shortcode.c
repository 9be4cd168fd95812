#include "markup/markdown/shortcode.h"

#include <string.h>
#include <strings.h>

static bool shortcode_is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static size_t shortcode_name_length(const char *s, const char *stop) {
  const char *at = s;
  while (at < stop && (*at == '-' || *at == '_' || *at == '/' || *at == '.' ||
                          (*at >= '0' && *at <= '9') || (*at >= 'a' && *at <= 'z') ||
                          (*at >= 'A' && *at <= 'Z')))
    at++;
  return (size_t)(at - s);
}

/* Reads the value at *s, quoted or not, and moves past it. */
static const char *shortcode_read_value(
    struct arena *a, const char **s, const char *stop) {
  char quote = **s;
  const char *from = *s, *end;
  if (quote == '"' || quote == '\'' || quote == '`') {
    from++;
    end = memchr(from, quote, (size_t)(stop - from));
    end = end ? end : stop;
    *s = end < stop ? end + 1 : stop;
  } else {
    end = from;
    while (end < stop && !shortcode_is_space(*end))
      end++;
    *s = end;
  }
  return arena_strndup(a, from, (size_t)(end - from));
}

bool shortcode_read(struct arena *a, const char *s, size_t n, struct shortcode *out) {
  const char *stop = s + n;
  struct shortcode c = {0};
  while (s < stop && shortcode_is_space(*s))
    s++;
  while (stop > s && (shortcode_is_space(stop[-1]) || stop[-1] == '/'))
    stop--;
  size_t length = shortcode_name_length(s, stop);
  if (!length || !(c.name = arena_strndup(a, s, length)))
    return false;
  s += length;
  while (s < stop && c.count < SHORTCODE_ARGUMENTS) {
    while (s < stop && shortcode_is_space(*s))
      s++;
    if (s == stop)
      break;
    size_t key = shortcode_name_length(s, stop);
    const char *name = NULL;
    if (key && s + key + 1 < stop && s[key] == '=') {
      name = arena_strndup(a, s, key);
      s += key + 1;
      if (!name)
        return false;
    }
    const char *value = shortcode_read_value(a, &s, stop);
    if (!value)
      return false;
    c.arguments[c.count].key = name;
    c.arguments[c.count++].value = value;
  }
  *out = c;
  return true;
}

const char *shortcode_get(const struct shortcode *c, const char *key) {
  for (size_t i = 0; i < c->count; i++)
    if (c->arguments[i].key && strcasecmp(c->arguments[i].key, key) == 0)
      return c->arguments[i].value;
  return NULL;
}

const char *shortcode_at(const struct shortcode *c, size_t i) {
  for (size_t at = 0; at < c->count; at++)
    if (!c->arguments[at].key && i-- == 0)
      return c->arguments[at].value;
  return NULL;
}

const char *shortcode_first(const struct shortcode *c, const char *key) {
  const char *named = shortcode_get(c, key);
  const char *value = named ? named : shortcode_at(c, 0);
  return value ? value : "";
}

size_t shortcode_end(const char *s, const char *end) {
  size_t n = strlen(end);
  char quote = 0;
  /* The limit keeps a text of thousands of opening marks from being searched to its end
   * for each of them. */
  for (size_t i = 0; i < SHORTCODE_TAG && s[i]; i++) {
    if (!quote && s[i] == *end && strncmp(s + i, end, n) == 0)
      return i;
    if (quote && s[i] == quote)
      quote = 0;
    /* Not an apostrophe, which is more often one: [caption]It's low tide[/caption]. */
    else if (!quote && (s[i] == '"' || s[i] == '`'))
      quote = s[i];
  }
  return (size_t)-1;
}
