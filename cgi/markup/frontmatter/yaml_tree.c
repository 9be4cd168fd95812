/* Front matter as texts, lists and maps. YAML's types are not used: whether "no" is a
 * word or false, and "2020-01-01" a date or a text, depends on the key
 * (front_matter_map.c), and guessing it here is what makes Norway's code a boolean
 * elsewhere. The tree is built from libyaml's events, so that every limit applies while
 * it grows. That matters for aliases: ten lines in which each names the one before it
 * ten times mean 10^9 values. */
#include "markup/frontmatter/yaml_tree.h"

#include <string.h>
#include <yaml.h>

#include "base/limits.h"

enum {
  MOST_KEYS = 500, /* per map, because each is compared with all others */
  MOST_ANCHORS =
      100,           /* per document, because each alias is compared with all of them */
  MOST_NODES = 20000 /* with the copies that aliases make: nested ones grow fast */
};

/* A list or map that is not closed yet. */
struct open_node {
  struct yaml_node *node;
  struct yaml_node **end; /* where its next child is linked */
  const char *key;        /* key whose value has not been read yet */
  size_t keys;
};

struct anchor {
  const char *name;
  const struct yaml_node *node;
};

struct reader {
  yaml_parser_t parser;
  struct arena *arena;
  struct parse_problem *problem;
  struct open_node open[LIMIT_FRONT_MATTER_DEPTH];
  size_t depth;
  struct yaml_node *root;
  struct anchor anchors[MOST_ANCHORS];
  size_t anchor_count, nodes;
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
  /* An error may be reported for an earlier position; counting then starts again. */
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
  /* These errors come from a colon or a special character in a title, such as "title:
   * Tide: a report". */
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

/* The name of the anchor that an event sets, or NULL. */
static const yaml_char_t *yaml_tree_anchor_of(const yaml_event_t *e) {
  switch (e->type) {
  case YAML_SCALAR_EVENT:
    return e->data.scalar.anchor;
  case YAML_SEQUENCE_START_EVENT:
    return e->data.sequence_start.anchor;
  case YAML_MAPPING_START_EVENT:
    return e->data.mapping_start.anchor;
  default:
    return NULL;
  }
}

/* True for the plain words that mean null (YAML 1.2.2 section 10.3.2). */
static bool yaml_tree_is_null(const yaml_event_t *e) {
  static const char *const words[] = {"~", "null", "Null", "NULL"};
  /* In quotes, "null" is a word. */
  if (e->data.scalar.style != YAML_PLAIN_SCALAR_STYLE)
    return false;
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (strcmp((const char *)e->data.scalar.value, words[i]) == 0)
      return true;
  return false;
}

/* Stores a text as the next key of the current map. */
static enum err yaml_tree_take_key(struct reader *r, const char *text, int line) {
  struct open_node *in = &r->open[r->depth - 1];
  /* A repeated key stays in the tree: which of the two counts is up to the caller. */
  if (++in->keys > MOST_KEYS)
    return parse_problem_set(r->problem, line, "there are more than 500 keys");
  in->key = text;
  return OK;
}

static struct yaml_node *yaml_tree_new_node(struct reader *r, struct yaml_node value) {
  struct yaml_node *node = arena_alloc(r->arena, sizeof *node);
  if (node)
    *node = value;
  /* Counted before the caller checks it, so that memory may exceed the limit by one
   * node at most. */
  r->nodes++;
  return node;
}

/* Links a node to the list or map that is open. */
static enum err yaml_tree_link(struct reader *r, struct yaml_node *node) {
  if (r->nodes > MOST_NODES)
    return parse_problem_set(
        r->problem, node->line, "the front matter has too many values");
  if (!r->depth) {
    r->root = node;
    return OK;
  }
  struct open_node *in = &r->open[r->depth - 1];
  /* A list or map can be a key in YAML, but has no meaning here as one. */
  if (in->node->kind == YAML_MAP && !in->key)
    return parse_problem_set(r->problem, node->line, "a key must be text");
  node->key = in->key;
  in->key = NULL;
  *in->end = node;
  in->end = &node->next;
  return OK;
}

/* Remembers the anchor of a node. Past the limit, an alias finds none. */
static enum err yaml_tree_set_anchor(
    struct reader *r, const yaml_char_t *name, const struct yaml_node *node) {
  if (!name || r->anchor_count == MOST_ANCHORS)
    return OK;
  const char *copy = arena_strdup(r->arena, (const char *)name);
  if (copy)
    r->anchors[r->anchor_count++] = (struct anchor){copy, node};
  return copy ? OK : ERR_NOMEM;
}

/* Creates a node and links it. */
static enum err yaml_tree_add_node(struct reader *r, enum yaml_kind kind,
    const char *text, const yaml_char_t *anchor, int line) {
  struct yaml_node *node = yaml_tree_new_node(
      r, (struct yaml_node){.kind = kind, .line = line, .text = text});
  if (!node)
    return ERR_NOMEM;
  enum err e = yaml_tree_link(r, node);
  if (!e)
    e = yaml_tree_set_anchor(r, anchor, node);
  if (e || kind == YAML_TEXT)
    return e;
  if (r->depth == LIMIT_FRONT_MATTER_DEPTH)
    return parse_problem_set(r->problem, line, "the front matter is nested too deeply");
  r->open[r->depth++] = (struct open_node){.node = node, .end = &node->first};
  return OK;
}

/* Copies a node with all below it: nodes are linked to their siblings, so that one node
 * cannot be in two places. */
static enum err yaml_tree_copy(struct reader *r, const struct yaml_node *from, int line,
    size_t depth, struct yaml_node **out) {
  if (depth > LIMIT_FRONT_MATTER_DEPTH)
    return parse_problem_set(r->problem, line, "the front matter is nested too deeply");
  if (r->nodes > MOST_NODES)
    return parse_problem_set(r->problem, line, "the front matter has too many values");
  struct yaml_node *node = yaml_tree_new_node(r, *from);
  if (!node)
    return ERR_NOMEM;
  node->first = node->next = NULL;
  *out = node;
  struct yaml_node **end = &node->first;
  enum err e = OK;
  for (const struct yaml_node *in = from->first; !e && in; in = in->next) {
    e = yaml_tree_copy(r, in, line, depth + 1, end);
    if (!e)
      end = &(*end)->next;
  }
  return e;
}

/* The node that an alias stands for; the last anchor of a name counts. */
static const struct yaml_node *yaml_tree_find_anchor(
    const struct reader *r, const char *name) {
  /* YAML allows an anchor to be set again; it then means the new node from there on
   * (YAML 1.2.2 section 7.1). */
  for (size_t i = r->anchor_count; i-- > 0;)
    if (strcmp(r->anchors[i].name, name) == 0)
      return r->anchors[i].node;
  return NULL;
}

static enum err yaml_tree_take_alias(struct reader *r, const char *name, int line) {
  const struct yaml_node *from = yaml_tree_find_anchor(r, name);
  struct yaml_node *copy = NULL;
  if (!from)
    return parse_problem_set(r->problem, line, "there is no anchor \"&%.60s\"", name);
  for (size_t i = 0; i < r->depth; i++)
    /* The node is not complete yet, and a copy of it would contain itself. */
    if (r->open[i].node == from)
      return parse_problem_set(
          r->problem, line, "\"*%.60s\" is inside of what it stands for", name);
  struct open_node *in = r->depth ? &r->open[r->depth - 1] : NULL;
  if (in && in->node->kind == YAML_MAP && !in->key && from->kind == YAML_TEXT)
    return yaml_tree_take_key(r, from->text, line);
  enum err e = yaml_tree_copy(r, from, line, r->depth, &copy);
  if (e || !copy)
    return e ? e : ERR_NOMEM;
  /* Problems are reported where the author used the alias, and not at its anchor. */
  copy->line = line;
  return yaml_tree_link(r, copy);
}

static bool yaml_tree_has_key(const struct yaml_node *map, const char *key) {
  for (const struct yaml_node *n = map->first; n; n = n->next)
    if (strcmp(n->key, key) == 0)
      return true;
  return false;
}

/* Appends the pairs of `from` whose keys the map lacks. */
static enum err yaml_tree_merge_map(
    struct reader *r, struct yaml_node *map, const struct yaml_node *from) {
  struct yaml_node **end = &map->first;
  enum err e = OK;
  while (*end)
    end = &(*end)->next;
  for (const struct yaml_node *n = from->first; !e && n; n = n->next)
    if (!yaml_tree_has_key(map, n->key)) {
      e = yaml_tree_copy(r, n, n->line, 1, end);
      if (!e)
        end = &(*end)->next;
    }
  return e;
}

/* Replaces the merge key "<<" of a complete map (yaml.org/type/merge.html) by the pairs
 * of the map, or of the maps, that it names. Any other value stays. */
static enum err yaml_tree_merge(struct reader *r, struct yaml_node *map) {
  struct yaml_node **at = &map->first;
  enum err e = OK;
  while (*at && strcmp((*at)->key, "<<") != 0)
    at = &(*at)->next;
  const struct yaml_node *merged = *at;
  if (!merged || merged->kind == YAML_TEXT)
    return OK;
  *at = merged->next;
  if (merged->kind == YAML_MAP)
    return yaml_tree_merge_map(r, map, merged);
  for (const struct yaml_node *n = merged->first; !e && n; n = n->next)
    if (n->kind == YAML_MAP)
      e = yaml_tree_merge_map(r, map, n);
  return e;
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
  if (in && in->node->kind == YAML_MAP && !in->key) {
    struct yaml_node *key = yaml_tree_new_node(
        r, (struct yaml_node){.kind = YAML_TEXT, .line = line, .text = text});
    enum err result =
        key ? yaml_tree_set_anchor(r, yaml_tree_anchor_of(e), key) : ERR_NOMEM;
    return result ? result : yaml_tree_take_key(r, text, line);
  }
  return yaml_tree_add_node(r, YAML_TEXT, text, yaml_tree_anchor_of(e), line);
}

static enum err yaml_tree_take_event(struct reader *r, const yaml_event_t *e) {
  int line = yaml_tree_line_of(r, &e->start_mark);
  switch (e->type) {
  case YAML_DOCUMENT_START_EVENT:
    /* Otherwise the second one would silently replace the first. */
    if (r->documents++)
      return parse_problem_set(r->problem, line, "there is a second YAML document");
    return OK;
  case YAML_SCALAR_EVENT:
    return yaml_tree_take_scalar(r, e, line);
  case YAML_ALIAS_EVENT:
    return yaml_tree_take_alias(r, (const char *)e->data.alias.anchor, line);
  /* Tags such as "!!str" are ignored: what a text means follows from its key. */
  case YAML_SEQUENCE_START_EVENT:
    return yaml_tree_add_node(r, YAML_LIST, NULL, yaml_tree_anchor_of(e), line);
  case YAML_MAPPING_START_EVENT:
    return yaml_tree_add_node(r, YAML_MAP, NULL, yaml_tree_anchor_of(e), line);
  case YAML_SEQUENCE_END_EVENT:
    r->depth--;
    return OK;
  case YAML_MAPPING_END_EVENT:
    /* When the map is complete: a key of its own wins over a merged one, even if it
     * comes later. */
    return yaml_tree_merge(r, r->open[--r->depth].node);
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
