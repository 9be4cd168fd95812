/* What the settings say of colours and fonts, as the end of the style sheet. */
#ifndef SITE_CORE_THEME_STYLE_H
#define SITE_CORE_THEME_STYLE_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/rgb.h"

/* The section [theme]. "" for what is not set. */
struct settings_theme {
  const char *name;
  const char *logo; /* a path below /media/ */
  const char *accent, *accent_dark, *background, *background_dark; /* "#rrggbb" */
  const char *fonts;
};

/* The rules in the arena, "" if the settings say nothing. A colour in which text would
 * not be legible (WCAG 2.2 AA) is made darker or lighter as far as needed. NULL when
 * out of memory. */
const char *theme_style_make(struct arena *a, const struct settings_theme *s);

/* The colours of the light mode, legible like the style sheet's. */
struct theme_palette {
  struct rgb paper, ink, soft, accent;
};
void theme_style_palette(const struct settings_theme *s, struct theme_palette *out);

/* True if titles are set in a sans serif font. */
bool theme_style_is_sans(const struct settings_theme *s);

/* For settings_check.h: NULL if `v` is a set of fonts, else what is allowed. */
const char *theme_style_check_fonts(const char *v);

#endif
