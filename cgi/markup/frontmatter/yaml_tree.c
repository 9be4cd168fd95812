#include "markup/frontmatter/yaml_tree.h"

#include <string.h>
#include <yaml.h>

#include "base/limits.h"

enum { MOST_KEYS = 500 }; /* per map, because each is compared with all others */

/* A list or map that is not closed yet. */
struct open_node {
  struct yaml_node *node;
  struct yaml_node **end; /* where its next child is linked */
  const char *key;        /* key whose value has not been read yet */
  size_t keys;
};

struct reader {
  yaml_parser_t parser;
  struct arena *arena;
  struct parse_problem *problem;
  struct open_node open[LIMIT_FRONT_MATTER_DEPTH];
  size_t depth;
  struct yaml_node *root;
  int documents;
  const char *text, *stop;
  const char *at; /* lines are counted up to here */
  size_t index;   /* the same position in characters */
  int line;
};

/* The line of a position. YAML counts more characters as line ends (a lone CR, U+0085,
 * U+2028, U+2029) than any editor, so its line numbers cannot be used. Positions come
 * in order, except that of an error. */
static int yaml_tree_line_of(struct reader *r, const yaml_mark_t *mark) {
  if (mark->index < r->index) {
    r->at = r->text;
    r->index = 0;
    r->line = 1;
  }
  while (r->at < r->stop && r->index < mark->index) {
    r->line += *r->at++ == '\n';
    /* The bytes after the first one of a character do not count: libyaml's index is in
     * characters. */
    while (r->at < r->stop && ((unsigned char)*r->at & 0xc0) == 0x80)
      r->at++;
    r->index++;
  }
  return r->line;
}

static const char *yaml_tree_hint(const char *problem) {
  return strstr(problem, "mapping values") || strstr(problem, "unexpected character") ||
                 strstr(problem, "cannot start any token")
             ? ": put the value in quotes"
             : "";
}

static enum err yaml_tree_parse_error(struct reader *r) {
  if (r->parser.error == YAML_MEMORY_ERROR)
    return ERR_NOMEM;
  /* libyaml may fail without a text about the problem. */
  const char *why = r->parser.problem ? r->parser.problem : "it cannot be parsed";
  (void)parse_problem_set(r->problem, yaml_tree_line_of(r, &r->parser.problem_mark),
      "the front matter is not YAML, %s%s", why, yaml_tree_hint(why));
  return ERR_SYNTAX;
}

/* The anchor or tag of an event, or NULL. The tag "!" is that of a quoted text. */
static const yaml_char_t *yaml_tree_extra(const yaml_event_t *e) {
  switch (e->type) {
  case YAML_SCALAR_EVENT:
    return e->data.scalar.anchor ? e->data.scalar.anchor : e->data.scalar.tag;
  case YAML_SEQUENCE_START_EVENT:
    return e->data.sequence_start.anchor ? e->data.sequence_start.anchor
                                         : e->data.sequence_start.tag;
  case YAML_MAPPING_START_EVENT:
    return e->data.mapping_start.anchor ? e->data.mapping_start.anchor
                                        : e->data.mapping_start.tag;
  case YAML_ALIAS_EVENT:
    return e->data.alias.anchor;
  default:
    return NULL;
  }
}

/* True for the plain words that mean null (YAML 1.2.2 section 10.3.2). */
static bool yaml_tree_is_null(const yaml_event_t *e) {
  static const char *const words[] = {"~", "null", "Null", "NULL"};
  if (e->data.scalar.style != YAML_PLAIN_SCALAR_STYLE)
    return false;
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (strcmp((const char *)e->data.scalar.value, words[i]) == 0)
      return true;
  return false;
}

static bool yaml_tree_has_key(const struct yaml_node *map, const char *key) {
  for (const struct yaml_node *n = map->first; n; n = n->next)
    if (strcmp(n->key, key) == 0)
      return true;
  return false;
}

/* Stores a text as the next key of the current map. */
static enum err yaml_tree_take_key(struct reader *r, const char *text, int line) {
  struct open_node *in = &r->open[r->depth - 1];
  /* The order makes the message about too many keys come before the comparison with all
   * of them. */
  if (++in->keys > MOST_KEYS)
    return parse_problem_set(r->problem, line, "there are more than 500 keys");
  if (yaml_tree_has_key(in->node, text))
    return parse_problem_set(
        r->problem, line, "\"%.60s\" is set twice: keep one of them", text);
  in->key = text;
  return OK;
}

/* Creates a node and links it to its parent. */
static enum err yaml_tree_add_node(
    struct reader *r, enum yaml_kind kind, const char *text, int line) {
  struct yaml_node *node = arena_alloc(r->arena, sizeof *node);
  if (!node)
    return ERR_NOMEM;
  *node = (struct yaml_node){.kind = kind, .line = line, .text = text};
  if (r->depth) {
    struct open_node *in = &r->open[r->depth - 1];
    /* A list or map can be a key in YAML, but has no meaning here as one. */
    if (in->node->kind == YAML_MAP && !in->key)
      return parse_problem_set(r->problem, line, "a key must be text");
    node->key = in->key;
    in->key = NULL;
    *in->end = node;
    in->end = &node->next;
  } else {
    r->root = node;
  }
  if (kind == YAML_TEXT)
    return OK;
  if (r->depth == LIMIT_FRONT_MATTER_DEPTH)
    return parse_problem_set(r->problem, line, "the front matter is nested too deeply");
  r->open[r->depth++] = (struct open_node){.node = node, .end = &node->first};
  return OK;
}

static enum err yaml_tree_take_scalar(
    struct reader *r, const yaml_event_t *e, int line) {
  const char *value = (const char *)e->data.scalar.value;
  /* YAML allows "\0" in double quotes, which would cut the C string. */
  if (strlen(value) != e->data.scalar.length)
    return parse_problem_set(r->problem, line, "a value contains a NUL");
  const char *text = yaml_tree_is_null(e) ? "" : arena_strdup(r->arena, value);
  if (!text)
    return ERR_NOMEM;
  struct open_node *in = r->depth ? &r->open[r->depth - 1] : NULL;
  /* In a map, scalars are keys and values in turn. */
  if (in && in->node->kind == YAML_MAP && !in->key)
    return yaml_tree_take_key(r, text, line);
  return yaml_tree_add_node(r, YAML_TEXT, text, line);
}

static enum err yaml_tree_take_event(struct reader *r, const yaml_event_t *e) {
  int line = yaml_tree_line_of(r, &e->start_mark);
  if (yaml_tree_extra(e))
    return parse_problem_set(r->problem, line,
        "anchors, aliases and tags (&, *, !) are not supported: put the value in quotes");
  switch (e->type) {
  case YAML_DOCUMENT_START_EVENT:
    if (r->documents++)
      return parse_problem_set(r->problem, line, "there is a second YAML document");
    return OK;
  case YAML_SCALAR_EVENT:
    return yaml_tree_take_scalar(r, e, line);
  case YAML_SEQUENCE_START_EVENT:
    return yaml_tree_add_node(r, YAML_LIST, NULL, line);
  case YAML_MAPPING_START_EVENT:
    return yaml_tree_add_node(r, YAML_MAP, NULL, line);
  case YAML_SEQUENCE_END_EVENT:
  case YAML_MAPPING_END_EVENT:
    r->depth--;
    return OK;
  default:
    return OK;
  }
}

static enum err yaml_tree_take_all(struct reader *r) {
  bool more = true;
  enum err e = OK;
  while (!e && more) {
    yaml_event_t event;
    if (!yaml_parser_parse(&r->parser, &event))
      return yaml_tree_parse_error(r);
    /* The event is freed below, so its type is read before. */
    more = event.type != YAML_STREAM_END_EVENT;
    e = yaml_tree_take_event(r, &event);
    yaml_event_delete(&event);
  }
  return e;
}

enum err yaml_tree_read(struct arena *a, const char *text, size_t n,
    struct yaml_node **out, struct parse_problem *problem) {
  struct reader r = {.arena = a,
      .problem = problem,
      .text = text,
      .stop = text + n,
      .at = text,
      .line = 1};
  if (!yaml_parser_initialize(&r.parser))
    return ERR_NOMEM;
  /* Without this, libyaml would detect UTF-16 from a byte order mark. */
  yaml_parser_set_encoding(&r.parser, YAML_UTF8_ENCODING);
  yaml_parser_set_input_string(&r.parser, (const unsigned char *)text, n);
  enum err e = yaml_tree_take_all(&r);
  yaml_parser_delete(&r.parser);
  if (e)
    return e;
  /* A front matter of comments alone has no root. One that is "~" is an empty text. */
  bool empty = !r.root || (r.root->kind == YAML_TEXT && !*r.root->text);
  if (!empty && r.root->kind != YAML_MAP)
    return parse_problem_set(problem, r.root->line,
        "the front matter must be lines like \"title: My title\"");
  *out = empty ? NULL : r.root;
  return OK;
}
