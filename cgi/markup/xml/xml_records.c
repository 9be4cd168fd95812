/* A record becomes a small tree, which is freed before the next one is read, so that
 * the size of a file does not matter. The limits are those of wxr.c, for the same
 * reasons: the depth, the length of a text, the memory of a record; and no DOCTYPE,
 * because nested entities expand a line to gigabytes (CVE-2013-0340). */
#include "markup/xml/xml_records.h"

#include <expat.h>
#include <stdbool.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "markup/xml/xml_piece.h"
#include "markup/xml/xml_position.h"

enum { MOST_DEPTH = 64 };

static const char xml_records_blanks[] = " \t\r\n";

/* An element that is being read. */
struct open {
  struct xml_node *node;
  struct xml_node **end; /* where its next child goes */
  struct buf text;
};

struct reader {
  XML_Parser parser;
  xml_record_visit *visit;
  void *context;
  struct parse_problem *problem;
  enum err error; /* ends the reading */
  struct arena *arena;
  struct open stack[MOST_DEPTH]; /* [0] is the root, which has no node */
  int depth;
  int skipped; /* lines before the XML declaration */
  size_t replaced;
};

static void xml_records_stop(struct reader *r, enum err e) {
  if (!r->error)
    r->error = e;
  /* expat may still call a handler, so each one checks `error` first. */
  XML_StopParser(r->parser, XML_FALSE);
}

static int xml_records_line(const struct reader *r) {
  return xml_position_line(r->parser) + r->skipped;
}

static void xml_records_refuse(struct reader *r, const char *what) {
  if (!r->error)
    xml_records_stop(r, parse_problem_set(r->problem, xml_records_line(r), "%s", what));
}

/* The record has grown too large, or memory is exhausted. */
static void xml_records_fail(struct reader *r, size_t size) {
  if (arena_has_room(r->arena, size))
    xml_records_stop(r, ERR_NOMEM);
  else
    xml_records_refuse(r, "the record that begins before this line is over 128 MiB");
}

/* NULL, and the reading ends, if there is no room. */
static const char *xml_records_keep(struct reader *r, const char *s) {
  const char *out = *s ? arena_strdup(r->arena, s) : "";
  if (!out)
    xml_records_fail(r, strlen(s) + 1);
  return out;
}

static struct xml_node *xml_records_new(
    struct reader *r, const char *name, const char **attributes) {
  struct xml_node *node = arena_alloc(r->arena, sizeof *node);
  if (!node || !(node->name = xml_records_keep(r, name))) {
    xml_records_fail(r, sizeof *node);
    return NULL;
  }
  node->text = "";
  node->line = xml_records_line(r);
  struct xml_attribute **end = &node->attributes;
  /* expat gives names and values in turn, ended by NULL. */
  for (; *attributes; attributes += 2) {
    struct xml_attribute *one = arena_alloc(r->arena, sizeof *one);
    if (!one || !(one->name = xml_records_keep(r, attributes[0])) ||
        !(one->value = xml_records_keep(r, attributes[1]))) {
      xml_records_fail(r, sizeof *one);
      return NULL;
    }
    *end = one;
    end = &one->next;
  }
  return node;
}

static void xml_records_on_start(
    void *context, const char *name, const char **attributes) {
  struct reader *r = context;
  if (r->error)
    return;
  if (r->depth == MOST_DEPTH) {
    xml_records_refuse(r, "the elements are nested too deeply");
    return;
  }
  struct open *o = &r->stack[r->depth];
  buf_clear(&o->text);
  o->node = r->depth ? xml_records_new(r, name, attributes) : NULL;
  if (r->depth && !o->node)
    return;
  o->end = o->node ? &o->node->children : NULL;
  if (r->depth > 1) {
    struct open *parent = o - 1;
    *parent->end = o->node;
    parent->end = &o->node->next;
  }
  r->depth++;
}

static void xml_records_on_text(void *context, const char *text, int n) {
  struct reader *r = context;
  /* Text in the root itself is white space between the records. */
  if (r->error || r->depth < 2)
    return;
  struct buf *b = &r->stack[r->depth - 1].text;
  buf_add(b, text, (size_t)n);
  if (b->len > XML_RECORDS_TEXT)
    xml_records_refuse(r, "the text of an element is over 16 MiB");
}

static void xml_records_on_end(void *context, const char *name) {
  struct reader *r = context;
  (void)name;
  if (r->error)
    return;
  struct open *o = &r->stack[--r->depth];
  if (!o->node)
    return;
  if (buf_status(&o->text)) {
    xml_records_stop(r, ERR_NOMEM);
    return;
  }
  o->node->text = xml_records_keep(r, buf_text(&o->text));
  if (!o->node->text || r->depth != 1)
    return;
  enum err e = r->visit(r->context, o->node, r->arena);
  if (e)
    xml_records_stop(r, e);
  arena_reset(r->arena);
}

static void xml_records_on_doctype(void *context, const char *name, const char *system,
    const char *public, int internal) {
  (void)name;
  (void)system;
  (void)public;
  (void)internal;
  xml_records_refuse(
      context, "a DOCTYPE is not accepted: remove the line if you trust the file");
}

static enum err xml_records_parse_error(struct reader *r) {
  enum XML_Error code = XML_GetErrorCode(r->parser);
  /* After xml_records_stop(), the code of expat is only XML_ERROR_ABORTED. */
  if (r->error)
    return r->error;
  if (code == XML_ERROR_NO_MEMORY)
    return ERR_NOMEM;
  bool is_cut = code == XML_ERROR_NO_ELEMENTS || code == XML_ERROR_UNCLOSED_TOKEN ||
                code == XML_ERROR_UNCLOSED_CDATA_SECTION;
  (void)parse_problem_set(r->problem, xml_records_line(r), "is not XML, %s%s",
      XML_ErrorString(code),
      is_cut ? ": the file is incomplete, export it again" : ": fix it there");
  return ERR_SYNTAX;
}

/* XML allows no white space before its declaration, but some programs write it. Returns
 * the length of that. */
static size_t xml_records_skip(struct reader *r, const struct xml_piece *p) {
  size_t n = 0;
  while (n < p->n && p->text[n] && strchr(xml_records_blanks, p->text[n]))
    r->skipped += p->text[n++] == '\n';
  return n;
}

static enum err xml_records_read_all(struct reader *r, int fd) {
  struct xml_piece p = {.is_first = true};
  int64_t given = 0;
  while (!p.is_last) {
    enum err e = xml_piece_read(&p, fd);
    if (e)
      return e;
    size_t begin = p.is_first ? xml_records_skip(r, &p) : 0;
    xml_piece_clean(&p, &r->replaced);
    if (begin > p.complete)
      begin = p.complete;
    size_t n = p.complete - begin;
    if (XML_Parse(r->parser, p.text + begin, (int)n, p.is_last) != XML_STATUS_OK)
      return xml_records_parse_error(r);
    given += (int64_t)n;
    /* expat buffers a tag until it ends. */
    if (given - xml_position_byte(r->parser) > XML_RECORDS_TEXT)
      return parse_problem_set(r->problem, xml_records_line(r), "a tag is over 16 MiB");
  }
  return OK;
}

enum err xml_records_read(
    int fd, xml_record_visit *visit, void *context, struct parse_problem *problem) {
  struct reader r = {.parser = XML_ParserCreate(NULL),
      .visit = visit,
      .context = context,
      .problem = problem,
      .arena = arena_new(XML_RECORDS_RECORD)};
  enum err e = r.parser && r.arena ? OK : ERR_NOMEM;
  if (!e && lseek(fd, 0, SEEK_SET) != 0)
    e = ERR_IO;
  if (!e) {
    XML_SetUserData(r.parser, &r);
    XML_SetElementHandler(r.parser, xml_records_on_start, xml_records_on_end);
    XML_SetCharacterDataHandler(r.parser, xml_records_on_text);
    XML_SetStartDoctypeDeclHandler(r.parser, xml_records_on_doctype);
    e = xml_records_read_all(&r, fd);
  }
  for (int i = 0; i < MOST_DEPTH; i++)
    buf_free(&r.stack[i].text);
  arena_free(r.arena);
  if (r.parser)
    XML_ParserFree(r.parser);
  return e;
}

const struct xml_node *xml_records_child(
    const struct xml_node *node, const char *name) {
  const struct xml_node *child = node ? node->children : NULL;
  while (child && strcmp(child->name, name) != 0)
    child = child->next;
  return child;
}

static char *xml_records_trim(struct arena *a, const char *s) {
  s += strspn(s, xml_records_blanks);
  size_t n = strlen(s);
  while (n && strchr(xml_records_blanks, s[n - 1]))
    n--;
  return arena_strndup(a, s, n);
}

char *xml_records_text(
    struct arena *a, const struct xml_node *node, const char *child) {
  const struct xml_node *found = xml_records_child(node, child);
  return xml_records_trim(a, found ? found->text : "");
}

char *xml_records_attribute(
    struct arena *a, const struct xml_node *node, const char *name) {
  const struct xml_attribute *one = node ? node->attributes : NULL;
  while (one && strcmp(one->name, name) != 0)
    one = one->next;
  return xml_records_trim(a, one ? one->value : "");
}
