/* expat calls a handler for each tag, and nothing else remembers where in the file it
 * is. So this keeps a stack of places: the place of an element tells what its children
 * mean. A <title> belongs to the item if the place around it is IN_ITEM, and to the
 * channel, where nobody wants it, if that is IN_CHANNEL.
 *
 * Three limits keep the memory bounded, whatever the file says: the depth of elements,
 * the length of one text, and the arena of an item. DOCTYPE is refused, and with it all
 * entities but XML's five: nested ones expand a line to gigabytes ("billion laughs",
 * CVE-2013-0340). */
#include "markup/wordpress/wxr.h"

#include <expat.h>
#include <string.h>

#include "base/buf.h"
#include "markup/wordpress/wxr_fields.h"
#include "markup/wordpress/wxr_head.h"
#include "markup/xml/xml_piece.h"
#include "markup/xml/xml_position.h"

/* expat of Debian 13 deprecates functions that have no substitute in Debian 12. */
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"

/* WordPress nests six elements at most, down to the fields of <wp:commentmeta>. The
 * limit protects the array of places. */
enum { MOST_DEPTH = 32, SCRATCH = 64 << 20 };

struct reader {
  XML_Parser parser;
  const struct wxr_visitor *visitor;
  struct parse_problem *problem;
  enum err error; /* ends the reading */
  enum wxr_place places[MOST_DEPTH + 1];
  int depth;
  bool is_export;  /* the file says that it is an export */
  size_t replaced; /* characters that XML does not allow */
  struct buf text;
  struct arena *scratch; /* for elements of the channel itself */
  struct arena *arena;   /* of the current item, otherwise scratch */
  struct wxr_author author;
  struct wxr_category category;
  struct wxr_item *item;
  struct wxr_term *term; /* being read */
  struct wxr_comment *comment;
  struct wxr_meta *meta;
  struct wxr_term **term_end;
  struct wxr_comment **comment_end;
  struct wxr_meta **meta_end;
};

static void wxr_stop(struct reader *r, enum err e) {
  if (!r->error)
    r->error = e;
  /* XML_FALSE makes the stop final. expat may still call a handler afterwards, so each
   * one checks `error` first. */
  XML_StopParser(r->parser, XML_FALSE);
}

static void wxr_refuse(struct reader *r, const char *what) {
  if (!r->error)
    wxr_stop(
        r, parse_problem_set(r->problem, xml_position_line(r->parser), "%s", what));
}

static void *wxr_new_node(struct reader *r, enum wxr_place place, size_t size) {
  void *node = r->arena ? arena_alloc(r->arena, size) : NULL;
  if (node)
    wxr_fields_clear(place, node);
  else
    wxr_stop(r, ERR_NOMEM);
  return node;
}

static void wxr_begin_item(struct reader *r) {
  /* Each item has an arena of its own, which the visitor takes over: an export of
   * gigabytes is read in the memory of one item. */
  r->arena = arena_new(WXR_ITEM);
  r->item = wxr_new_node(r, IN_ITEM, sizeof *r->item);
  if (!r->item)
    return;
  r->item->line = xml_position_line(r->parser);
  r->term_end = &r->item->terms;
  r->meta_end = &r->item->meta;
  r->comment_end = &r->item->comments;
}

static void wxr_begin(struct reader *r, enum wxr_place place) {
  if (place == IN_ITEM)
    wxr_begin_item(r);
  else if (place == IN_COMMENT &&
           (r->comment = wxr_new_node(r, place, sizeof *r->comment)))
    r->comment->line = xml_position_line(r->parser);
  else if (place == IN_META)
    r->meta = wxr_new_node(r, place, sizeof *r->meta);
  else if (place == IN_AUTHOR)
    wxr_fields_clear(place, &r->author);
  else if (place == IN_CATEGORY)
    wxr_fields_clear(place, &r->category);
}

/* Returns "" if the item has grown too large; the reading then ends. */
static const char *wxr_copy(struct reader *r, const char *s) {
  const char *out = r->arena ? arena_strdup(r->arena, s) : NULL;
  if (!out)
    wxr_refuse(r,
        "the item that begins before this line is over 128 MiB, or memory is exhausted");
  return out ? out : "";
}

/* <category domain="..." nicename="...">: the text follows. */
static void wxr_begin_term(struct reader *r, const char **attributes) {
  struct wxr_term *t = wxr_new_node(r, IN_OTHER, sizeof *t);
  if (!t)
    return;
  t->domain = t->nicename = t->name = "";
  /* expat gives names and values in turn, ended by NULL. */
  for (; *attributes; attributes += 2) {
    if (strcmp(attributes[0], "domain") == 0)
      t->domain = wxr_copy(r, attributes[1]);
    else if (strcmp(attributes[0], "nicename") == 0)
      t->nicename = wxr_copy(r, attributes[1]);
  }
  r->term = t;
}

static void wxr_on_start(void *context, const char *name, const char **attributes) {
  struct reader *r = context;
  if (r->error)
    return;
  if (r->depth == MOST_DEPTH) {
    wxr_refuse(r, "the elements are nested too deeply for a WordPress export");
    return;
  }
  enum wxr_place place = wxr_fields_enter(r->places[r->depth], name);
  /* An item's <category> holds text, unlike <wp:category> of the channel, and so it is
   * not in the table of holders. */
  if (place == IN_OTHER && r->places[r->depth] == IN_ITEM &&
      strcmp(name, "category") == 0)
    wxr_begin_term(r, attributes);
  if (place != IN_OTHER)
    wxr_begin(r, place);
  if (r->depth == 0 && strcmp(name, "rss") != 0)
    wxr_refuse(r, "is not a WordPress export: it does not begin with <rss>");
  if (r->depth == 0)
    /* The prefix "wp:" is compared as it is written, because each version of the format
     * has another namespace, and all exports use this prefix. */
    r->is_export = wxr_has_namespace(attributes);
  r->places[++r->depth] = place;
  /* Text before a child element is dropped: only elements without children have text
   * that counts. */
  buf_clear(&r->text);
}

static void wxr_on_text(void *context, const char *text, int n) {
  struct reader *r = context;
  /* White space between the elements of an item is of no use. expat may deliver one
   * text in several pieces, which are collected. */
  if (r->error || r->places[r->depth] != IN_OTHER)
    return;
  buf_add(&r->text, text, (size_t)n);
  if (r->text.len > WXR_TEXT)
    wxr_refuse(r, "the text of an element is over 16 MiB");
}

/* The struct whose members belong to a place. */
static void *wxr_object_of(struct reader *r, enum wxr_place place) {
  switch (place) {
  case IN_AUTHOR:
    return &r->author;
  case IN_CATEGORY:
    return &r->category;
  case IN_ITEM:
    return r->item;
  case IN_COMMENT:
    return r->comment;
  case IN_META:
    return r->meta;
  default:
    return NULL;
  }
}

static void wxr_end_text(struct reader *r, enum wxr_place in, const char *name) {
  const char *text = buf_text(&r->text);
  void *object = wxr_object_of(r, in);
  if (buf_status(&r->text)) {
    wxr_stop(r, ERR_NOMEM);
    return;
  }
  if (r->term && in == IN_ITEM && strcmp(name, "category") == 0) {
    r->term->name = wxr_copy(r, text);
    *r->term_end = r->term;
    r->term_end = &r->term->next;
    r->term = NULL;
  }
  /* Any other RSS feed lacks both the namespace and the version. */
  if (in == IN_CHANNEL && strcmp(name, "wp:wxr_version") == 0)
    r->is_export = true;
  if (in == IN_CHANNEL && strcmp(name, "wp:base_blog_url") == 0 && r->visitor->site) {
    enum err e = r->visitor->site(r->visitor->context, text);
    if (e)
      wxr_stop(r, e);
  }
  if (object && wxr_fields_has(in, name))
    wxr_fields_set(in, name, object, wxr_copy(r, text));
}

static void wxr_end_item(struct reader *r) {
  struct arena *a = r->arena;
  /* Exports of WordPress before 2.1 and some plugins write no type. */
  if (!*r->item->type)
    r->item->type = *r->item->attachment_url ? "attachment" : "post";
  /* The arena of the item belongs to the visitor from here on, so the reader must not
   * keep a pointer to it. */
  r->arena = r->scratch;
  enum err e = OK;
  if (r->visitor->item)
    e = r->visitor->item(r->visitor->context, r->item, a);
  else
    arena_free(a);
  r->item = NULL;
  if (e)
    wxr_stop(r, e);
}

static void wxr_end(struct reader *r, enum wxr_place place) {
  const struct wxr_visitor *v = r->visitor;
  enum err e = OK;
  if (place == IN_ITEM && r->item) {
    wxr_end_item(r);
  } else if (place == IN_COMMENT && r->comment) {
    *r->comment_end = r->comment;
    r->comment_end = &r->comment->next;
  } else if (place == IN_META && r->meta) {
    *r->meta_end = r->meta;
    r->meta_end = &r->meta->next;
  } else if (place == IN_AUTHOR && v->author) {
    e = v->author(v->context, &r->author);
  } else if (place == IN_CATEGORY && v->category) {
    e = v->category(v->context, &r->category);
  }
  if (e)
    wxr_stop(r, e);
  /* Depth 2 is that of <rss><channel>: an element of the channel has ended, and nothing
   * in `scratch` is needed any more. */
  if (r->depth == 2)
    arena_reset(r->scratch);
}

static void wxr_on_end(void *context, const char *name) {
  struct reader *r = context;
  if (r->error)
    return;
  /* The place belongs to the element that ends; its parent's place is the one left on
   * top. */
  enum wxr_place place = r->places[r->depth--];
  if (place == IN_OTHER)
    wxr_end_text(r, r->places[r->depth], name);
  else
    wxr_end(r, place);
  buf_clear(&r->text);
}

/* Only a DOCTYPE can define entities, which can expand a line to gigabytes. */
static void wxr_on_doctype(void *context, const char *name, const char *system,
    const char *public, int internal) {
  (void)name;
  (void)system;
  (void)public;
  (void)internal;
  wxr_refuse(context,
      "a DOCTYPE is not accepted, and WordPress never writes one. Remove the line"
      " if you trust the file");
}

/* Returns false if the byte at which expat stopped is ASCII: its encoding is right, but
 * it is not allowed there. */
static bool wxr_is_at_other_encoding(const struct reader *r, enum XML_Error code) {
  /* XML_GetInputContext() returns the buffer of expat, in which `at` is the position of
   * the error. */
  int at = 0, n = 0;
  const char *read = XML_GetInputContext(r->parser, &at, &n);
  return (code == XML_ERROR_INVALID_TOKEN || code == XML_ERROR_PARTIAL_CHAR) && read &&
         at < n && (unsigned char)read[at] >= 0x80;
}

static enum err wxr_parse_error(struct reader *r) {
  enum XML_Error code = XML_GetErrorCode(r->parser);
  /* After wxr_stop(), the code of expat is only XML_ERROR_ABORTED. */
  if (r->error)
    return r->error;
  if (code == XML_ERROR_NO_MEMORY)
    return ERR_NOMEM;
  if (wxr_is_at_other_encoding(r, code)) {
    (void)parse_problem_set(r->problem, xml_position_line(r->parser),
        "is not UTF-8 at offset %lld: give its encoding with --charset, or fix it there",
        (long long)xml_position_byte(r->parser));
    return ERR_SYNTAX;
  }
  const char *hint = code == XML_ERROR_INVALID_TOKEN
                         ? ": XML does not allow a character here, remove it"
                     : code == XML_ERROR_NO_ELEMENTS || code == XML_ERROR_UNCLOSED_TOKEN
                         ? ": the file is incomplete, export it again"
                     : code == XML_ERROR_UNKNOWN_ENCODING
                         ? ": give its encoding with --charset"
                         : "";
  (void)parse_problem_set(r->problem, xml_position_line(r->parser), "is not XML, %s%s",
      XML_ErrorString(code), hint);
  return ERR_SYNTAX;
}

static enum err wxr_read_all(struct reader *r, int fd) {
  struct xml_piece p = {.is_first = true};
  int64_t given = 0;
  while (!p.is_last) {
    enum err e = xml_piece_read(&p, fd);
    if (e)
      return e;
    /* Only the first piece contains the XML declaration. */
    if (p.is_first)
      wxr_fix_head(p.text, p.n);
    xml_piece_clean(&p, &r->replaced);
    if (XML_Parse(r->parser, p.text, (int)p.complete, p.is_last) != XML_STATUS_OK)
      return wxr_parse_error(r);
    given += (int64_t)p.complete;
    /* expat buffers a tag until it ends, so that one that never does would take as much
     * memory as the file has bytes. */
    if (given - xml_position_byte(r->parser) > WXR_TEXT)
      return parse_problem_set(
          r->problem, xml_position_line(r->parser), "a tag is over 16 MiB");
  }
  return r->is_export
             ? OK
             : parse_problem_set(r->problem, 0,
                   "is not a WordPress export: it has neither its namespace nor"
                   " wp:wxr_version");
}

enum err wxr_read(
    int fd, const struct wxr_visitor *visitor, struct parse_problem *problem) {
  struct reader r = {.visitor = visitor,
      .problem = problem,
      .parser = XML_ParserCreate(NULL),
      .scratch = arena_new(SCRATCH)};
  r.arena = r.scratch;
  enum err e = r.parser && r.scratch ? OK : ERR_NOMEM;
  if (!e) {
    XML_SetUserData(r.parser, &r);
    XML_SetElementHandler(r.parser, wxr_on_start, wxr_on_end);
    XML_SetCharacterDataHandler(r.parser, wxr_on_text);
    XML_SetStartDoctypeDeclHandler(r.parser, wxr_on_doctype);
    e = wxr_read_all(&r, fd);
  }
  if (!e && visitor->replaced)
    visitor->replaced(visitor->context, r.replaced);
  /* After an error, the reading may have ended inside an item, whose arena no visitor
   * has taken over. */
  if (r.item)
    arena_free(r.arena);
  arena_free(r.scratch);
  buf_free(&r.text);
  if (r.parser)
    XML_ParserFree(r.parser);
  return e;
}

const char *wxr_meta_get(const struct wxr_item *item, const char *key) {
  for (const struct wxr_meta *m = item->meta; m; m = m->next)
    if (strcmp(m->key, key) == 0)
      return m->value;
  return NULL;
}
