#include "text/front_matter.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <yaml.h>

#include "base/limits.h"

/* A value: a scalar, or a list of scalars. */
struct value {
  int line;
  bool is_list;
  struct front_matter_list list; /* one item where it is no list */
};

struct reader {
  yaml_parser_t parser;
  struct arena *arena;
  struct front_matter *out;
  struct text_problem *problem;
  struct front_matter_list seen;
};

enum kind { TEXT, LIST, WORDS, FLAG, NUMBER, DRAFT, PUBLISHED, MENU, COMMENTS };

static const struct key {
  const char *name;
  enum kind kind;
  size_t offset;
} keys[] = {
    {"title", TEXT, offsetof(struct front_matter, title)},
    {"slug", TEXT, offsetof(struct front_matter, slug)},
    {"date", TEXT, offsetof(struct front_matter, date)},
    {"publishDate", TEXT, offsetof(struct front_matter, date)},
    {"updated", TEXT, offsetof(struct front_matter, updated)},
    {"lastmod", TEXT, offsetof(struct front_matter, updated)},
    {"last_modified_at", TEXT, offsetof(struct front_matter, updated)},
    {"expires", TEXT, offsetof(struct front_matter, expires)},
    {"expiryDate", TEXT, offsetof(struct front_matter, expires)},
    {"author", TEXT, offsetof(struct front_matter, author)},
    {"excerpt", TEXT, offsetof(struct front_matter, excerpt)},
    {"description", TEXT, offsetof(struct front_matter, excerpt)},
    {"summary", TEXT, offsetof(struct front_matter, excerpt)},
    {"lang", TEXT, offsetof(struct front_matter, lang)},
    {"type", TEXT, offsetof(struct front_matter, type)},
    {"status", TEXT, offsetof(struct front_matter, status)},
    {"parent", TEXT, offsetof(struct front_matter, parent)},
    {"category", LIST, offsetof(struct front_matter, categories)},
    {"categories", LIST, offsetof(struct front_matter, categories)},
    {"tags", WORDS, offsetof(struct front_matter, tags)},
    {"aliases", LIST, offsetof(struct front_matter, aliases)},
    {"redirect_from", LIST, offsetof(struct front_matter, aliases)},
    {"weight", NUMBER, offsetof(struct front_matter, menu_order)},
    {"menu_order", NUMBER, offsetof(struct front_matter, menu_order)},
    {"sticky", FLAG, offsetof(struct front_matter, sticky)},
    {"pinned", FLAG, offsetof(struct front_matter, sticky)},
    {"draft", DRAFT, 0},
    {"published", PUBLISHED, 0},
    {"menu", MENU, 0},
    {"comments", COMMENTS, 0},
};

/* Lines count from the opening "---", which is line 1 of the file. */
__attribute__((format(printf, 3, 4))) static enum err fault(
    struct reader *r, int line, const char *format, ...) {
  va_list args;
  va_start(args, format);
  r->problem->line = line;
  vsnprintf(r->problem->message, sizeof r->problem->message, format, args);
  va_end(args);
  return ERR_INVALID;
}

static enum err append(
    struct reader *r, struct front_matter_list *l, const char *text) {
  if (l->count % 16 == 0) {
    const char **more = arena_array(r->arena, l->count + 16, sizeof *more);
    if (!more)
      return ERR_NOMEM;
    if (l->count)
      memcpy(more, l->items, l->count * sizeof *more);
    l->items = more;
  }
  l->items[l->count++] = text;
  return OK;
}

static enum err next(struct reader *r, yaml_event_t *event, int *line) {
  *event = (yaml_event_t){0};
  if (!yaml_parser_parse(&r->parser, event)) {
    if (r->parser.error == YAML_MEMORY_ERROR)
      return ERR_NOMEM;
    enum err e = fault(r, (int)r->parser.problem_mark.line + 1, "not YAML: %s",
        r->parser.problem ? r->parser.problem : "it does not parse");
    return e == ERR_INVALID ? ERR_SYNTAX : e;
  }
  *line = (int)event->start_mark.line + 1;
  return OK;
}

static enum err check_plain(struct reader *r, const yaml_event_t *event, int line) {
  bool special =
      event->type == YAML_ALIAS_EVENT ||
      (event->type == YAML_SCALAR_EVENT &&
          (event->data.scalar.anchor || event->data.scalar.tag)) ||
      (event->type == YAML_SEQUENCE_START_EVENT &&
          (event->data.sequence_start.anchor || event->data.sequence_start.tag));
  return special ? fault(r, line, "anchors, aliases and tags are not taken") : OK;
}

/* The text of a scalar event; a copy in the arena. */
static enum err scalar(
    struct reader *r, const yaml_event_t *event, int line, const char **out) {
  const char *text = (const char *)event->data.scalar.value;
  if (strlen(text) != event->data.scalar.length)
    return fault(r, line, "there is a NUL in a value");
  *out = arena_strdup(r->arena, text);
  return *out ? OK : ERR_NOMEM;
}

/* Passes over a value that nobody asked for, whatever it is. */
static enum err skip(struct reader *r, const yaml_event_t *first, int line) {
  int depth = first->type == YAML_MAPPING_START_EVENT ||
              first->type == YAML_SEQUENCE_START_EVENT;
  while (depth) {
    yaml_event_t event;
    enum err e = next(r, &event, &line);
    if (e)
      return e;
    if (event.type == YAML_MAPPING_START_EVENT ||
        event.type == YAML_SEQUENCE_START_EVENT)
      depth++;
    else if (event.type == YAML_MAPPING_END_EVENT ||
             event.type == YAML_SEQUENCE_END_EVENT)
      depth--;
    bool alias = event.type == YAML_ALIAS_EVENT;
    yaml_event_delete(&event);
    if (alias)
      return fault(r, line, "anchors, aliases and tags are not taken");
    if (depth > LIMIT_FRONT_MATTER_DEPTH)
      return fault(r, line, "it is nested too deeply");
  }
  return OK;
}

static enum err read_list(struct reader *r, struct value *v, const char *name) {
  for (;;) {
    yaml_event_t event;
    int line = 0;
    const char *text = NULL;
    enum err e = next(r, &event, &line);
    if (e)
      return e;
    bool end = event.type == YAML_SEQUENCE_END_EVENT;
    e = end ? OK : check_plain(r, &event, line);
    if (!e && !end && event.type != YAML_SCALAR_EVENT)
      e = fault(r, line, "the list \"%.40s\" holds something that is no text", name);
    if (!e && !end)
      e = scalar(r, &event, line, &text);
    yaml_event_delete(&event);
    if (!e && !end)
      e = append(r, &v->list, text);
    if (e || end)
      return e;
  }
}

static enum err read_value(struct reader *r, const yaml_event_t *event, int line,
    const char *name, struct value *v) {
  const char *text = NULL;
  enum err e = check_plain(r, event, line);
  if (e)
    return e;
  v->line = line;
  if (event->type == YAML_SEQUENCE_START_EVENT) {
    v->is_list = true;
    return read_list(r, v, name);
  }
  if (event->type != YAML_SCALAR_EVENT)
    return fault(r, line, "\"%.40s\" must be a text or a list of texts", name);
  e = scalar(r, event, line, &text);
  return e || !*text ? e : append(r, &v->list, text);
}

static bool read_flag(const char *s, bool *out) {
  static const char *const yes[] = {"true", "yes", "on"}, *const no[] = {
                                                              "false", "no", "off"};
  for (size_t i = 0; i < 3; i++)
    if (strcasecmp(s, yes[i]) == 0 || strcasecmp(s, no[i]) == 0) {
      *out = strcasecmp(s, yes[i]) == 0;
      return true;
    }
  return false;
}

/* "a, b" of Jekyll and Hugo: words with commas between. */
static enum err split(
    struct reader *r, const struct value *v, struct front_matter_list *out) {
  enum err e = OK;
  char *save = NULL,
       *copy = v->list.count ? arena_strdup(r->arena, v->list.items[0]) : NULL;
  if (!v->list.count)
    return OK;
  if (!copy)
    return ERR_NOMEM;
  for (char *s = strtok_r(copy, ",", &save); !e && s; s = strtok_r(NULL, ",", &save)) {
    s += strspn(s, " \t");
    size_t n = strlen(s);
    while (n && s[n - 1] == ' ')
      s[--n] = '\0';
    if (*s)
      e = append(r, out, s);
  }
  return e;
}

static enum err store_flag(
    struct reader *r, const struct key *k, const char *text, int line) {
  bool flag = false;
  struct front_matter *f = r->out;
  if (!read_flag(text, &flag)) {
    if (k->kind != MENU)
      return fault(r, line, "\"%.40s\" must be true or false", k->name);
    flag = true; /* Hugo names the menu */
  }
  if ((k->kind == DRAFT && flag) || (k->kind == PUBLISHED && !flag))
    f->status = "draft";
  else if (k->kind == MENU)
    f->in_menu = flag;
  else if (k->kind == COMMENTS)
    f->comments = flag;
  else if (k->kind == FLAG)
    memcpy((char *)f + k->offset, &flag, sizeof flag);
  return OK;
}

static enum err store_value(
    struct reader *r, const struct key *k, const struct value *v) {
  char *at = (char *)r->out + k->offset;
  const char *text = v->list.count ? v->list.items[0] : NULL;
  if (k->kind == LIST || (k->kind == WORDS && v->is_list)) {
    memcpy(at, &v->list, sizeof v->list);
    return OK;
  }
  if (k->kind == WORDS)
    return split(r, v, (struct front_matter_list *)at);
  if (v->is_list)
    return fault(r, v->line, "\"%.40s\" must be one value, not a list", k->name);
  if (!text)
    return OK;
  if (k->kind == TEXT) {
    memcpy(at, &text, sizeof text);
    return OK;
  }
  if (k->kind == NUMBER) {
    char *end;
    int64_t n = strtoll(text, &end, 10);
    if (*end || end == text)
      return fault(r, v->line, "\"%.40s\" must be a whole number", k->name);
    memcpy(at, &n, sizeof n);
    return OK;
  }
  return store_flag(r, k, text, v->line);
}

static enum err read_pair(struct reader *r, const char *name, int key_line) {
  yaml_event_t event;
  int line = 0;
  struct value v = {0};
  const struct key *k = NULL;
  for (size_t i = 0; i < r->seen.count; i++)
    if (strcmp(r->seen.items[i], name) == 0)
      return fault(r, key_line, "\"%.40s\" is there twice: keep one", name);
  for (size_t i = 0; !k && i < sizeof keys / sizeof keys[0]; i++)
    if (strcmp(keys[i].name, name) == 0)
      k = &keys[i];
  enum err e = append(r, &r->seen, name);
  if (!e)
    e = next(r, &event, &line);
  if (e)
    return e;
  if (k)
    e = read_value(r, &event, line, name, &v);
  else if ((e = check_plain(r, &event, line)) == OK)
    e = skip(r, &event, line);
  yaml_event_delete(&event);
  if (e)
    return e;
  return k ? store_value(r, k, &v) : append(r, &r->out->unknown, name);
}

static enum err read_mapping(struct reader *r) {
  for (;;) {
    yaml_event_t event;
    int line = 0;
    const char *name = NULL;
    enum err e = next(r, &event, &line);
    if (e)
      return e;
    bool end = event.type == YAML_MAPPING_END_EVENT;
    e = end ? OK : check_plain(r, &event, line);
    if (!e && !end && event.type != YAML_SCALAR_EVENT)
      e = fault(r, line, "a key must be a text");
    if (!e && !end)
      e = scalar(r, &event, line, &name);
    yaml_event_delete(&event);
    if (!e && name)
      e = read_pair(r, name, line);
    if (e || end)
      return e;
  }
}

static enum err read_document(struct reader *r) {
  for (;;) {
    yaml_event_t event;
    int line = 0;
    enum err e = next(r, &event, &line);
    if (e)
      return e;
    yaml_event_type_t type = event.type;
    yaml_event_delete(&event);
    if (type == YAML_MAPPING_START_EVENT)
      return read_mapping(r);
    if (type == YAML_STREAM_END_EVENT || type == YAML_DOCUMENT_END_EVENT)
      return OK;
    if (type == YAML_SCALAR_EVENT || type == YAML_SEQUENCE_START_EVENT)
      return fault(r, line, "front matter must be lines of the form key: value");
  }
}

/* Finds the closing "---"; *end is where the YAML ends, *body what follows the line. */
static bool find_end(const char *text, size_t *end, size_t *body) {
  for (const char *s = strchr(text, '\n'); s; s = strchr(s + 1, '\n'))
    if (strncmp(s + 1, "---", 3) == 0 && strchr("\r\n", s[4 + strspn(s + 4, " ")])) {
      const char *after = s + 4 + strcspn(s + 4, "\n");
      *end = (size_t)(s + 1 - text);
      *body = (size_t)(after - text) + (*after == '\n');
      return true;
    }
  return false;
}

enum err front_matter_read(struct arena *a, const char *text, size_t n,
    struct front_matter *out, struct text_problem *problem) {
  struct front_matter f = {.comments = -1};
  struct reader r = {.arena = a, .out = &f, .problem = problem};
  size_t end = 0;
  (void)n;
  if (strncmp(text, "---", 3) != 0 ||
      !strchr("\r\n", text[3 + strspn(text + 3, " ")])) {
    *out = f;
    return OK;
  }
  f.found = true;
  if (!find_end(text, &end, &f.body))
    return fault(&r, 1, "the front matter has no closing line \"---\"");
  if (end > LIMIT_FRONT_MATTER)
    return fault(&r, 1, "the front matter is over 64 KiB");
  if (!yaml_parser_initialize(&r.parser))
    return ERR_NOMEM;
  yaml_parser_set_input_string(&r.parser, (const unsigned char *)text, end);
  enum err e = read_document(&r);
  yaml_parser_delete(&r.parser);
  if (!e)
    *out = f;
  return e;
}
