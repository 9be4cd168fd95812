#include "markup/html/sanitise_nesting.h"

#include <string.h>

#include "markup/html/html_tree.h"

/* Containers that are meaningless without parts start only this far from the deepest
 * level, so that their parts fit as well. */
enum { PARTS_DEPTH = 4 };

static const struct sanitise_element unknown = {.name = "", .model = MODEL_UNWRAP};
static const struct sanitise_element dropped = {.name = "", .model = MODEL_DROP};

bool sanitise_is(const char *name, const char *other) {
  return name && strcmp(name, other) == 0;
}

bool sanitise_is_block(enum sanitise_model model) {
  return model == MODEL_RULE || model == MODEL_PHRASES || model == MODEL_BLOCK;
}

const struct sanitise_element *sanitise_rule_of(const GumboNode *node) {
  char name[HTML_NAME];
  /* The rules of the table hold for HTML only: <title> in an <svg> is another
   * element. */
  if (node->type == GUMBO_NODE_TEMPLATE ||
      node->v.element.tag_namespace != GUMBO_NAMESPACE_HTML)
    return &dropped;
  html_name(node, name);
  const struct sanitise_element *rule = sanitise_find_element(name);
  return rule ? rule : &unknown;
}

struct sanitise_level sanitise_outermost(void) {
  return (struct sanitise_level){.model = MODEL_BLOCK, .inside = ""};
}

bool sanitise_takes_no_text(const char *parent) {
  return sanitise_has_word(
      "table thead tbody tfoot tr colgroup audio video ", parent, strlen(parent));
}

const char *sanitise_wrap_of(const char *parent, const char *name) {
  /* A list must contain only <li>, and a <dl> only <dt> and <dd>: other content is put
   * into one of its own. */
  if (sanitise_is(parent, "ul") || sanitise_is(parent, "ol"))
    return sanitise_is(name, "li") ? NULL : "li";
  if (sanitise_is(parent, "dl"))
    return sanitise_is(name, "dt") || sanitise_is(name, "dd") ? NULL : "dd";
  return NULL;
}

/* True if the first child of <details> that is not white space is its <summary>. */
static bool sanitise_has_summary(const GumboNode *details) {
  const GumboVector *children = &details->v.element.children;
  for (unsigned i = 0; i < children->length; i++) {
    const GumboNode *child = children->data[i];
    char name[HTML_NAME];
    /* White space and comments before the <summary> do not make it second. */
    if (child->type == GUMBO_NODE_WHITESPACE || child->type == GUMBO_NODE_COMMENT)
      continue;
    html_name(child, name);
    return sanitise_is(name, "summary");
  }
  return false;
}

static bool sanitise_has_parts(const char *name) {
  return sanitise_has_word("table ul ol dl details figure ruby ", name, strlen(name));
}

bool sanitise_fits(const struct sanitise_level *in, const struct sanitise_element *rule,
    const char *name, bool has_block, const GumboNode *node) {
  /* Room for the parts is needed at this place, because a table at the last level would
   * lose its rows. */
  if (in->depth + (sanitise_has_parts(name) ? PARTS_DEPTH : 0) >= SANITISE_DEPTH)
    return false;
  if (rule->parents &&
      !sanitise_has_word(rule->parents, in->inside, strlen(in->inside)))
    return false;
  /* Where no text is allowed, only elements that name this parent may stand. */
  if (sanitise_takes_no_text(in->inside) && !rule->parents)
    return false;
  /* A browser would invent a label for a <details> without a summary, in its own
   * language. */
  if (sanitise_is_block(rule->model))
    return !in->phrasing &&
           !(sanitise_is(name, "details") && !sanitise_has_summary(node));
  /* An inline element around a block is not valid HTML: it is unwrapped and the block
   * stays. */
  if (rule->model == MODEL_INLINE)
    return in->phrasing || !has_block;
  /* Links must not be nested. */
  return !(sanitise_is(name, "a") && in->linked);
}
