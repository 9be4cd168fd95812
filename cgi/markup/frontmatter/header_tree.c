#include "markup/frontmatter/header_tree.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

/* Enough for any header, and a bound on what is read of a text that has none. */
enum { MOST_LINES = 60 };

static bool header_tree_is_one_of(const char *key, size_t n, const char *const *names) {
  for (; *names; names++)
    if (strlen(*names) == n && strncasecmp(*names, key, n) == 0)
      return true;
  return false;
}

/* Length of the key at the start of a line, which a colon and a space or the end of the
 * line follow; 0 if there is none. */
static size_t header_tree_key(const char *s, const char *end) {
  size_t n = 0;
  while (s + n < end && (isalnum((unsigned char)s[n]) || s[n] == '_' || s[n] == '-'))
    n++;
  bool ends =
      n && s + n < end && s[n] == ':' &&
      (s + n + 1 == end || s[n + 1] == ' ' || s[n + 1] == '\t' || s[n + 1] == '\r');
  return ends ? n : 0;
}

/* The text between the two without white space around it. NULL when out of memory. */
static char *header_tree_trim(struct arena *a, const char *s, const char *end) {
  while (s < end && isspace((unsigned char)*s))
    s++;
  while (end > s && isspace((unsigned char)end[-1]))
    end--;
  return arena_strndup(a, s, (size_t)(end - s));
}

/* A value of Pelican as YAML would have it; `text` may be changed. */
static const char *header_tree_translate(const char *key, size_t n, char *text) {
  static const char *const authors[] = {"authors", NULL},
                           *const tags[] = {"tags", NULL},
                           *const status[] = {"status", NULL};
  /* Several parts are separated by semicolons if there is one, or else by commas. */
  char *semicolon = strchr(text, ';');
  if (header_tree_is_one_of(key, n, authors))
    text[strcspn(text, semicolon ? ";" : ",")] = '\0';
  for (; semicolon && header_tree_is_one_of(key, n, tags);
       semicolon = strchr(semicolon, ';'))
    *semicolon = ',';
  /* On no list, or nowhere at all. */
  bool is_hidden = strcasecmp(text, "hidden") == 0 || strcasecmp(text, "skip") == 0;
  return is_hidden && header_tree_is_one_of(key, n, status) ? "draft" : text;
}

/* Adds a line to the map, of which `last` is the last node or NULL. */
static enum err header_tree_add(struct arena *a, const char *s, const char *end,
    int line, struct yaml_node *map, struct yaml_node **last) {
  size_t n = header_tree_key(s, end);
  char *text = header_tree_trim(a, n ? s + n + 1 : s, end);
  if (!text)
    return ERR_NOMEM;
  if (!n && *last) {
    /* An indented line continues the value before it. */
    (*last)->text = arena_printf(a, "%s %s", (*last)->text, text);
    return (*last)->text ? OK : ERR_NOMEM;
  }
  struct yaml_node *node = arena_alloc(a, sizeof *node);
  char *key = arena_strndup(a, s, n);
  if (!node || !key)
    return ERR_NOMEM;
  *node = (struct yaml_node){.kind = YAML_TEXT,
      .line = line,
      .key = key,
      .text = header_tree_translate(key, n, text)};
  if (*last)
    (*last)->next = node;
  else
    map->first = node;
  *last = node;
  return OK;
}

/* Length of the header with the empty line after it; 0 if the text has none. A line
 * "Note: see below" begins many articles, so the keys decide. */
static size_t header_tree_length(const char *text, size_t n) {
  static const char *const title[] = {"title", NULL};
  static const char *const known[] = {"date", "modified", "category", "tags", "slug",
      "author", "authors", "summary", "status", "lang", "template", "save_as", NULL};
  const char *stop = text + n;
  bool has_title = false, has_known = false;
  int line = 0;
  for (const char *s = text; s < stop; line++) {
    const char *end = memchr(s, '\n', (size_t)(stop - s));
    end = end ? end : stop;
    size_t key = header_tree_key(s, end);
    bool is_blank = s == end || (end == s + 1 && *s == '\r');
    bool continues = line && (*s == ' ' || *s == '\t');
    if (is_blank)
      return has_title && has_known ? (size_t)(end - text) + (end < stop) : 0;
    if ((!key && !continues) || line == MOST_LINES)
      return 0;
    has_title |= header_tree_is_one_of(s, key, title);
    has_known |= header_tree_is_one_of(s, key, known);
    s = end < stop ? end + 1 : stop;
  }
  return has_title && has_known ? n : 0;
}

enum err header_tree_read(
    struct arena *a, const char *text, size_t n, struct yaml_node **out, size_t *used) {
  size_t length = header_tree_length(text, n);
  struct yaml_node *last = NULL;
  *out = NULL;
  *used = 0;
  if (!length)
    return OK;
  struct yaml_node *map = arena_alloc(a, sizeof *map);
  if (!map)
    return ERR_NOMEM;
  *map = (struct yaml_node){.kind = YAML_MAP, .line = 1};
  const char *stop = text + length;
  int line = 1;
  for (const char *s = text; s < stop; line++) {
    const char *end = memchr(s, '\n', (size_t)(stop - s));
    end = end ? end : stop;
    bool is_blank = s == end || (end == s + 1 && *s == '\r');
    enum err e = is_blank ? OK : header_tree_add(a, s, end, line, map, &last);
    if (e)
      return e;
    s = end < stop ? end + 1 : stop;
  }
  *out = map;
  *used = length;
  return OK;
}
