#include "markup/frontmatter/json_tree.h"

#include <jansson.h>
#include <string.h>

#include "base/limits.h"

struct reader {
  struct arena *arena;
  const char *text;
  size_t n;
  struct parse_problem *problem;
};

bool json_tree_begins(const char *text, size_t n) {
  size_t at = 1;
  while (at < n && strchr(" \t\r\n", text[at]))
    at++;
  /* More than a brace, because a text may begin with "{{<" or "{% include". */
  return n && *text == '{' && at < n && (text[at] == '"' || text[at] == '}');
}

/* jansson does not record lines; the first occurrence of the key is close enough. The
 * search is repeated for each key, which LIMIT_FRONT_MATTER keeps short. */
static int json_tree_line_of(const struct reader *r, const char *key) {
  char *quoted = arena_printf(r->arena, "\"%s\"", key);
  const char *found = quoted ? memmem(r->text, r->n, quoted, strlen(quoted)) : NULL;
  int line = 1;
  for (const char *s = r->text; found && s < found; s++)
    line += *s == '\n';
  return line;
}

static enum err json_tree_read_node(struct reader *r, const json_t *from,
    struct yaml_node *parent, const char *key, int depth, struct yaml_node **out);

static enum err json_tree_read_object(
    struct reader *r, json_t *from, struct yaml_node *node, int depth) {
  struct yaml_node **end = &node->first;
  const char *key;
  json_t *value;
  enum err e = OK;
  node->kind = YAML_MAP;
  json_object_foreach(from, key, value) {
    const char *copy = arena_strdup(r->arena, key);
    e = copy ? json_tree_read_node(r, value, node, copy, depth + 1, end) : ERR_NOMEM;
    if (e)
      return e;
    end = &(*end)->next;
  }
  return OK;
}

static enum err json_tree_read_array(
    struct reader *r, const json_t *from, struct yaml_node *node, int depth) {
  struct yaml_node **end = &node->first;
  node->kind = YAML_LIST;
  for (size_t i = 0; i < json_array_size(from); i++) {
    enum err e =
        json_tree_read_node(r, json_array_get(from, i), node, NULL, depth + 1, end);
    if (e)
      return e;
    end = &(*end)->next;
  }
  return OK;
}

static char *json_tree_scalar(struct reader *r, const json_t *from) {
  switch (json_typeof(from)) {
  case JSON_STRING:
    return arena_strdup(r->arena, json_string_value(from));
  case JSON_INTEGER:
    return arena_printf(r->arena, "%lld", (long long)json_integer_value(from));
  case JSON_REAL:
    return arena_printf(r->arena, "%.15g", json_real_value(from));
  case JSON_TRUE:
    return arena_strdup(r->arena, "true");
  case JSON_FALSE:
    return arena_strdup(r->arena, "false");
  default:
    return arena_strdup(r->arena, "");
  }
}

static enum err json_tree_read_node(struct reader *r, const json_t *from,
    struct yaml_node *parent, const char *key, int depth, struct yaml_node **out) {
  struct yaml_node *node = arena_alloc(r->arena, sizeof *node);
  if (!node)
    return ERR_NOMEM;
  *node = (struct yaml_node){.kind = YAML_TEXT, .key = key};
  node->line = key ? json_tree_line_of(r, key) : parent ? parent->line : 1;
  if (depth > LIMIT_FRONT_MATTER_DEPTH)
    return parse_problem_set(
        r->problem, node->line, "the front matter is nested too deeply");
  *out = node;
  if (json_is_object(from))
    return json_tree_read_object(r, (json_t *)(size_t)from, node, depth);
  if (json_is_array(from))
    return json_tree_read_array(r, from, node, depth);
  node->text = json_tree_scalar(r, from);
  return node->text ? OK : ERR_NOMEM;
}

enum err json_tree_read(struct arena *a, const char *text, size_t n,
    struct yaml_node **out, size_t *used, struct parse_problem *problem) {
  json_error_t error;
  struct yaml_node *map = NULL;
  /* Of a repeated key, jansson keeps the last value, like other readers of JSON.
   * Without the check, parsing ends with the object, and `error.position` is where the
   * body begins. */
  json_t *root = json_loadb(text, n, JSON_DISABLE_EOF_CHECK, &error);
  if (!root) {
    (void)parse_problem_set(problem, error.line > 0 ? error.line : 1,
        "the front matter is not JSON, %.150s", error.text);
    return ERR_SYNTAX;
  }
  struct reader r = {a, text, (size_t)error.position, problem};
  enum err e = json_tree_read_node(&r, root, NULL, NULL, 1, &map);
  json_decref(root);
  if (!e) {
    *out = map->first ? map : NULL;
    *used = r.n;
  }
  return e;
}
