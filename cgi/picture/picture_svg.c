/* The picture is not drawn: browsers do that, and an <img> runs no script of an SVG.
 * Only its first tag matters here. */
#include "picture/picture_svg.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <expat.h>

enum { MOST_HEAD = 64 << 10, MOST_SIDE = 100000 };

struct picture_svg {
  XML_Parser parser;
  bool is_svg;
  double width, height, box_width, box_height; /* 0: not given */
};

/* CSS pixels of a length; 0 for per cents and units that depend on the page. */
static double picture_svg_length(const char *value) {
  static const struct {
    const char *unit;
    double pixels;
  } units[] = {{"", 1}, {"px", 1}, {"pt", 96.0 / 72}, {"pc", 16}, {"in", 96},
      {"cm", 96 / 2.54}, {"mm", 96 / 25.4}};
  char *end;
  double n = strtod(value, &end);
  if (end == value || !isfinite(n) || n <= 0)
    return 0;
  for (size_t i = 0; i < sizeof units / sizeof *units; i++)
    if (strcmp(end, units[i].unit) == 0)
      return n * units[i].pixels;
  return 0;
}

/* Four numbers with blanks or commas between them. */
static void picture_svg_box(struct picture_svg *s, const char *value) {
  double box[4];
  for (size_t i = 0; i < 4; i++) {
    char *end;
    box[i] = strtod(value, &end);
    if (end == value || !isfinite(box[i]))
      return;
    value = end + strspn(end, ", \t\r\n");
  }
  if (box[2] > 0 && box[3] > 0) {
    s->box_width = box[2];
    s->box_height = box[3];
  }
}

static void picture_svg_start(void *context, const XML_Char *name, const XML_Char **a) {
  struct picture_svg *s = context;
  const char *colon = strchr(name, ':');
  s->is_svg = strcmp(colon ? colon + 1 : name, "svg") == 0;
  for (; s->is_svg && a[0]; a += 2) {
    if (strcmp(a[0], "width") == 0)
      s->width = picture_svg_length(a[1]);
    else if (strcmp(a[0], "height") == 0)
      s->height = picture_svg_length(a[1]);
    else if (strcmp(a[0], "viewBox") == 0)
      picture_svg_box(s, a[1]);
  }
  /* What follows may be long, or defective: it is not needed. */
  XML_StopParser(s->parser, XML_FALSE);
}

/* With only one side, the other one follows from the box; without any, browsers take
 * the width of the page, and the box gives the shape. */
static void picture_svg_complete(struct picture_svg *s) {
  bool has_width = s->width > 0, has_height = s->height > 0;
  if (s->box_width <= 0)
    return;
  double shape = s->box_height / s->box_width;
  if (has_width && !has_height)
    s->height = s->width * shape;
  else if (has_height && !has_width)
    s->width = s->height / shape;
  else if (!has_width) {
    s->width = s->box_width;
    s->height = s->box_height;
  }
}

bool picture_svg_size(const void *data, size_t n, int *width, int *height) {
  struct picture_svg s = {.parser = XML_ParserCreate(NULL)};
  if (!s.parser)
    return false;
  XML_SetUserData(s.parser, &s);
  XML_SetStartElementHandler(s.parser, picture_svg_start);
  /* Its result does not matter: the parser was stopped, or the first tag is not there.
   */
  (void)XML_Parse(s.parser, data, n < MOST_HEAD ? (int)n : MOST_HEAD, XML_FALSE);
  XML_ParserFree(s.parser);
  if (!s.is_svg)
    return false;
  picture_svg_complete(&s);
  double most = MOST_SIDE;
  bool fits = s.width > 0 && s.height > 0 && s.width <= most && s.height <= most;
  *width = fits ? (int)fmax(1, round(s.width)) : 0;
  *height = fits ? (int)fmax(1, round(s.height)) : 0;
  return true;
}
