/* What KaTeX and Graphviz write is made from an author's text, so it is no more trusted
 * than that. As in the sanitiser, the output is not the input without its bad parts,
 * but written from scratch from two short lists. Neither has anything that loads,
 * links, runs, or refers to an ID: what is left can only be drawn.
 *
 * expat reads no external entity by itself, and stops those that multiply. */
#include "markup/rich/rich_filter.h"

#include <expat.h>
#include <string.h>

/* Each name is followed by a space. */
static const char mathml_elements[] =
    "math menclose merror mfrac mi mmultiscripts mn mo mover mpadded mphantom mprescripts "
    "mroot mrow ms mspace msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder "
    "munderover none ";
static const char mathml_attributes[] =
    "accent accentunder columnalign columnlines columnspacing columnspan depth display "
    "displaystyle fence form frame height largeop linethickness lspace mathbackground "
    "mathcolor mathsize mathvariant maxsize minsize movablelimits notation rowalign "
    "rowlines rowspacing rowspan rspace scriptlevel separator side stretchy symmetric "
    "voffset width ";
/* Removed with what is inside: the TeX, and names that show when the mouse rests. */
static const char dropped[] =
    "annotation annotation-xml title desc style script image foreignObject metadata "
    "linearGradient radialGradient defs use ";
static const char svg_elements[] =
    "svg g path polygon polyline ellipse circle rect line text tspan ";
static const char svg_attributes[] =
    "cx cy d dx dy fill fill-opacity font-size font-style font-weight height opacity "
    "points r rx ry stroke stroke-dasharray stroke-opacity stroke-width text-anchor "
    "text-decoration transform viewBox width x x1 x2 y y1 y2 ";

struct rich_filter {
  XML_Parser parser;
  struct buf *out;
  enum rich_filter_kind kind;
  const char *label;
  bool keeps_colours;
  bool is_coloured;
  bool is_wrong;     /* another root element */
  unsigned depth;    /* open elements */
  unsigned dropping; /* of these, those from the outermost dropped one on */
};

static bool rich_filter_is_listed(const char *list, const char *name) {
  size_t n = strlen(name);
  for (const char *at = list; *at; at = strchr(at, ' ') + 1)
    if (strncmp(at, name, n) == 0 && at[n] == ' ')
      return true;
  return false;
}

/* The rest of a name after its namespace. */
static const char *rich_filter_local(const char *name) {
  const char *colon = strchr(name, ':');
  return colon ? colon + 1 : name;
}

/* Numbers, lengths, names of colours, paths and transformations. There is no ':', '/'
 * or quote, and "url(#...)" is none of these. */
static bool rich_filter_is_value(const char *value) {
  static const char allowed[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                "0123456789 \t\n.,#()+-%";
  return !value[strspn(value, allowed)] && !strstr(value, "url");
}

static bool rich_filter_is_black(const char *value) {
  return strcmp(value, "black") == 0 || strcmp(value, "#000000") == 0;
}

static void rich_filter_put_attribute(
    struct rich_filter *f, const char *element, const char *name, const char *value) {
  bool paints = strcmp(name, "fill") == 0 || strcmp(name, "stroke") == 0;
  bool is_plain = rich_filter_is_black(value) || strcmp(value, "none") == 0 ||
                  strcmp(value, "transparent") == 0;
  if (!rich_filter_is_value(value)) {
    /* Without the attribute, an area would be black. */
    if (!paints)
      return;
    value = "none";
    is_plain = true;
  }
  if (*name == 'f' && paints && !is_plain && strcmp(element, "text") != 0)
    f->is_coloured = true;
  if (paints && rich_filter_is_black(value) && !f->keeps_colours)
    value = "currentColor";
  buf_printf(f->out, " %s=\"%s\"", name, value);
}

static void rich_filter_put_start(
    struct rich_filter *f, const char *name, const char **attributes) {
  bool is_math = f->kind == RICH_FILTER_MATHML, has_fill = false;
  const char *list = is_math ? mathml_attributes : svg_attributes;
  buf_printf(f->out, "<%s", name);
  for (size_t i = 0; attributes[i]; i += 2)
    if (rich_filter_is_listed(list, attributes[i])) {
      has_fill = has_fill || strcmp(attributes[i], "fill") == 0;
      rich_filter_put_attribute(f, name, attributes[i], attributes[i + 1]);
    }
  /* Text is black if nobody says otherwise. */
  if (strcmp(name, "text") == 0 && !has_fill && !f->keeps_colours)
    buf_puts(f->out, " fill=\"currentColor\"");
  if (strcmp(name, "svg") == 0) {
    buf_puts(f->out, " role=\"img\" aria-label=\"");
    buf_add_html(f->out, f->label, strlen(f->label));
    buf_putc(f->out, '"');
  }
  buf_putc(f->out, '>');
}

static bool rich_filter_is_shown(const struct rich_filter *f, const char *name) {
  return rich_filter_is_listed(
      f->kind == RICH_FILTER_MATHML ? mathml_elements : svg_elements, name);
}

static void XMLCALL rich_filter_start(
    void *context, const XML_Char *full, const XML_Char **attributes) {
  struct rich_filter *f = context;
  const char *name = rich_filter_local(full);
  const char *root = f->kind == RICH_FILTER_MATHML ? "math" : "svg";
  /* The root once, and nowhere else. */
  if ((f->depth == 0) != (strcmp(name, root) == 0))
    f->is_wrong = true;
  f->depth++;
  if (!f->dropping && rich_filter_is_listed(dropped, name))
    f->dropping = f->depth;
  if (!f->dropping && rich_filter_is_shown(f, name))
    rich_filter_put_start(f, name, attributes);
  if (f->is_wrong || f->out->failed)
    XML_StopParser(f->parser, XML_FALSE);
}

static void XMLCALL rich_filter_end(void *context, const XML_Char *full) {
  struct rich_filter *f = context;
  const char *name = rich_filter_local(full);
  if (!f->dropping && rich_filter_is_shown(f, name))
    buf_printf(f->out, "</%s>", name);
  if (f->dropping == f->depth)
    f->dropping = 0;
  f->depth--;
}

static void XMLCALL rich_filter_text(void *context, const XML_Char *text, int n) {
  struct rich_filter *f = context;
  /* The lines between the shapes are no part of the picture. */
  bool is_blank = n == 1 && *text == '\n';
  if (!f->dropping && !is_blank)
    buf_add_html(f->out, text, (size_t)n);
}

static enum err rich_filter_once(struct rich_filter *f, const char *xml, size_t n) {
  f->parser = XML_ParserCreate("UTF-8");
  if (!f->parser)
    return ERR_NOMEM;
  XML_SetUserData(f->parser, f);
  XML_SetElementHandler(f->parser, rich_filter_start, rich_filter_end);
  XML_SetCharacterDataHandler(f->parser, rich_filter_text);
  enum XML_Status status = XML_Parse(f->parser, xml, (int)n, XML_TRUE);
  enum err e = buf_status(f->out);
  if (!e && XML_GetErrorCode(f->parser) == XML_ERROR_NO_MEMORY)
    e = ERR_NOMEM;
  if (!e && (f->is_wrong || status != XML_STATUS_OK))
    e = ERR_SYNTAX;
  XML_ParserFree(f->parser);
  return e;
}

enum err rich_filter(enum rich_filter_kind kind, const char *xml, size_t n,
    const char *label, struct buf *out, bool *is_coloured) {
  size_t start = out->len;
  struct rich_filter f = {.out = out, .kind = kind, .label = label};
  if (n > 1 << 30)
    return ERR_TOO_LARGE;
  enum err e = rich_filter_once(&f, xml, n);
  /* Whether there are coloured areas is known at the end only. */
  if (!e && f.is_coloured) {
    out->len = start;
    f = (struct rich_filter){
        .out = out, .kind = kind, .label = label, .keeps_colours = true};
    e = rich_filter_once(&f, xml, n);
    f.is_coloured = true;
  }
  if (!e)
    *is_coloured = f.is_coloured;
  return e;
}
