#include "markup/frontmatter/front_matter_value.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/date_text.h"
#include "base/utf8.h"

enum err front_matter_note(
    struct front_matter_reader *r, int line, bool hides, const char *format, ...) {
  struct front_matter_note *note = arena_alloc(r->arena, sizeof *note);
  va_list args;
  va_start(args, format);
  char *text = arena_vprintf(r->arena, format, args);
  va_end(args);
  if (!note || !text)
    return ERR_NOMEM;
  *note = (struct front_matter_note){NULL, line, hides, text};
  *r->last_note = note;
  r->last_note = &note->next;
  return OK;
}

enum err front_matter_wants(struct front_matter_reader *r, const struct yaml_node *n,
    bool hides, const char *what) {
  return front_matter_note(r, n->line, hides, "\"%.60s\" must be %s", n->key, what);
}

const char *front_matter_find_word(const char *s, const char *const *words) {
  for (; *words; words++)
    if (strcasecmp(s, *words) == 0)
      return *words;
  return NULL;
}

bool front_matter_read_flag(const char *s, bool *out) {
  /* The words of YAML 1.1, which Jekyll's parser reads as booleans, without its single
   * letters. */
  static const char *const yes[] = {"true", "yes", "on", NULL};
  static const char *const no[] = {"false", "no", "off", NULL};
  *out = front_matter_find_word(s, yes) != NULL;
  return *out || front_matter_find_word(s, no);
}

/* Turns line ends into spaces, U+2028 and U+2029 as well. */
static void front_matter_join_lines(char *s) {
  for (char *at = s; *at; at++)
    if (strchr("\t\r\n", *at))
      *at = ' ';
    else if (strncmp(at, "\u2028", 3) == 0 || strncmp(at, "\u2029", 3) == 0)
      memset(at, ' ', 3);
}

/* Trims white space at both ends, joins lines and drops control characters, in place.
 * Sets *dropped if there were any. */
static char *front_matter_tidy(char *s, bool *dropped) {
  s += strspn(s, " \t\r\n");
  size_t n = strlen(s);
  while (n && strchr(" \t\r\n", s[n - 1]))
    s[--n] = '\0';
  front_matter_join_lines(s);
  /* utf8_drop_controls() turns some characters into line ends, so that lines are joined
   * once more. */
  if (utf8_check(s, n, UTF8_ONE_LINE) != OK) {
    s[utf8_drop_controls(s, n)] = '\0';
    front_matter_join_lines(s);
    *dropped = true;
  }
  return s;
}

enum err front_matter_read_text(struct front_matter_reader *r,
    const struct yaml_node *n, const char *key, bool hides, const char **out) {
  bool dropped = false;
  *out = NULL;
  if (n->kind != YAML_TEXT)
    return front_matter_note(
        r, n->line, hides, "\"%.60s\" must be a single line of text", key);
  char *copy = arena_strdup(r->arena, n->text);
  if (!copy)
    return ERR_NOMEM;
  *out = front_matter_tidy(copy, &dropped);
  return dropped ? front_matter_note(r, n->line, false,
                       "\"%.60s\" contains control characters, which are removed", key)
                 : OK;
}

/* strtok_r() leaves out empty parts, such as the one after a comma at the end. */
static enum err front_matter_read_parts(struct front_matter_reader *r, const char *text,
    const char *between, int line, struct front_matter_list *out) {
  char *rest = arena_strdup(r->arena, text), *save = NULL;
  /* A part without any text, as after a comma at the end, is left out. */
  enum err e = rest ? OK : ERR_NOMEM;
  for (char *s = rest ? strtok_r(rest, between, &save) : NULL; !e && s;
       s = strtok_r(NULL, between, &save)) {
    bool dropped;
    s = front_matter_tidy(s, &dropped);
    if (*s)
      e = front_matter_list_add(r->arena, out, s, line);
  }
  return e;
}

/* Appends the items of a list. One that is a map stands for the name in it. */
static enum err front_matter_read_items(struct front_matter_reader *r,
    const struct yaml_node *n, struct front_matter_list *out) {
  const char *text = "";
  enum err e = OK;
  for (const struct yaml_node *item = n->first; !e && item; item = item->next) {
    const struct yaml_node *named =
        item->kind == YAML_MAP ? front_matter_first_of(item) : item;
    e = front_matter_read_text(r, named ? named : item, n->key, false, &text);
    if (!e && text && *text)
      e = front_matter_list_add(r->arena, out, text, item->line);
  }
  return e;
}

enum err front_matter_read_list(struct front_matter_reader *r,
    const struct yaml_node *n, const char *between, struct front_matter_list *out) {
  const char *text = "";
  if (n->kind == YAML_MAP)
    return front_matter_wants(r, n, false, "a list like [one, two]");
  if (n->kind == YAML_LIST)
    return front_matter_read_items(r, n, out);
  /* A key without a value is common in templates and means the same as no key. */
  enum err e = front_matter_read_text(r, n, n->key, false, &text);
  if (e || !text || !*text)
    return e;
  return between ? front_matter_read_parts(r, text, between, n->line, out)
                 : front_matter_list_add(r->arena, out, text, n->line);
}

enum err front_matter_read_number(struct front_matter_reader *r,
    const struct yaml_node *n, const char *text, int64_t *out) {
  char *end;
  errno = 0;
  /* The base is 10, so that a leading zero does not make the number octal. */
  int64_t value = strtoll(text, &end, 10);
  if (*end || end == text || errno)
    return front_matter_wants(r, n, false, "a whole number");
  *out = value;
  return OK;
}

enum err front_matter_read_date(struct front_matter_reader *r,
    const struct yaml_node *n, bool hides, const char *text, const char **out) {
  int64_t ignored;
  enum err e = date_text_read(text, &ignored);
  if (e)
    return front_matter_note(r, n->line, hides,
        e == ERR_INVALID ? "\"%.40s: %.60s\" is a date that does not exist"
                         : "\"%.40s: %.60s\" is not a date: write it like 2026-11-24 or"
                           " 2026-11-24T09:30:00+01:00",
        n->key, text);
  /* The text is kept as it is: only the caller knows the time zone for a date that has
   * none. */
  *out = text;
  return OK;
}

const struct yaml_node *front_matter_first_of(const struct yaml_node *n) {
  /* "image" is in Hugo's "cover: {image: ...}", and "name" in a list of authors. */
  static const char *const names[] = {"image", "src", "path", "name", NULL};
  if (n->kind == YAML_LIST)
    n = n->first;
  if (!n || n->kind != YAML_MAP)
    return n;
  for (const struct yaml_node *in = n->first; in; in = in->next)
    if (in->kind == YAML_TEXT && front_matter_find_word(in->key, names))
      return in;
  return NULL;
}
