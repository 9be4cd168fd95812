/* gumbo implements the algorithm of the WHATWG, so that its tree is the one browsers
 * see. It trusts its input: everything that would cost it more than linear time is
 * refused before (html_depth.h, html_attributes.h), and its memory is limited in
 * proportion to the text. */
#include "markup/html/html_tree.h"

#include <setjmp.h>
#include <string.h>

#include "markup/html/html_attributes.h"
#include "markup/html/html_depth.h"

/* Memory limit of a tree. The densest legitimate markup takes gumbo 100 bytes per byte,
 * measured with version 0.10.1. */
enum { MEMORY_BASE = 1 << 20, MEMORY_PER_BYTE = 300 };

struct html_place {
  const GumboNode *node;
  unsigned next; /* child */
};

struct parse {
  struct arena *arena;
  const char *html;
  size_t n;
  enum html_kind kind;
  const GumboNode *root;
  jmp_buf out_of_memory;
};

/* gumbo does not expect allocation to fail. Everything it holds is in the arena, so
 * leaving it by longjmp leaks nothing. */
static void *html_tree_take(void *context, size_t size) {
  struct parse *p = context;
  void *memory = arena_alloc(p->arena, size);
  if (!memory)
    longjmp(p->out_of_memory, arena_has_room(p->arena, size) ? ERR_NOMEM : ERR_INVALID);
  return memory;
}

/* The arena is freed as a whole; gumbo_destroy_output, which recurses, is never
 * called. */
static void html_tree_give_back(void *context, void *memory) {
  (void)context;
  (void)memory;
}

static enum err html_tree_run(struct parse *p) {
  GumboOptions options = kGumboDefaultOptions;
  options.allocator = html_tree_take;
  options.deallocator = html_tree_give_back;
  options.userdata = p;
  /* Errors in HTML are normal, and gumbo would record each one. */
  options.max_errors = 0;
  if (p->kind == HTML_FRAGMENT)
    options.fragment_context = GUMBO_TAG_BODY;
  /* `p` lives in the caller and no local variable changes after this, so none is
   * indeterminate after the jump (C17 section 7.13.2.1). */
  switch (setjmp(p->out_of_memory)) {
  case 0:
    break;
  case ERR_NOMEM:
    return ERR_NOMEM;
  default:
    return ERR_INVALID; /* the tree has grown out of proportion */
  }
  p->root = gumbo_parse_with_options(&options, p->html, p->n)->root;
  return OK;
}

enum err html_parse(
    const char *html, size_t n, enum html_kind kind, struct html_tree *out) {
  enum err e = html_is_shallow(html, n) ? html_check_attributes(html, n) : ERR_INVALID;
  if (e)
    return e;
  struct parse p = {.html = html, .n = n, .kind = kind};
  p.arena = arena_new(MEMORY_BASE + n * MEMORY_PER_BYTE);
  if (!p.arena)
    return ERR_NOMEM;
  e = html_tree_run(&p);
  if (e)
    arena_free(p.arena);
  else
    *out = (struct html_tree){p.arena, p.root};
  return e;
}

void html_free(struct html_tree *t) {
  arena_free(t->arena);
  *t = (struct html_tree){0};
}

static bool html_tree_is_element(const GumboNode *node) {
  return node->type == GUMBO_NODE_ELEMENT || node->type == GUMBO_NODE_TEMPLATE;
}

static char html_tree_lower(char c) {
  if (c >= 'A' && c <= 'Z')
    return (char)(c - 'A' + 'a');
  return c;
}

void html_name(const GumboNode *node, char out[HTML_NAME]) {
  out[0] = '\0';
  if (!html_tree_is_element(node))
    return;
  GumboStringPiece piece = node->v.element.original_tag;
  /* gumbo names an unknown element only by its tag in the source. */
  const char *known = gumbo_normalized_tagname(node->v.element.tag);
  if (known && *known) {
    piece.data = known;
    piece.length = strlen(known);
  } else {
    gumbo_tag_from_original_text(&piece);
  }
  /* A longer name becomes "", which no table contains. */
  size_t n = piece.data && piece.length < HTML_NAME ? piece.length : 0;
  for (size_t i = 0; i < n; i++)
    out[i] = html_tree_lower(piece.data[i]);
  out[n] = '\0';
}

const char *html_attribute(const GumboNode *element, const char *name) {
  const GumboAttribute *a =
      html_tree_is_element(element)
          ? gumbo_get_attribute(&element->v.element.attributes, name)
          : NULL;
  return a ? a->value : NULL;
}

const char *html_text(const GumboNode *node) {
  bool text = node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_WHITESPACE ||
              node->type == GUMBO_NODE_CDATA;
  return text ? node->v.text.text : NULL;
}

/* Makes `node` the element whose children come next. */
static void html_tree_descend(struct html_walk *w, const GumboNode *node) {
  struct html_place *places =
      arena_grow(w->arena, w->places, w->depth, &w->cap, sizeof *places);
  if (!places) {
    w->failed = true;
    return;
  }
  w->places = places;
  w->places[w->depth++] = (struct html_place){node, 0};
}

void html_walk_start(struct html_walk *w, struct html_tree *t, const GumboNode *top) {
  *w = (struct html_walk){.arena = t->arena};
  html_tree_descend(w, top);
}

enum html_step html_walk_next(struct html_walk *w, const GumboNode **node) {
  if (w->failed || w->depth == 0)
    return HTML_END;
  struct html_place *at = &w->places[w->depth - 1];
  const GumboVector *children = &at->node->v.element.children;
  /* The walk keeps its own stack, so that the depth of a tree costs memory of the
   * arena, where it is limited, and not the stack of the process. */
  if (w->skip || at->next == children->length) {
    w->skip = false;
    *node = at->node;
    return --w->depth == 0 ? HTML_END : HTML_LEAVE;
  }
  *node = children->data[at->next++];
  if (!html_tree_is_element(*node))
    return HTML_LEAF;
  html_tree_descend(w, *node);
  return w->failed ? HTML_END : HTML_ENTER;
}

void html_walk_skip(struct html_walk *w) {
  w->skip = true;
}
