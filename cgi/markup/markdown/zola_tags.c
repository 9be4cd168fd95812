/* Only a name with brackets is a shortcode: an article about templates has many other
 * braces, which Zola shows as they are. The text between "{% name() %}" and "{% end %}"
 * is part of the article and stays, so that both marks are simply dropped. */
#include "markup/markdown/zola_tags.h"

#include <ctype.h>
#include <string.h>

#include "markup/markdown/code_fence.h"
#include "markup/markdown/shortcode.h"
#include "markup/markdown/template_tag_output.h"

struct zola_tags {
  struct arena *arena;
  const struct template_tags *tags;
  struct buf *out;
  int line;
};

/* The name and arguments of a call in the form of shortcode.h, with spaces instead of
 * brackets and commas. NULL if it is no call, or when out of memory. */
static char *zola_tags_words(struct arena *a, const char *s, size_t n) {
  char *words = arena_strndup(a, s, n), quote = '\0';
  size_t name = 0;
  while (words && (isalnum((unsigned char)words[name]) || words[name] == '_'))
    name++;
  if (!name || words[name] != '(')
    return NULL;
  for (char *at = words; *at; at++)
    if (quote && *at == quote) {
      quote = '\0';
    } else if (quote) {
      continue;
    } else if (strchr("\"'`", *at)) {
      quote = *at;
    } else if (strchr("(),", *at)) {
      *at = ' ';
    }
  return words;
}

/* Writes what a call shows. */
static void zola_tags_put(struct zola_tags *z, const struct shortcode *c) {
  if (!template_tag_output_known(z->out, c))
    z->tags->unknown(z->tags->context, c->name, false, z->line);
}

/* Processes the mark at `s`. Returns the number of bytes consumed; 0 leaves it as it
 * is. */
static size_t zola_tags_at(struct zola_tags *z, const char *s) {
  bool is_block = s[1] == '%';
  const char *close = is_block ? "%}" : "}}";
  size_t n = shortcode_end(s + 2, close);
  struct shortcode c;
  if (n == (size_t)-1)
    return 0;
  const char *inside = s + 2, *end = inside + n;
  while (inside < end && isspace((unsigned char)*inside))
    inside++;
  while (end > inside && isspace((unsigned char)end[-1]))
    end--;
  size_t length = (size_t)(end - inside);
  if (is_block && length == 3 && strncmp(inside, "end", 3) == 0)
    return n + 4;
  /* The mark of a shortcode that is to be shown. */
  if (length > 4 && strncmp(inside, "/*", 2) == 0 && strncmp(end - 2, "*/", 2) == 0) {
    buf_printf(z->out, "%.2s%.*s%s", s, (int)length - 4, inside + 2, close);
    return n + 4;
  }
  char *words = zola_tags_words(z->arena, inside, length);
  if (!words || !shortcode_read(z->arena, words, strlen(words), &c))
    return 0;
  if (is_block)
    z->tags->unknown(z->tags->context, c.name, false, z->line);
  else
    zola_tags_put(z, &c);
  for (const char *at = s; at < s + n; at++)
    z->line += *at == '\n';
  return n + 4;
}

enum err zola_tags_expand(struct arena *a, const char *text, int line,
    const struct template_tags *tags, struct buf *out) {
  struct zola_tags z = {.arena = a, .tags = tags, .out = out, .line = line};
  struct code_fence fence = {0};
  bool begins = true;
  const char *end = NULL; /* of the line */
  for (const char *s = text; *s && !out->failed;) {
    if (!end || s > end)
      end = s + strcspn(s, "\n");
    size_t done = 0, n = 1;
    if (begins && code_fence_follow(&fence, s, end))
      n = (size_t)(end - s) + (*end != '\0');
    else if (*s == '`')
      n = code_fence_span(s, end);
    else if (*s == '{' && (s[1] == '{' || s[1] == '%'))
      done = zola_tags_at(&z, s);
    if (!done)
      buf_add(out, s, n);
    s += done ? done : n;
    begins = s > text && s[-1] == '\n';
    z.line += !done && begins;
  }
  return buf_status(out);
}
