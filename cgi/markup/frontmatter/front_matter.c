#include "markup/frontmatter/front_matter.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/clock.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "markup/frontmatter/json_tree.h"
#include "markup/frontmatter/toml_tree.h"
#include "markup/frontmatter/yaml_tree.h"

enum kind {
  TEXT,
  LINES, /* a text whose line ends become spaces */
  DATE,
  LIST,
  COMMAS, /* a list, or a text with commas */
  FLAG,
  NUMBER,
  TYPE,
  LAYOUT,
  STATUS,
  DRAFT,
  PUBLISHED,
  MENU,
  COMMENTS,
  FIRST, /* a text, or the first of a list */
  IMAGE, /* the same, or what a map has as its image */
  WORDS, /* a list, or a text with spaces */
};

#define KEY(name, kind, member)                                                        \
  {                                                                                    \
    name, kind, offsetof(struct front_matter, member),                                 \
        offsetof(struct front_matter, line.member)                                     \
  }

/* The first of several names for one member counts. */
static const struct key {
  const char *name;
  enum kind kind;
  size_t at, line; /* of the member and of its line, in struct front_matter */
} keys[] = {
    KEY("title", TEXT, title),
    KEY("slug", TEXT, slug),
    KEY("author", FIRST, author),
    KEY("authors", FIRST, author),
    KEY("lang", TEXT, lang),
    KEY("language", TEXT, lang),
    KEY("excerpt", LINES, excerpt),
    KEY("description", LINES, excerpt),
    KEY("summary", LINES, excerpt),
    KEY("date", DATE, date),
    KEY("publish_date", DATE, publish_date),
    KEY("publishDate", DATE, publish_date),
    KEY("updated", DATE, updated),
    KEY("lastmod", DATE, updated),
    KEY("last_modified_at", DATE, updated),
    KEY("expires", DATE, expires),
    KEY("expiryDate", DATE, expires),
    KEY("type", TYPE, type),
    KEY("layout", LAYOUT, type),
    KEY("parent", TEXT, parent),
    /* Jekyll splits a text of categories at spaces, but `category` is one name that may
     * contain spaces. */
    KEY("categories", WORDS, categories),
    KEY("category", LIST, categories),
    KEY("tags", COMMAS, tags),
    KEY("tag", COMMAS, tags),
    KEY("term_slugs", LIST, term_slugs),
    KEY("aliases", LIST, aliases),
    KEY("redirect_from", LIST, aliases),
    KEY("url", TEXT, url),
    KEY("permalink", TEXT, permalink),
    KEY("article_id", NUMBER, article_id),
    KEY("image", IMAGE, image),
    KEY("images", IMAGE, image),
    KEY("featured_image", IMAGE, image),
    KEY("featuredImage", IMAGE, image),
    KEY("cover", IMAGE, image),
    KEY("menu_order", NUMBER, menu_order),
    KEY("weight", NUMBER, menu_order),
    KEY("sticky", FLAG, sticky),
    KEY("pinned", FLAG, sticky),
    KEY("comments", COMMENTS, comments),
    KEY("menu", MENU, in_menu),
    KEY("draft", DRAFT, status),
    KEY("published", PUBLISHED, status),
    KEY("status", STATUS, status),
};

struct reader {
  struct arena *arena;
  struct front_matter *out;
  struct parse_problem *problem;
};

static bool front_matter_is_one_of(const char *s, const char *const *words) {
  for (; *words; words++)
    if (strcasecmp(s, *words) == 0)
      return true;
  return false;
}

static bool front_matter_read_flag(const char *s, bool *out) {
  static const char *const yes[] = {"true", "yes", "on", NULL};
  static const char *const no[] = {"false", "no", "off", NULL};
  *out = front_matter_is_one_of(s, yes);
  return *out || front_matter_is_one_of(s, no);
}

static enum err front_matter_wants(
    struct reader *r, const struct yaml_node *n, const char *what) {
  return parse_problem_set(r->problem, n->line, "\"%.60s\" must be %s", n->key, what);
}

/* Trims white space at both ends, in place; line ends inside become spaces if they are
 * allowed. Returns NULL for characters that no text may contain. */
static char *front_matter_tidy(char *s, bool lines) {
  s += strspn(s, " \t\r\n");
  size_t n = strlen(s);
  while (n && strchr(" \t\r\n", s[n - 1]))
    s[--n] = '\0';
  for (char *at = s; lines && *at; at++)
    if (strchr("\t\r\n", *at))
      *at = ' ';
  return utf8_check(s, n, UTF8_ONE_LINE) == OK ? s : NULL;
}

/* The tidied text of a node, in the arena. */
static enum err front_matter_read_text(struct reader *r, const struct yaml_node *n,
    const char *key, bool lines, const char **out) {
  if (n->kind != YAML_TEXT)
    return parse_problem_set(
        r->problem, n->line, "\"%.60s\" must be a single line of text", key);
  char *copy = arena_strdup(r->arena, n->text);
  if (!copy)
    return ERR_NOMEM;
  copy = front_matter_tidy(copy, lines);
  if (!copy)
    return parse_problem_set(r->problem, n->line,
        "\"%.60s\" contains a line break or control character: remove it", key);
  *out = copy;
  return OK;
}

enum err front_matter_list_add(
    struct arena *a, struct front_matter_list *l, const char *text, int line) {
  /* The capacity doubles at every power of two. */
  if ((l->count & (l->count - 1)) == 0) {
    size_t room = l->count ? l->count * 2 : 1;
    const char **items = arena_array(a, room, sizeof *items);
    int *lines = arena_array(a, room, sizeof *lines);
    if (!items || !lines)
      return ERR_NOMEM;
    if (l->count) {
      memcpy(items, l->items, l->count * sizeof *items);
      memcpy(lines, l->lines, l->count * sizeof *lines);
    }
    l->items = items;
    l->lines = lines;
  }
  l->lines[l->count] = line;
  l->items[l->count++] = text;
  return OK;
}

static enum err front_matter_read_parts(struct reader *r, const char *text,
    const char *between, int line, struct front_matter_list *out) {
  char *rest = arena_strdup(r->arena, text), *save = NULL;
  /* A part without any text, as after a comma at the end, is left out. */
  enum err e = rest ? OK : ERR_NOMEM;
  for (char *s = rest ? strtok_r(rest, between, &save) : NULL; !e && s;
       s = strtok_r(NULL, between, &save)) {
    s = front_matter_tidy(s, false);
    if (s && *s)
      e = front_matter_list_add(r->arena, out, s, line);
  }
  return e;
}

static enum err front_matter_read_list(struct reader *r, const struct yaml_node *n,
    enum kind kind, struct front_matter_list *out) {
  const char *text = "";
  enum err e = OK;
  if (n->kind == YAML_MAP)
    return front_matter_wants(r, n, "a list like [one, two]");
  if (n->kind == YAML_TEXT) {
    /* A key without a value is common in templates and means the same as no key. */
    e = front_matter_read_text(r, n, n->key, false, &text);
    if (e || !*text)
      return e;
    return kind == COMMAS  ? front_matter_read_parts(r, text, ",", n->line, out)
           : kind == WORDS ? front_matter_read_parts(r, text, " ", n->line, out)
                           : front_matter_list_add(r->arena, out, text, n->line);
  }
  for (const struct yaml_node *item = n->first; !e && item; item = item->next) {
    e = front_matter_read_text(r, item, n->key, false, &text);
    if (!e && *text)
      e = front_matter_list_add(r->arena, out, text, item->line);
  }
  return e;
}

static enum err front_matter_read_number(
    struct reader *r, const struct yaml_node *n, const char *text, int64_t *out) {
  char *end;
  errno = 0;
  int64_t value = strtoll(text, &end, 10);
  if (*end || end == text || errno)
    return front_matter_wants(r, n, "a whole number");
  *out = value;
  /* The base is 10, so that a leading zero does not make the number octal. */
  return OK;
}

static enum err front_matter_read_date(
    struct reader *r, const struct yaml_node *n, const char *text, const char **out) {
  /* The text is kept as it is: only the caller knows the time zone for a date that has
   * none. */
  int64_t ignored;
  if (clock_parse(text, &ignored) != OK)
    return parse_problem_set(r->problem, n->line,
        "\"%.40s: %.60s\" is not a date: write it like 2026-11-24 or"
        " 2026-11-24T09:30:00+01:00",
        n->key, text);
  *out = text;
  return OK;
}

static enum err front_matter_read_word(struct reader *r, const struct yaml_node *n,
    const char *text, const char *const *words, const char *what, const char **out) {
  for (; *words; words++)
    if (strcasecmp(text, *words) == 0) {
      *out = *words;
      return OK;
    }
  /* A layout names a template of the theme, so any other word is allowed there. */
  return what ? front_matter_wants(r, n, what) : OK;
}

static enum err front_matter_read_comments(
    struct reader *r, const struct yaml_node *n, const char *text, int *out) {
  bool flag;
  if (strcasecmp(text, "open") == 0 || strcasecmp(text, "closed") == 0)
    *out = strcasecmp(text, "open") == 0;
  else if (front_matter_read_flag(text, &flag))
    *out = flag;
  else
    return front_matter_wants(r, n, "true or false");
  return OK;
}

/* Reads a flag. `draft: false` says nothing about the status; `menu` may be the name of
 * a menu. */
static enum err front_matter_read_switch(struct reader *r, const struct yaml_node *n,
    const struct key *k, const char *text) {
  bool flag;
  bool known = front_matter_read_flag(text, &flag);
  if (!known && k->kind != MENU)
    return front_matter_wants(r, n, "true or false");
  if (k->kind == MENU)
    r->out->in_menu = !known || flag;
  else if (k->kind == FLAG)
    memcpy((char *)r->out + k->at, &flag, sizeof flag);
  else if (flag == (k->kind == DRAFT))
    r->out->status = "draft";
  return OK;
}

/* Sets the member of a key that has a single value. */
static enum err front_matter_set(struct reader *r, const struct yaml_node *n,
    const struct key *k, const char *text) {
  static const char *const types[] = {"post", "page", NULL};
  static const char *const statuses[] = {
      "publish", "draft", "future", "private", "withdrawn", NULL};
  const char *value = NULL;
  int64_t number = 0;
  enum err e = OK;
  switch (k->kind) {
  case DATE:
    e = front_matter_read_date(r, n, text, &value);
    break;
  case TYPE:
    e = front_matter_read_word(r, n, text, types, "post or page", &value);
    break;
  case LAYOUT:
    e = front_matter_read_word(r, n, text, types, NULL, &value);
    break;
  case STATUS:
    e = front_matter_read_word(r, n, text, statuses,
        "one of publish, draft, future, private, withdrawn", &value);
    break;
  case NUMBER:
    e = front_matter_read_number(r, n, text, &number);
    if (!e)
      memcpy((char *)r->out + k->at, &number, sizeof number);
    return e;
  case COMMENTS:
    return front_matter_read_comments(r, n, text, &r->out->comments);
  case TEXT:
  case LINES:
  case FIRST:
  case IMAGE:
    value = text;
    break;
  default:
    return front_matter_read_switch(r, n, k, text);
  }
  if (!e && value)
    memcpy((char *)r->out + k->at, &value, sizeof value);
  return e;
}

/* The node that stands for a list, or for a map such as {image: a.png, caption: ...} or
 * {name: Ada}; NULL if there is none. */
static const struct yaml_node *front_matter_first_of(const struct yaml_node *n) {
  static const char *const names[] = {"image", "src", "path", "name", NULL};
  if (n->kind == YAML_LIST)
    n = n->first;
  if (!n || n->kind != YAML_MAP)
    return n;
  for (const struct yaml_node *in = n->first; in; in = in->next)
    if (in->kind == YAML_TEXT && front_matter_is_one_of(in->key, names))
      return in;
  return NULL;
}

static enum err front_matter_read_key(
    struct reader *r, const struct yaml_node *n, const struct key *k) {
  const char *text = "";
  if (k->kind == LIST || k->kind == COMMAS || k->kind == WORDS) {
    struct front_matter_list list = {0};
    enum err e = front_matter_read_list(r, n, k->kind, &list);
    /* A single word without commas may still be a list with spaces, which only the
     * caller can decide. */
    if (!e && k->kind == COMMAS)
      r->out->tags_are_text = n->kind == YAML_TEXT && !strchr(n->text, ',');
    if (!e)
      memcpy((char *)r->out + k->at, &list, sizeof list);
    return e;
  }
  if (k->kind == MENU && n->kind != YAML_TEXT) {
    /* Hugo also accepts a list or map of menus. */
    r->out->line.in_menu = n->line;
    r->out->in_menu = n->first != NULL;
    return OK;
  }
  const struct yaml_node *value =
      k->kind == FIRST || k->kind == IMAGE ? front_matter_first_of(n) : n;
  /* An empty list, or a map without a usable name, has nothing to read. */
  if (!value)
    return OK;
  enum err e = front_matter_read_text(r, value, n->key, k->kind == LINES, &text);
  if (e || !*text)
    return e;
  /* The line is that of the key, even if the value was found in a map below it. */
  memcpy((char *)r->out + k->line, &n->line, sizeof n->line);
  return front_matter_set(r, n, k, text);
}

static const struct key *front_matter_find_key(const char *name) {
  for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
    if (strcmp(keys[i].name, name) == 0)
      return &keys[i];
  return NULL;
}

/* Goes from the last key of the table to the first, so that the first one wins. */
static enum err front_matter_read_map(struct reader *r, const struct yaml_node *map) {
  enum err e = OK;
  /* The table has fewer entries than the limit of keys, so the nested loops stay short.
   * */
  for (size_t i = sizeof keys / sizeof *keys; !e && i-- > 0;)
    for (const struct yaml_node *n = map->first; !e && n; n = n->next)
      if (strcmp(n->key, keys[i].name) == 0)
        e = front_matter_read_key(r, n, &keys[i]);
  for (const struct yaml_node *n = map->first; !e && n; n = n->next)
    if (!front_matter_find_key(n->key))
      e = front_matter_list_add(r->arena, &r->out->unknown, n->key, n->line);
  /* `date` wins over `publish_date`, and only the caller sees both. */
  if (!r->out->date)
    r->out->date = r->out->publish_date;
  return e;
}

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

/* Finds the closing fence after `s`; *body becomes the position after it. Returns NULL
 * if there is none. */
static const char *front_matter_find_end(
    const char *s, const char *stop, const char *mark, const char **body) {
  while (s < stop) {
    size_t n = front_matter_fence(s, stop, mark);
    if (n) {
      *body = s + n;
      return s;
    }
    const char *newline = memchr(s, '\n', (size_t)(stop - s));
    s = newline ? newline + 1 : stop;
  }
  return NULL;
}

/* Reads the map between two lines `mark`, NULL if it is empty; *body becomes the
 * position after it. */
static enum err front_matter_read_fenced(struct reader *r, const char *start,
    const char *stop, const char *mark, struct yaml_node **map, const char **body) {
  size_t opening = front_matter_fence(start, stop, mark);
  const char *end = front_matter_find_end(start + opening, stop, mark, body);
  if (!end)
    return parse_problem_set(
        r->problem, 1, "the front matter is not closed: add a line \"%s\"", mark);
  /* The limit is checked before any parser runs on the text. */
  if (end - start > LIMIT_FRONT_MATTER)
    return parse_problem_set(r->problem, 1,
        "the front matter is over %d KiB: shorten it", LIMIT_FRONT_MATTER / 1024);
  if (*mark == '+')
    return toml_tree_read(
        /* The body of the TOML starts on line 2 of the file. */
        r->arena, start + opening, (size_t)(end - start) - opening, 2, map, r->problem);
  /* Includes the opening line, so that YAML's line numbers are those of the file. */
  return yaml_tree_read(r->arena, start, (size_t)(end - start), map, r->problem);
}

/* Reads the JSON object at the start of a file. */
static enum err front_matter_read_object(struct reader *r, const char *start,
    const char *stop, struct yaml_node **map, const char **body) {
  size_t n = (size_t)(stop - start), used = 0;
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
  return front_matter_fence(start, stop, "---") ||
         front_matter_fence(start, stop, "+++") ||
         json_tree_begins(start, (size_t)(stop - start));
}

enum err front_matter_read(struct arena *a, const char *text, size_t n,
    struct front_matter *out, struct parse_problem *problem) {
  /* -1 means that the file does not say whether comments are open. */
  struct front_matter f = {.comments = -1};
  struct reader r = {a, &f, problem};
  const char *stop = text + n, *start = text + front_matter_mark_of(text, n);
  struct yaml_node *map = NULL;
  enum err e = OK;
  const char *body = start;
  if (front_matter_fence(start, stop, "---"))
    e = front_matter_read_fenced(&r, start, stop, "---", &map, &body);
  else if (front_matter_fence(start, stop, "+++"))
    e = front_matter_read_fenced(&r, start, stop, "+++", &map, &body);
  else if (json_tree_begins(start, (size_t)(stop - start)))
    e = front_matter_read_object(&r, start, stop, &map, &body);
  f.is_there = body > start;
  f.body = (size_t)(body - text);
  if (!e && map)
    e = front_matter_read_map(&r, map);
  if (!e)
    *out = f;
  return e;
}
