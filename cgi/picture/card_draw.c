/* A title is any text in any script: Pango decides about direction, shapes and where
 * lines may end. What remains is to choose the largest size in which it fits. */
#include "picture/card_draw.h"

#include <stdio.h>
#include <string.h>

#include <pango/pangocairo.h>

/* In pixels. The title is in the middle of the space between site and byline. */
enum {
  MARGIN = 84,
  COLUMN = CARD_WIDTH - 2 * MARGIN,
  BAR = 14,     /* the bar at the upper edge, */
  HAIRLINE = 2, /* and the line below it */
  SITE_TOP = 62,
  SITE_SIZE = 34,
  LOGO_GAP = 20,
  TITLE_TOP = 142,
  TITLE_BOTTOM = 516,
  MOST_LINES = 6,
  MARK_TOP = 538, /* the short bar of colour above the byline */
  MARK_WIDTH = 72,
  MARK_HEIGHT = 7,
  BYLINE_TOP = 556,
  BYLINE_SIZE = 29
};

static const int sizes[] = {104, 94, 85, 77, 70, 63, 57, 51, 46, 42};

struct card_drawing {
  const struct card_content *card;
  cairo_t *cairo;
  PangoContext *context;
  bool is_rtl;
  char *fault;
};

static void card_draw_colour(cairo_t *cairo, struct rgb c) {
  cairo_set_source_rgb(cairo, c.red / 255.0, c.green / 255.0, c.blue / 255.0);
}

static void card_draw_box(const struct card_drawing *d, struct rgb colour, double x,
    double y, double width, double height) {
  card_draw_colour(d->cairo, colour);
  cairo_rectangle(d->cairo, x, y, width, height);
  cairo_fill(d->cairo);
}

/* ---- Texts ---- */

static PangoLayout *card_draw_layout(
    const struct card_drawing *d, const char *text, int size, bool is_bold) {
  PangoLayout *layout = pango_layout_new(d->context);
  PangoFontDescription *font = pango_font_description_new();
  pango_font_description_set_family(
      font, card_font_families(d->card->is_sans, d->card->lang));
  pango_font_description_set_absolute_size(font, (double)size * PANGO_SCALE);
  pango_font_description_set_weight(
      font, is_bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_layout_set_font_description(layout, font);
  pango_font_description_free(font);
  /* All is one paragraph, also with characters that separate paragraphs. */
  pango_layout_set_single_paragraph_mode(layout, TRUE);
  pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
  /* Only the text, never its markup. */
  pango_layout_set_text(layout, text, -1);
  return layout;
}

/* Where a text of one line and of that width begins: at the side at which its card
 * begins. */
static double card_draw_start(const struct card_drawing *d, int width) {
  return d->is_rtl ? CARD_WIDTH - MARGIN - width : MARGIN;
}

/* One line, shortened if it does not fit into `room`; `inset` pixels from the edge. */
static void card_draw_line(struct card_drawing *d, const char *text, int size,
    bool is_bold, struct rgb colour, int top, int inset) {
  int width, height, room = COLUMN - inset;
  PangoLayout *layout = card_draw_layout(d, text, size, is_bold);
  pango_layout_set_width(layout, room * PANGO_SCALE);
  pango_layout_set_height(layout, -1);
  pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_END);
  card_font_check(layout, d->fault);
  pango_layout_get_pixel_size(layout, &width, &height);
  /* Aligned by hand: a text may have the other direction than the title. */
  pango_layout_set_width(layout, width < room ? -1 : room * PANGO_SCALE);
  double x = card_draw_start(d, width < room ? width : room);
  card_draw_colour(d->cairo, colour);
  cairo_move_to(d->cairo, d->is_rtl ? x - inset : x + inset, top);
  pango_cairo_show_layout(d->cairo, layout);
  g_object_unref(layout);
}

/* ---- The title ---- */

static bool card_draw_fits(PangoLayout *layout) {
  int width, height;
  pango_layout_get_pixel_size(layout, &width, &height);
  return height <= TITLE_BOTTOM - TITLE_TOP && width <= COLUMN &&
         pango_layout_get_line_count(layout) <= MOST_LINES;
}

/* Lines of similar length: the narrowest column in which there are no more lines. */
static void card_draw_balance(PangoLayout *layout) {
  int lines = pango_layout_get_line_count(layout);
  int narrow = COLUMN / 2, wide = COLUMN;
  while (lines > 1 && wide - narrow > 16) {
    int middle = (narrow + wide) / 2, width, height;
    pango_layout_set_width(layout, middle * PANGO_SCALE);
    pango_layout_get_pixel_size(layout, &width, &height);
    if (pango_layout_get_line_count(layout) > lines || width > middle)
      narrow = middle;
    else
      wide = middle;
  }
  pango_layout_set_width(layout, wide * PANGO_SCALE);
}

/* The layout of the title in the largest size that fits. A title that fits in none ends
 * with an ellipsis. */
static PangoLayout *card_draw_title_layout(struct card_drawing *d, const char *title) {
  PangoLayout *layout = NULL;
  for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
    if (layout)
      g_object_unref(layout);
    layout = card_draw_layout(d, title, sizes[i], true);
    pango_layout_set_auto_dir(layout, FALSE);
    pango_layout_set_alignment(
        layout, d->is_rtl ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT);
    pango_layout_set_width(layout, COLUMN * PANGO_SCALE);
    pango_layout_set_line_spacing(layout, (float)card_font_spacing(title));
    if (card_draw_fits(layout)) {
      card_draw_balance(layout);
      return layout;
    }
  }
  pango_layout_set_height(layout, -MOST_LINES);
  pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_END);
  return layout;
}

static void card_draw_title(struct card_drawing *d, const char *title) {
  int width, height, room = TITLE_BOTTOM - TITLE_TOP;
  PangoLayout *layout = card_draw_title_layout(d, title);
  card_font_check(layout, d->fault);
  pango_layout_get_pixel_size(layout, &width, &height);
  double column = pango_layout_get_width(layout) / (double)PANGO_SCALE;
  double top = (double)TITLE_TOP + (height < room ? (room - height) / 2.0 : 0.0);
  /* Stacks of combining marks stay in their place. */
  cairo_save(d->cairo);
  cairo_rectangle(
      d->cairo, 0, TITLE_TOP - 24, CARD_WIDTH, TITLE_BOTTOM - TITLE_TOP + 36);
  cairo_clip(d->cairo);
  card_draw_colour(d->cairo, d->card->ink);
  cairo_move_to(
      d->cairo, d->is_rtl ? CARD_WIDTH - MARGIN - column : (double)MARGIN, top);
  pango_cairo_show_layout(d->cairo, layout);
  cairo_restore(d->cairo);
  g_object_unref(layout);
}

/* ---- The card ---- */

/* Returns how much room it takes, with the gap after it. */
static int card_draw_logo(const struct card_drawing *d) {
  if (!d->card->logo)
    return 0;
  int width = cairo_image_surface_get_width(d->card->logo);
  int height = cairo_image_surface_get_height(d->card->logo);
  cairo_set_source_surface(
      d->cairo, d->card->logo, card_draw_start(d, width), SITE_TOP + 23 - height / 2.0);
  cairo_paint(d->cairo);
  return width + LOGO_GAP;
}

static void card_draw_all(struct card_drawing *d) {
  const struct card_content *c = d->card;
  char *title = card_font_title(c->title);
  card_draw_box(d, c->paper, 0, 0, CARD_WIDTH, CARD_HEIGHT);
  card_draw_box(d, c->ink, 0, 0, CARD_WIDTH, BAR);
  card_draw_box(d, c->ink, 0, BAR + 5, CARD_WIDTH, HAIRLINE);
  int inset = card_draw_logo(d);
  card_draw_line(d, c->site, SITE_SIZE, true, c->ink, SITE_TOP, inset);
  card_draw_title(d, title);
  card_draw_box(
      d, c->accent, card_draw_start(d, MARK_WIDTH), MARK_TOP, MARK_WIDTH, MARK_HEIGHT);
  card_draw_line(d, c->byline, BYLINE_SIZE, false, c->soft, BYLINE_TOP, 0);
  g_free(title);
}

static PangoContext *card_draw_context(
    cairo_t *cairo, const struct card_content *card) {
  PangoContext *context = pango_cairo_create_context(cairo);
  cairo_font_options_t *options = cairo_font_options_create();
  /* As on screens of high density: whole pixels, and no colours at the edges. */
  cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
  cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
  pango_cairo_context_set_font_options(context, options);
  cairo_font_options_destroy(options);
  pango_context_set_language(context, pango_language_from_string(card->lang));
  return context;
}

cairo_surface_t *card_draw(const struct card_content *card, char fault[CARD_FAULT]) {
  cairo_surface_t *surface =
      cairo_image_surface_create(CAIRO_FORMAT_RGB24, CARD_WIDTH, CARD_HEIGHT);
  struct card_drawing d = {
      .card = card, .cairo = cairo_create(surface), .fault = fault};
  *fault = '\0';
  d.context = card_draw_context(d.cairo, card);
  d.is_rtl = card_font_is_rtl(card->title, card->lang);
  pango_context_set_base_dir(
      d.context, d.is_rtl ? PANGO_DIRECTION_RTL : PANGO_DIRECTION_LTR);
  card_draw_all(&d);
  if (cairo_status(d.cairo) && !*fault)
    snprintf(fault, CARD_FAULT, "cannot be drawn");
  g_object_unref(d.context);
  cairo_destroy(d.cairo);
  if (!*fault)
    return surface;
  cairo_surface_destroy(surface);
  return NULL;
}
