/* Reads "--name: #rrggbb" wherever it is, and which @media it is in; that is all that
 * the colours of a theme need. */
#include "ops/theme_contrast.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/rgb.h"

/* What WCAG 2.2 AA demands of text (success criterion 1.4.3). */
static const double least = 4.5;

enum contrast_name {
  INK,
  SOFT,
  ACCENT,
  FAULT,
  PAPER,
  SHEET,
  TINT,
  MARK,
  CONTRAST_NAMES
};
static const char *const names[CONTRAST_NAMES] = {
    "ink", "soft", "accent", "fault", "paper", "sheet", "tint", "mark"};

static const struct {
  enum contrast_name text, on;
} pairs[] = {{INK, PAPER}, {INK, SHEET}, {INK, TINT}, {INK, MARK}, {SOFT, PAPER},
    {SOFT, SHEET}, {SOFT, TINT}, {ACCENT, PAPER}, {ACCENT, SHEET}, {ACCENT, TINT},
    {FAULT, PAPER}, {FAULT, SHEET}, {FAULT, TINT}, {PAPER, ACCENT}};

struct contrast_colours {
  bool is_set[CONTRAST_NAMES];
  struct rgb colours[CONTRAST_NAMES];
};

/* What the innermost @media says. */
enum contrast_scheme { BY_DAY, DARK, NEITHER };

static enum contrast_scheme theme_contrast_scheme(const char *rule, size_t n) {
  char text[200];
  snprintf(text, sizeof text, "%.*s", (int)n, rule);
  return strstr(text, "dark") ? DARK : strstr(text, "print") ? NEITHER : BY_DAY;
}

/* The property that begins at `s`, after "--". */
static void theme_contrast_read(const char *s, struct contrast_colours *out) {
  for (int i = 0; i < CONTRAST_NAMES; i++) {
    size_t n = strlen(names[i]);
    if (strncmp(s, names[i], n) != 0)
      continue;
    const char *value = s + n + strspn(s + n, " \t");
    if (*value++ != ':')
      continue;
    value += strspn(value, " \t");
    char text[RGB_TEXT];
    snprintf(text, sizeof text, "%.*s", (int)strcspn(value, "; \t\n}"), value);
    out->is_set[i] = rgb_parse(text, &out->colours[i]);
  }
}

static void theme_contrast_collect(
    const char *css, struct contrast_colours *by_day, struct contrast_colours *dark) {
  enum contrast_scheme scheme = BY_DAY;
  int depth = 0, media = 0; /* media: the depth at which the @media began */
  for (const char *s = css; *s; s++) {
    if (s[0] == '/' && s[1] == '*') {
      const char *end = strstr(s + 2, "*/");
      if (!end)
        return;
      s = end + 1;
    } else if (strncmp(s, "@media", 6) == 0) {
      scheme = theme_contrast_scheme(s, strcspn(s, "{"));
      media = depth;
      s += 5;
    } else if (*s == '{') {
      depth++;
    } else if (*s == '}' && --depth == media) {
      scheme = BY_DAY;
    } else if (s[0] == '-' && s[1] == '-') {
      if (scheme == BY_DAY)
        theme_contrast_read(s + 2, by_day);
      else if (scheme == DARK)
        theme_contrast_read(s + 2, dark);
      s++;
    }
  }
}

static enum err theme_contrast_compare(const struct contrast_colours *c,
    const char *when, theme_contrast_report *report, void *context) {
  for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
    enum contrast_name text = pairs[i].text, on = pairs[i].on;
    if (!c->is_set[text] || !c->is_set[on])
      continue;
    double contrast = rgb_contrast(c->colours[text], c->colours[on]);
    if (contrast >= least)
      continue;
    char one[RGB_TEXT], other[RGB_TEXT], finding[200];
    rgb_format(c->colours[text], one);
    rgb_format(c->colours[on], other);
    /* Cut, not rounded: 4.49 is less than 4.5. */
    snprintf(finding, sizeof finding,
        "--%s (%s) on --%s (%s) %s: the contrast is %d.%02d, and text needs 4.5",
        names[text], one, names[on], other, when, (int)contrast,
        (int)(contrast * 100) % 100);
    enum err e = report(context, finding);
    if (e)
      return e;
  }
  return OK;
}

enum err theme_contrast(const char *css, theme_contrast_report *report, void *context) {
  struct contrast_colours by_day = {0}, dark = {0};
  theme_contrast_collect(css, &by_day, &dark);
  /* What the dark scheme does not set is as by day. */
  for (int i = 0; i < CONTRAST_NAMES; i++)
    if (!dark.is_set[i]) {
      dark.is_set[i] = by_day.is_set[i];
      dark.colours[i] = by_day.colours[i];
    }
  enum err e = theme_contrast_compare(&by_day, "by day", report, context);
  return e ? e : theme_contrast_compare(&dark, "in the dark", report, context);
}
