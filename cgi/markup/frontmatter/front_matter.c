#include "markup/frontmatter/front_matter.h"

#include <string.h>

#include "base/limits.h"
#include "markup/frontmatter/front_matter_map.h"
#include "markup/frontmatter/header_tree.h"
#include "markup/frontmatter/json_tree.h"
#include "markup/frontmatter/toml_tree.h"
#include "markup/frontmatter/yaml_tree.h"

struct reader {
  struct arena *arena;
  struct parse_problem *problem;
};

/* Length of the line at `s`, with its line end, if it is `mark`; otherwise 0. */
static size_t front_matter_fence(const char *s, const char *stop, const char *mark) {
  const char *at = s;
  /* The marks "---" and "+++" have three characters. */
  if (stop - s < 3 || memcmp(s, mark, 3) != 0)
    return 0;
  at += 3;
  while (at < stop && (*at == ' ' || *at == '\t' || *at == '\r'))
    at++;
  /* A line such as "---- text" or "--- # note" is no fence. */
  if (at < stop && *at != '\n')
    return 0;
  return (size_t)(at - s) + (at < stop);
}

/* Finds the closing fence after `s`; *body becomes the position after it. YAML can also
 * end with "...", as in Jekyll. Returns NULL if there is none. */
static const char *front_matter_find_end(
    const char *s, const char *stop, const char *mark, const char **body) {
  while (s < stop) {
    size_t n = front_matter_fence(s, stop, mark);
    if (!n && *mark == '-')
      n = front_matter_fence(s, stop, "...");
    if (n) {
      *body = s + n;
      return s;
    }
    /* Only whole lines: a fence inside a line, as in a text about front matter, ends
     * nothing. */
    const char *newline = memchr(s, '\n', (size_t)(stop - s));
    s = newline ? newline + 1 : stop;
  }
  return NULL;
}

/* The position after blank lines at the start of a file, which Hugo ignores. */
static const char *front_matter_skip_blank(const char *s, const char *stop) {
  const char *line = s;
  for (; s < stop && strchr(" \t\n", *s) && *s; s++)
    if (*s == '\n')
      line = s + 1;
  return line;
}

static int front_matter_line_of(const char *start, const char *at) {
  int line = 1;
  for (; start < at; start++)
    line += *start == '\n';
  return line;
}

/* Reads the map between two lines `mark`, NULL if it is empty; *body becomes the
 * position after it. */
static enum err front_matter_read_fenced(struct reader *r, const char *start,
    const char *stop, const char *mark, struct yaml_node **map, const char **body) {
  const char *fence = front_matter_skip_blank(start, stop);
  size_t opening = front_matter_fence(fence, stop, mark);
  const char *end = front_matter_find_end(fence + opening, stop, mark, body);
  int line = front_matter_line_of(start, fence);
  if (!end)
    return parse_problem_set(r->problem, line,
        "the front matter that begins here is not closed: add a line \"%s\"", mark);
  /* The limit is checked before any parser runs on the text. */
  if (end - start > LIMIT_FRONT_MATTER)
    return parse_problem_set(r->problem, 1,
        "the front matter is over %d KiB: shorten it", LIMIT_FRONT_MATTER / 1024);
  if (*mark == '+')
    return toml_tree_read(
        /* The TOML begins on the line after the fence. */
        r->arena, fence + opening, (size_t)(end - fence) - opening, line + 1, map,
        r->problem);
  /* Includes everything up to the opening line, so that YAML's line numbers are those
   * of the file. */
  return yaml_tree_read(r->arena, start, (size_t)(end - start), map, r->problem);
}

/* Reads the JSON object at the start of a file. */
static enum err front_matter_read_object(struct reader *r, const char *start,
    const char *stop, struct yaml_node **map, const char **body) {
  size_t n = (size_t)(stop - start), used = 0;
  /* The end of a JSON object is only known after parsing it, so the text is cut
   * first. */
  bool cut = n > LIMIT_FRONT_MATTER;
  enum err e = json_tree_read(
      r->arena, start, cut ? LIMIT_FRONT_MATTER : n, map, &used, r->problem);
  /* If the object is only cut by the limit, the parser's message about a missing brace
   * would mislead. */
  if (e == ERR_SYNTAX && cut && used == 0 && !memchr(start, '}', LIMIT_FRONT_MATTER))
    return parse_problem_set(r->problem, 1,
        "the front matter is over %d KiB: shorten it", LIMIT_FRONT_MATTER / 1024);
  *body = start + used;
  while (*body < stop && (**body == ' ' || **body == '\t' || **body == '\r'))
    ++*body;
  *body += *body < stop && **body == '\n';
  return e;
}

/* Length of the byte order mark, or 0. */
static size_t front_matter_mark_of(const char *text, size_t n) {
  return n >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
}

bool front_matter_begins(const char *text, size_t n) {
  const char *start = text + front_matter_mark_of(text, n), *stop = text + n;
  const char *fence = front_matter_skip_blank(start, stop);
  return front_matter_fence(fence, stop, "---") ||
         front_matter_fence(fence, stop, "+++") ||
         json_tree_begins(start, (size_t)(stop - start));
}

enum err front_matter_read(struct arena *a, const char *text, size_t n,
    struct front_matter *out, struct parse_problem *problem) {
  /* -1 means that the file does not say whether comments are open. */
  struct front_matter f = {.comments = -1};
  struct reader r = {a, problem};
  const char *stop = text + n, *start = text + front_matter_mark_of(text, n);
  struct yaml_node *map = NULL;
  enum err e = OK;
  const char *body = start;
  const char *fence = front_matter_skip_blank(start, stop);
  /* Blank lines may precede a fence, but not a JSON object, which in that case is more
   * likely text. */
  if (front_matter_fence(fence, stop, "---"))
    e = front_matter_read_fenced(&r, start, stop, "---", &map, &body);
  else if (front_matter_fence(fence, stop, "+++"))
    e = front_matter_read_fenced(&r, start, stop, "+++", &map, &body);
  else if (json_tree_begins(start, (size_t)(stop - start)))
    e = front_matter_read_object(&r, start, stop, &map, &body);
  else {
    size_t used = 0;
    e = header_tree_read(a, start, (size_t)(stop - start), &map, &used);
    body = start + used;
  }
  f.is_there = body > start;
  f.body = (size_t)(body - text);
  if (!e && map)
    e = front_matter_map_read(a, map, &f);
  if (!e)
    *out = f;
  return e;
}
