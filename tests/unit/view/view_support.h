/* Helpers for the tests of view/. */
#ifndef S_UNIT_VIEW_VIEW_SUPPORT_H
#define S_UNIT_VIEW_VIEW_SUPPORT_H

#include "support.h"
#include "view/view_layout.h"

/* Text that breaks out of any unescaped context. */
#define HOSTILE "\"'><script>alert(1)</script> onload=x &amp; {{TITLE}}"

static inline struct templates *view_templates(void) {
  struct templates *t = NULL;
  char why[200] = "";
  enum err e = templates_load(&t, NULL, "en", why, sizeof why);
  assert_string_equal(why, "");
  assert_err(e, OK);
  return t;
}

static inline struct view_layout view_plain_layout(void) {
  return (struct view_layout){
      .lang = "en",
      .dir = "ltr",
      .site_title = "Notes",
      .title = "Low tide",
      .style_url = "/assets/style.css",
  };
}

/* Returns how often `piece` occurs in `text`. */
static inline int view_count(const char *text, const char *piece) {
  int n = 0;
  for (const char *s = text; (s = strstr(s, piece)) != NULL; s += strlen(piece))
    n++;
  return n;
}

static inline void view_expect(const char *page, const char *piece) {
  if (!strstr(page, piece))
    fail_msg("no \"%s\" in:\n%s", piece, page);
}

static inline void view_refute(const char *page, const char *piece) {
  if (strstr(page, piece))
    fail_msg("\"%s\" in:\n%s", piece, page);
}

#endif
