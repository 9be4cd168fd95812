/* The output is not the input with the bad parts removed: it is written from scratch,
 * from a tree that is walked twice. A filter of text must guess how a browser will
 * parse the result, and a tree that is serialised need not come back the same
 * ("mutation XSS", as in DOMPurify, CVE-2020-26870). Here whatever would be parsed
 * differently is never written: no foreign namespace, no block in a phrase, no element
 * outside the one it must be in. So sanitising the output again changes nothing, which
 * the fuzzer checks.
 *
 * The first walk marks the elements that contain a block, because an inline element
 * must be left out before its start tag is written, when the block inside has not been
 * seen yet. */
#include "markup/html/sanitise.h"

#include <stdint.h>
#include <string.h>

#include "markup/html/html_tree.h"
#include "markup/html/sanitise_attributes.h"
#include "markup/html/sanitise_embed.h"
#include "markup/html/sanitise_nesting.h"

struct sanitiser {
  struct sanitise_writer writer;
  struct html_tree tree;
  struct sanitise_level *frames;
  size_t depth, cap;
  struct buf has_block; /* a byte per element: 1 if a block is inside */
  struct buf out;
  size_t visible;   /* number of texts and pictures written */
  size_t pre_start; /* offset of the content of the last <pre> in `out` */
};

/* The content model of an element under the profile. */
static enum sanitise_model sanitise_model_of(
    const struct sanitiser *s, const struct sanitise_element *rule) {
  if (s->writer.profile == SANITISE_AUTHOR || rule->in_comments)
    return rule->model;
  if (rule->model == MODEL_DROP)
    return MODEL_DROP;
  return sanitise_is_block(rule->model) ? MODEL_BREAK : MODEL_UNWRAP;
}

static struct sanitise_level *sanitise_push(struct sanitiser *s) {
  struct sanitise_level *frames =
      arena_grow(s->tree.arena, s->frames, s->depth, &s->cap, sizeof *frames);
  if (!frames) {
    s->writer.failed = true;
    return NULL;
  }
  s->frames = frames;
  struct sanitise_level *f = &s->frames[s->depth++];
  *f = (struct sanitise_level){0};
  return f;
}

/* Marks the phrases around a block, up to the next block. Marked elements have already
 * told the rest, which keeps the whole linear. */
static void sanitise_mark_block(struct sanitiser *s) {
  /* A part, such as a table cell, may contain blocks itself, so nothing outside it
   * needs to know. */
  for (size_t i = s->depth; i-- > 0;) {
    const struct sanitise_level *f = &s->frames[i];
    if (sanitise_is_block(f->model) || f->model == MODEL_PART ||
        s->has_block.data[f->index])
      return;
    s->has_block.data[f->index] = 1;
  }
}

/* First walk: finds the elements that contain blocks. */
static void sanitise_find_blocks(struct sanitiser *s) {
  struct html_walk walk;
  const GumboNode *node;
  enum html_step step;
  html_walk_start(&walk, &s->tree, s->tree.root);
  while (!s->writer.failed && (step = html_walk_next(&walk, &node)) != HTML_END) {
    /* The models must be known here as in the second walk, which is why both walk the
     * same tree in the same order and skip the same elements. */
    if (step == HTML_LEAVE)
      s->depth--;
    if (step != HTML_ENTER)
      continue;
    enum sanitise_model model = sanitise_model_of(s, sanitise_rule_of(node));
    if (sanitise_is_block(model))
      sanitise_mark_block(s);
    struct sanitise_level *f = sanitise_push(s);
    if (f) {
      f->model = model;
      f->index = s->has_block.len;
      buf_putc(&s->has_block, 0);
      s->writer.failed = s->has_block.failed;
    }
    if (model == MODEL_DROP)
      html_walk_skip(&walk);
  }
  s->writer.failed = s->writer.failed || walk.failed;
  /* The second walk starts again with an empty stack. */
  s->depth = 0;
}

static bool sanitise_is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
}

static bool sanitise_is_blank(const char *s) {
  while (sanitise_is_space(*s))
    s++;
  return !*s;
}

/* True directly after a start tag. A '>' in the output always ends a tag. */
static bool sanitise_is_at_start(const struct buf *out) {
  if (out->len == 0)
    return true;
  if (out->data[out->len - 1] != '>')
    return false;
  const char *tag = memrchr(out->data, '<', out->len);
  return tag && tag[1] != '/';
}

/* Separates words that were on lines of their own. */
static void sanitise_put_gap(struct sanitiser *s, const char *inside) {
  if (!sanitise_takes_no_text(inside) && !sanitise_is_at_start(&s->out) &&
      !sanitise_is_space(s->out.data[s->out.len - 1]))
    buf_putc(&s->out, ' ');
}

static void sanitise_put_tag(
    struct sanitiser *s, const char *opening, const char *name) {
  buf_puts(&s->out, opening);
  buf_puts(&s->out, name);
  buf_putc(&s->out, '>');
}

static void sanitise_truncate_to(struct buf *b, size_t len) {
  /* A buffer to which nothing was added has no data. */
  b->len = len;
  if (b->data)
    b->data[len] = '\0';
}

static void sanitise_put_text_node(
    struct sanitiser *s, const struct sanitise_level *in, const char *text) {
  bool blank = sanitise_is_blank(text);
  /* Only text that is not blank needs the wrap, because white space is allowed between
   * list items. */
  if (sanitise_takes_no_text(in->inside))
    return;
  const char *wrap = blank ? NULL : sanitise_wrap_of(in->inside, NULL);
  if (wrap)
    sanitise_put_tag(s, "<", wrap);
  /* A parser drops the newline directly after <pre>, so it is written twice. */
  if (*text == '\n' && s->out.len == s->pre_start)
    buf_putc(&s->out, '\n');
  sanitise_put_text(&s->out, text);
  if (wrap)
    sanitise_put_tag(s, "</", wrap);
  s->visible += !blank;
}

/* True if the attributes make the element worth writing. */
static bool sanitise_is_meaningful(const char *name, unsigned wrote) {
  if (sanitise_is(name, "a"))
    return (wrote & (WROTE_LINK | WROTE_ID)) != 0;
  if (sanitise_is(name, "img") || sanitise_is(name, "source"))
    return (wrote & WROTE_SOURCE) != 0;
  return !sanitise_is(name, "time") || (wrote & WROTE_TIME) != 0;
}

/* Adds attributes that an element must have. */
static void sanitise_put_required(
    struct sanitiser *s, const char *name, unsigned wrote) {
  /* Without `alt`, a screen reader would read the file's name aloud. */
  if (sanitise_is(name, "img") && !(wrote & WROTE_ALT))
    buf_puts(&s->out, " alt=\"\"");
  if (sanitise_is(name, "img") && !(wrote & WROTE_LOADING))
    buf_puts(&s->out, " loading=\"lazy\"");
  /* Without `controls`, nobody could start the player. */
  if ((sanitise_is(name, "audio") || sanitise_is(name, "video")) &&
      !(wrote & WROTE_CONTROLS))
    buf_puts(&s->out, " controls");
  if (sanitise_is(name, "a") && s->writer.profile == SANITISE_COMMENT)
    buf_puts(&s->out, " rel=\"nofollow ugc noopener\"");
}

/* Writes the start tag. Returns false, and writes nothing, if the element is not worth
 * it. */
static bool sanitise_put_start(struct sanitiser *s, struct sanitise_level *f,
    const struct sanitise_level *in, const struct sanitise_element *rule,
    const GumboNode *node) {
  const char *name = rule->as ? rule->as : rule->name;
  struct buf attributes = {0};
  unsigned wrote = 0;
  /* Only the checkbox of a task list is kept, and always disabled: the page has no form
   * to send. */
  if (sanitise_is(name, "input")) {
    const char *type = html_attribute(node, "type");
    if (!type || strcasecmp(type, "checkbox") != 0)
      return false;
    bool checked = html_attribute(node, "checked") != NULL;
    /* A name for screen readers that needs no translation. */
    buf_printf(&attributes, " type=\"checkbox\"%s disabled aria-label=\"%s\"",
        checked ? " checked" : "", checked ? "☑" : "☐");
  } else {
    wrote = sanitise_put_attributes(&s->writer, rule, node, &attributes);
  }
  bool worth = sanitise_is_meaningful(name, wrote);
  if (worth) {
    f->wrap = sanitise_wrap_of(in->inside, name);
    if (f->wrap)
      sanitise_put_tag(s, "<", f->wrap);
    buf_putc(&s->out, '<');
    buf_puts(&s->out, name);
    sanitise_put_required(s, name, wrote);
    buf_add(&s->out, buf_text(&attributes), attributes.len);
    buf_putc(&s->out, '>');
    f->name = name;
  }
  s->out.failed = s->out.failed || attributes.failed;
  buf_free(&attributes);
  return worth;
}

static bool sanitise_is_void(enum sanitise_model model, const char *name) {
  return model == MODEL_VOID || model == MODEL_RULE || sanitise_is(name, "source") ||
         sanitise_is(name, "col");
}

static void sanitise_put_embed_node(
    struct sanitiser *s, const struct sanitise_level *in, const GumboNode *node) {
  char name[HTML_NAME];
  html_name(node, name);
  /* A comment may not embed a film, and a link may not contain an interactive element.
   * */
  if (!sanitise_is(name, "iframe") || s->writer.profile != SANITISE_AUTHOR ||
      in->linked || sanitise_takes_no_text(in->inside))
    return;
  const char *wrap = sanitise_wrap_of(in->inside, "p");
  bool paragraph = !in->phrasing && in->model != MODEL_TRANSPARENT && !wrap;
  if (sanitise_put_embed(&s->out, node, wrap, paragraph))
    s->visible++;
}

static void sanitise_enter(struct sanitiser *s, const struct sanitise_element *rule,
    size_t index, const GumboNode *node, struct sanitise_level *f) {
  struct sanitise_level in =
      s->depth > 1 ? s->frames[s->depth - 2] : sanitise_outermost();
  /* The level of the element itself has been pushed already, so the parent is one below
   * it. */
  enum sanitise_model model = sanitise_model_of(s, rule);
  const char *name = rule->as ? rule->as : rule->name;
  *f = (struct sanitise_level){.model = model,
      .index = index,
      .inside = in.inside,
      .start = s->out.len,
      .seen = s->visible,
      .depth = in.depth,
      .phrasing = in.phrasing,
      .linked = in.linked};
  if (model == MODEL_DROP) {
    sanitise_put_embed_node(s, &in, node);
    return;
  }
  /* Only the first <summary> directly in <details> is one; any other becomes plain text
   * of its own line. */
  if (sanitise_is(name, "summary") &&
      (!sanitise_is(in.name, "details") || in.summarised))
    f->model = MODEL_BREAK;
  bool write = f->model > MODEL_BREAK &&
               sanitise_fits(&in, rule, name, s->has_block.data[index] != 0, node);
  if (write)
    write = sanitise_put_start(s, f, &in, rule, node);
  if (!write) {
    /* A block that is not written still separates the words before and after it. */
    if (sanitise_is_block(f->model))
      f->model = MODEL_BREAK;
    if (f->model == MODEL_BREAK)
      sanitise_put_gap(s, in.inside);
    else
      f->model = MODEL_UNWRAP;
    return;
  }
  if (sanitise_is(name, "summary") && s->depth > 1)
    s->frames[s->depth - 2].summarised = true;
  f->inside = name;
  /* The wrap is an element of its own and counts towards the depth. */
  f->depth = in.depth + (f->wrap ? 2 : 1);
  f->phrasing = in.phrasing || model == MODEL_PHRASES || model == MODEL_INLINE ||
                /* A <colgroup> contains only <col>, which is no phrase. */
                (model == MODEL_PART && !sanitise_is(name, "colgroup"));
  f->linked = in.linked || sanitise_is(name, "a");
  if (sanitise_is(name, "img"))
    s->visible++;
  if (sanitise_is(name, "pre"))
    s->pre_start = s->out.len;
}

static bool sanitise_is_heading(const char *name) {
  return name && name[0] == 'h' && name[1] >= '2' && name[1] <= '6';
}

static void sanitise_leave(struct sanitiser *s) {
  struct sanitise_level *f = &s->frames[--s->depth];
  if (f->model == MODEL_BREAK)
    sanitise_put_gap(s, f->inside);
  if (!f->name)
    return;
  /* A heading without any text or picture would be an empty entry in the outline of the
   * page. Markdown of GitHub has no table without a head, so authors leave it empty;
   * the cells would be announced as headers of their columns. */
  if ((sanitise_is_heading(f->name) || sanitise_is(f->name, "thead")) &&
      f->seen == s->visible) {
    sanitise_truncate_to(&s->out, f->start);
    return;
  }
  if (!sanitise_is_void(f->model, f->name))
    sanitise_put_tag(s, "</", f->name);
  if (f->wrap)
    sanitise_put_tag(s, "</", f->wrap);
}

/* Second walk: writes the output. */
static void sanitise_write_all(struct sanitiser *s) {
  struct html_walk walk;
  const GumboNode *node;
  enum html_step step;
  size_t index = 0;
  html_walk_start(&walk, &s->tree, s->tree.root);
  while (!s->writer.failed && !s->out.failed &&
         (step = html_walk_next(&walk, &node)) != HTML_END) {
    if (step == HTML_LEAVE) {
      sanitise_leave(s);
    } else if (step == HTML_LEAF) {
      /* The copy avoids a pointer into `frames`, which moves when it grows. */
      struct sanitise_level in =
          s->depth ? s->frames[s->depth - 1] : sanitise_outermost();
      const char *text = html_text(node);
      if (text && *text)
        sanitise_put_text_node(s, &in, text);
    } else {
      const struct sanitise_element *rule = sanitise_rule_of(node);
      struct sanitise_level *f = sanitise_push(s);
      if (f)
        sanitise_enter(s, rule, index++, node, f);
      /* The rule of the table is asked, not the profile's model: both profiles drop the
       * same elements, and their content must not be visited. */
      if (rule->model == MODEL_DROP)
        html_walk_skip(&walk);
    }
  }
  s->writer.failed = s->writer.failed || walk.failed || s->out.failed;
}

static enum err sanitise(const char *html, size_t n, enum sanitise_profile profile,
    const struct sanitise_rewriter *rw, struct buf *out) {
  struct sanitiser s = {
      .writer = {.profile = profile, .rewriter = rw}, .pre_start = SIZE_MAX};
  enum err e = html_parse(html, n, HTML_FRAGMENT, &s.tree);
  if (e)
    return e;
  s.writer.arena = s.tree.arena;
  /* The limit of the caller's buffer stops the writing as early as possible. */
  s.out.most = out->most;
  sanitise_find_blocks(&s);
  if (!s.writer.failed)
    sanitise_write_all(&s);
  if (s.writer.failed)
    /* A full buffer must be reported as too large, not as lack of memory. */
    e = s.out.failed ? buf_status(&s.out) : ERR_NOMEM;
  if (!e) {
    buf_add(out, buf_text(&s.out), s.out.len);
    e = buf_status(out);
  }
  buf_free(&s.has_block);
  buf_free(&s.out);
  html_free(&s.tree);
  return e;
}

enum err sanitise_html(
    const char *html, size_t n, const struct sanitise_rewriter *rw, struct buf *out) {
  return sanitise(html, n, SANITISE_AUTHOR, rw, out);
}

enum err sanitise_comment_html(const char *html, size_t n, struct buf *out) {
  return sanitise(html, n, SANITISE_COMMENT, NULL, out);
}
