/* Nothing is computed: a text in which a brace or a tag is never closed is no MDX, and
 * keeps it. Where that was found once, nothing before the place where the search ended
 * is searched again, so that each byte is looked at twice at most. */
#include "markup/markdown/mdx_tags.h"

#include <ctype.h>
#include <string.h>

#include "markup/markdown/code_fence.h"
#include "markup/markdown/shortcode.h"
#include "markup/markdown/template_tag_output.h"

struct mdx_tags {
  struct arena *arena;
  const struct template_tags *tags;
  struct buf *out;
  int line;
  const char *open_braces, *open_tags; /* not closed before these */
};

/* The end of the string in JavaScript or HTML that begins at `s`; its last character if
 * it is not closed. */
static const char *mdx_tags_string(const char *s) {
  char quote = *s;
  while (s[1] && s[1] != quote)
    s += s[1] == '\\' && s[2] ? 2 : 1;
  return s[1] ? s + 1 : s;
}

/* The brace that closes the one at `s`. Otherwise NULL, with the end of the text in
 * *stop. */
static const char *mdx_tags_brace(const char *s, const char **stop) {
  size_t depth = 0;
  bool is_comment = false;
  for (; *s; s++)
    if (is_comment) {
      is_comment = strncmp(s, "*/", 2) != 0;
    } else if (strncmp(s, "/*", 2) == 0) {
      is_comment = true;
      s++;
    } else if (strchr("\"'`", *s)) {
      s = mdx_tags_string(s);
    } else if (*s == '{') {
      depth++;
    } else if (*s == '}' && --depth == 0) {
      return s;
    }
  *stop = s;
  return NULL;
}

/* The ">" of the tag at `s`. Otherwise NULL, with the place where it cannot go on in
 * *stop. */
static const char *mdx_tags_close(const char *s, const char **stop) {
  for (; *s && *s != '>' && strncmp(s, "\n\n", 2) != 0; s++)
    if (*s == '"' || *s == '\'') {
      s = mdx_tags_string(s);
    } else if (*s == '{') {
      const char *end = mdx_tags_brace(s, stop);
      if (!end)
        return NULL;
      s = end;
    }
  *stop = s;
  return *s == '>' ? s : NULL;
}

static void mdx_tags_report(struct mdx_tags *m, const char *s, size_t n) {
  enum { MOST = 40 };
  const char *name = arena_strndup(m->arena, s, n < MOST ? n : MOST);
  if (name)
    m->tags->unknown(m->tags->context, name, false, m->line);
}

/* Strings such as {" "}, with which MDX keeps a space, are text. */
static const char *mdx_tags_expression(struct mdx_tags *m, const char *s) {
  const char *end = s < m->open_braces ? NULL : mdx_tags_brace(s, &m->open_braces);
  if (!end)
    return NULL;
  const char *from = s + 1, *to = end;
  while (from < to && isspace((unsigned char)*from))
    from++;
  while (to > from && isspace((unsigned char)to[-1]))
    to--;
  size_t n = (size_t)(to - from);
  if (n >= 2 && strchr("\"'`", *from) && mdx_tags_string(from) == to - 1)
    buf_add(m->out, from + 1, n - 2);
  else if (n && strncmp(from, "/*", 2) != 0)
    mdx_tags_report(m, from, n);
  return end + 1;
}

/* The tag of an element from `s` to `end`, without attributes whose values are
 * expressions. */
static void mdx_tags_element(struct mdx_tags *m, const char *s, const char *end) {
  const char *stop;
  for (const char *at = s; at <= end;) {
    const char *value = at + strcspn(at, "={\"'>"), *brace = NULL;
    if (*at == '{')
      brace = mdx_tags_brace(at, &stop);
    else if (*at == ' ' && *value == '=' && value[1] == '{')
      brace = mdx_tags_brace(value + 1, &stop);
    if (brace) {
      at = brace + 1;
      continue;
    }
    const char *next = *at == '"' || *at == '\'' ? mdx_tags_string(at) : at;
    buf_add(m->out, at, (size_t)(next - at) + 1);
    at = next + 1;
  }
}

/* What a component shows that is known by its name or has a picture. */
static bool mdx_tags_known(struct mdx_tags *m, const char *s, const char *end) {
  struct shortcode c;
  char *words = arena_strndup(m->arena, s, (size_t)(end - s));
  if (!words || strchr(words, '{'))
    return false;
  for (char *at = words; isalnum((unsigned char)*at); at++)
    *at = (char)tolower((unsigned char)*at);
  return shortcode_read(m->arena, words, strlen(words), &c) &&
         template_tag_output_known(m->out, &c);
}

/* Elements have small letters; a capital or a dot makes the name that of a component,
 * and no name that of a fragment. */
static const char *mdx_tags_tag(struct mdx_tags *m, const char *s) {
  const char *name = s + 1 + (s[1] == '/');
  size_t n = strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                          "0123456789.-_");
  bool is_fragment = *name == '>';
  /* An address in brackets is one of Markdown. */
  if ((!n && !is_fragment) || !strchr(" \t\n/>", name[n]) || s < m->open_tags)
    return NULL;
  const char *end = mdx_tags_close(s, &m->open_tags);
  if (!end)
    return NULL;
  bool is_component = isupper((unsigned char)*name) || memchr(name, '.', n);
  if (!is_component && !is_fragment)
    mdx_tags_element(m, s, end);
  else if (is_component && s[1] != '/' && !mdx_tags_known(m, name, end))
    mdx_tags_report(m, name, n);
  return end + 1;
}

/* The end of the code at `s`, the beginning of a paragraph: a blank line outside of
 * braces. NULL if there is none. */
static const char *mdx_tags_code(struct mdx_tags *m, const char *s) {
  if (strncmp(s, "import ", 7) != 0 && strncmp(s, "export ", 7) != 0)
    return NULL;
  for (; *s && strncmp(s, "\n\n", 2) != 0; s++) {
    if (*s != '{')
      continue;
    const char *end = s < m->open_braces ? NULL : mdx_tags_brace(s, &m->open_braces);
    if (!end)
      return s + strcspn(s, "\n");
    s = end;
  }
  return *s ? s + 1 : s;
}

/* Where to go on after what begins at `s`; NULL if it is text. */
static const char *mdx_tags_at(struct mdx_tags *m, const char *s) {
  return *s == '{' ? mdx_tags_expression(m, s) : *s == '<' ? mdx_tags_tag(m, s) : NULL;
}

enum err mdx_tags_expand(struct arena *a, const char *text, int line,
    const struct template_tags *tags, struct buf *out) {
  struct mdx_tags m = {a, tags, out, line, text, text};
  struct code_fence fence = {0};
  bool begins_line = true, begins_block = true;
  const char *end = NULL; /* of the line */
  for (const char *s = text; *s && !out->failed;) {
    const char *next = NULL;
    if (!end || s > end)
      end = s + strcspn(s, "\n");
    bool is_code = begins_line && code_fence_follow(&fence, s, end);
    size_t n = 1;
    if (is_code)
      n = (size_t)(end - s) + (*end != '\0');
    else if (*s == '`')
      n = code_fence_span(s, end);
    else if (*s == '\\' && s[1] && s[1] != '\n')
      n = 2;
    else
      next = begins_block ? mdx_tags_code(&m, s) : NULL;
    if (!next && !is_code && n == 1)
      next = mdx_tags_at(&m, s);
    if (!next)
      buf_add(out, s, n);
    const char *from = s;
    s = next ? next : s + n;
    for (; from < s; from++)
      m.line += *from == '\n';
    begins_line = s[-1] == '\n';
    begins_block = begins_line && !is_code && (s - 1 == text || s[-2] == '\n');
  }
  return buf_status(out);
}
