/* The style sheets of all themes take their colours from the custom properties --paper,
 * --sheet, --tint, --rule and --accent, and the fonts from --serif and --sans. The
 * Content-Security-Policy allows no style in a page, so the rules become part of the
 * style sheet. */
#include "site/core/theme_style.h"

#include <string.h>

#include "base/buf.h"
#include "base/rgb.h"

/* Of the standard theme. Text has these colours or stronger ones in every theme. */
static const struct rgb white = {255, 255, 255}, black = {0, 0, 0};
static const struct {
  struct rgb paper, ink, soft;
} light = {{0xfb, 0xf8, 0xf2}, {0x24, 0x21, 0x1d}, {0x66, 0x5f, 0x55}},
  dark = {{0x1b, 0x19, 0x17}, {0xe9, 0xe3, 0xd8}, {0xb0, 0xa6, 0x98}};

/* 4.5 is the least that WCAG allows for text; the other colours that text stands on are
 * a little nearer to that of the text. */
static const double least = 5.2;

/* Only fonts that systems have: a page loads none. */
static const struct {
  const char *name, *text, *interface;
} fonts[] = {
    {"serif",
        "Charter,\"Bitstream Charter\",\"Iowan Old Style\",\"Palatino Linotype\","
        "Georgia,\"Noto Serif\",var(--script-serif)",
        NULL},
    {"sans",
        "system-ui,-apple-system,\"Segoe UI\",Roboto,\"Noto Sans\","
        "var(--script-sans)",
        NULL},
    {"humanist",
        "Seravek,\"Gill Sans Nova\",Ubuntu,Calibri,\"DejaVu Sans\",source-sans-pro,"
        "var(--script-sans)",
        "Seravek,\"Gill Sans Nova\",Ubuntu,Calibri,\"DejaVu Sans\",source-sans-pro,"
        "var(--script-sans)"},
    {"slab",
        "Rockwell,\"Rockwell Nova\",\"Roboto Slab\",\"DejaVu Serif\",\"Sitka Small\","
        "var(--script-serif)",
        NULL},
    {"mono",
        "ui-monospace,\"SF Mono\",\"Cascadia Mono\",\"DejaVu Sans Mono\",monospace",
        "ui-monospace,\"SF Mono\",\"Cascadia Mono\",\"DejaVu Sans Mono\",monospace"},
};

const char *theme_style_check_fonts(const char *v) {
  if (!*v)
    return NULL;
  for (size_t i = 0; i < sizeof fonts / sizeof *fonts; i++)
    if (strcmp(fonts[i].name, v) == 0)
      return NULL;
  return "must be serif, sans, humanist, slab or mono, or empty";
}

static void theme_style_add(struct buf *out, const char *name, struct rgb c) {
  char text[RGB_TEXT];
  rgb_format(c, text);
  buf_printf(out, "--%s:%s;", name, text);
}

/* The background, and the colours that go with it. Returns it. */
static struct rgb theme_style_background(struct buf *out, const char *setting,
    struct rgb usual, struct rgb soft, struct rgb ink, struct rgb toward) {
  struct rgb given;
  if (!rgb_parse(setting, &given))
    return usual;
  struct rgb paper = rgb_legible(given, soft, toward, least);
  theme_style_add(out, "paper", paper);
  theme_style_add(out, "sheet", rgb_mix(paper, toward, 40));
  theme_style_add(out, "tint", rgb_mix(paper, ink, 4));
  theme_style_add(out, "rule", rgb_mix(paper, ink, 16));
  return paper;
}

/* In the dark, an accent that is not set is the one by day, lightened. */
static void theme_style_colours(
    const struct settings_theme *s, struct buf *by_day, struct buf *in_dark) {
  struct rgb day, night;
  struct rgb paper = theme_style_background(
      by_day, s->background, light.paper, light.soft, light.ink, white);
  struct rgb dark_paper = theme_style_background(
      in_dark, s->background_dark, dark.paper, dark.soft, dark.ink, black);
  bool has_day = rgb_parse(s->accent, &day);
  bool has_night = rgb_parse(s->accent_dark, &night);
  if (has_day)
    theme_style_add(by_day, "accent", rgb_legible(day, paper, black, least));
  if (has_night || has_day)
    theme_style_add(in_dark, "accent",
        rgb_legible(has_night ? night : day, dark_paper, white, least));
}

/* The standard theme's, which is also what a theme of the site's own begins with, and
 * those of "plain". */
static const struct theme_palette newspaper = {{0xfb, 0xf8, 0xf2}, {0x24, 0x21, 0x1d},
                                      {0x66, 0x5f, 0x55}, {0x9f, 0x3a, 0x22}},
                                  plain = {{0xff, 0xff, 0xff}, {0x1c, 0x1e, 0x21},
                                      {0x5c, 0x62, 0x6b}, {0x0b, 0x5c, 0xad}};

void theme_style_palette(const struct settings_theme *s, struct theme_palette *out) {
  struct theme_palette p = strcmp(s->name, "plain") == 0 ? plain : newspaper;
  struct rgb given;
  if (rgb_parse(s->background, &given))
    p.paper = rgb_legible(given, p.soft, white, least);
  if (rgb_parse(s->accent, &given))
    p.accent = rgb_legible(given, p.paper, black, least);
  *out = p;
}

bool theme_style_is_sans(const struct settings_theme *s) {
  if (!*s->fonts)
    return strcmp(s->name, "plain") == 0;
  return strcmp(s->fonts, "serif") != 0 && strcmp(s->fonts, "slab") != 0;
}

static void theme_style_fonts(const struct settings_theme *s, struct buf *out) {
  for (size_t i = 0; i < sizeof fonts / sizeof *fonts; i++)
    if (strcmp(fonts[i].name, s->fonts) == 0) {
      /* As the style sheet does it, because what a language needs is set there again.
       */
      buf_printf(out, ":root,[lang]{--serif:%s;", fonts[i].text);
      if (fonts[i].interface)
        buf_printf(out, "--sans:%s;", fonts[i].interface);
      buf_puts(out, "}\n");
    }
}

const char *theme_style_make(struct arena *a, const struct settings_theme *s) {
  struct buf by_day = {0}, in_dark = {0}, out = {0};
  theme_style_colours(s, &by_day, &in_dark);
  /* Not on paper, where the style sheet has black on white. */
  if (by_day.len)
    buf_printf(&out, "@media screen{:root{%s}}\n", buf_text(&by_day));
  if (in_dark.len)
    buf_printf(&out, "@media screen and (prefers-color-scheme:dark){:root{%s}}\n",
        buf_text(&in_dark));
  theme_style_fonts(s, &out);
  const char *text = buf_status(&by_day) || buf_status(&in_dark) || buf_status(&out)
                         ? NULL
                         : arena_strdup(a, buf_text(&out));
  buf_free(&by_day);
  buf_free(&in_dark);
  buf_free(&out);
  return text;
}
