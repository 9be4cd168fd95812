#include "picture/card_font.h"

#include <stdio.h>
#include <string.h>

#include <unictype.h>

/* More than any language uses; more only fill the card. */
enum { MOST_MARKS = 4 };

/* ---- Families ---- */

/* The text fonts of the style sheet that a server may have. Fontconfig chooses among
 * the others, but takes little care of Chinese characters. */
#define CARD_FONT_SERIF(cjk)                                                           \
  "Charter,Noto Serif,Noto Serif CJK " cjk                                             \
  ",Noto Naskh Arabic,Noto Serif Devanagari,Noto Serif Thai,Noto Serif Hebrew,"        \
  "DejaVu Serif,serif"
#define CARD_FONT_SANS(cjk)                                                            \
  "Noto Sans,Noto Sans CJK " cjk                                                       \
  ",Noto Sans Arabic,Noto Sans Devanagari,Noto Sans Thai,Noto Sans Hebrew,"            \
  "DejaVu Sans,sans"

const char *card_font_families(bool is_sans, const char *lang) {
  static const struct {
    const char *lang, *serif, *sans;
  } families[] = {
      {"zh-hant", CARD_FONT_SERIF("TC"), CARD_FONT_SANS("TC")},
      {"zh-tw", CARD_FONT_SERIF("TC"), CARD_FONT_SANS("TC")},
      {"zh-hk", CARD_FONT_SERIF("TC"), CARD_FONT_SANS("TC")},
      {"zh-mo", CARD_FONT_SERIF("TC"), CARD_FONT_SANS("TC")},
      {"ja", CARD_FONT_SERIF("JP"), CARD_FONT_SANS("JP")},
      {"ko", CARD_FONT_SERIF("KR"), CARD_FONT_SANS("KR")},
      {"", CARD_FONT_SERIF("SC"), CARD_FONT_SANS("SC")},
  };
  size_t i = 0;
  while (g_ascii_strncasecmp(lang, families[i].lang, strlen(families[i].lang)) != 0)
    i++;
  return is_sans ? families[i].sans : families[i].serif;
}

/* Latin, Greek, Cyrillic and Chinese have room between their lines; in other scripts,
 * letters reach from line to line. */
double card_font_spacing(const char *title) {
  for (const char *s = title; *s; s = g_utf8_next_char(s))
    switch (g_unichar_get_script(g_utf8_get_char(s))) {
    case G_UNICODE_SCRIPT_COMMON:
    case G_UNICODE_SCRIPT_INHERITED:
    case G_UNICODE_SCRIPT_LATIN:
    case G_UNICODE_SCRIPT_GREEK:
    case G_UNICODE_SCRIPT_CYRILLIC:
    case G_UNICODE_SCRIPT_HAN:
    case G_UNICODE_SCRIPT_HIRAGANA:
    case G_UNICODE_SCRIPT_KATAKANA:
    case G_UNICODE_SCRIPT_HANGUL:
    case G_UNICODE_SCRIPT_BOPOMOFO:
      break;
    default:
      return 1;
    }
  return 0.9;
}

/* ---- Texts ---- */

bool card_font_is_rtl(const char *text, const char *lang) {
  static const char *const languages[] = {
      "ar", "fa", "he", "ur", "ps", "sd", "ug", "yi", "dv", "ckb"};
  for (const char *s = text; *s; s = g_utf8_next_char(s)) {
    int found = uc_bidi_category(g_utf8_get_char(s));
    if (found == UC_BIDI_L || found == UC_BIDI_R || found == UC_BIDI_AL)
      return found != UC_BIDI_L;
  }
  size_t n = strcspn(lang, "-");
  for (size_t i = 0; i < sizeof languages / sizeof *languages; i++)
    if (n == strlen(languages[i]) && g_ascii_strncasecmp(lang, languages[i], n) == 0)
      return true;
  return false;
}

char *card_font_title(const char *title) {
  GString *out = g_string_new(NULL);
  int marks = 0;
  for (const char *s = title; *s; s = g_utf8_next_char(s)) {
    gunichar c = g_utf8_get_char(s);
    /* Variation selectors and joiners are no marks of this kind. */
    marks = g_unichar_combining_class(c) ? marks + 1 : 0;
    if (marks <= MOST_MARKS)
      g_string_append_unichar(out, c);
  }
  return g_string_free(out, FALSE);
}

/* ---- Missing glyphs ---- */

static const char *card_font_package(gunichar c) {
  switch (g_unichar_get_script(c)) {
  case G_UNICODE_SCRIPT_HAN:
  case G_UNICODE_SCRIPT_HIRAGANA:
  case G_UNICODE_SCRIPT_KATAKANA:
  case G_UNICODE_SCRIPT_HANGUL:
  case G_UNICODE_SCRIPT_BOPOMOFO:
    return "install fonts-noto-cjk";
  case G_UNICODE_SCRIPT_COMMON:
    /* Emoji, and other symbols next to them. */
    return c >= 0x1f000 && c <= 0x1faff ? "install fonts-noto-color-emoji"
                                        : "install fonts-noto-core";
  case G_UNICODE_SCRIPT_UNKNOWN:
    return "it has no meaning, so no font will have it";
  default:
    return "install fonts-noto-core, or fonts-noto-extra";
  }
}

/* In glyph strings, a character without glyph is its code and this flag. */
static gunichar card_font_missing(PangoLayout *layout) {
  PangoLayoutIter *at = pango_layout_get_iter(layout);
  gunichar found = 0;
  do {
    PangoLayoutRun *run = pango_layout_iter_get_run_readonly(at);
    for (int i = 0; run && !found && i < run->glyphs->num_glyphs; i++) {
      PangoGlyph glyph = run->glyphs->glyphs[i].glyph;
      if (glyph & PANGO_GLYPH_UNKNOWN_FLAG)
        found = glyph & ~PANGO_GLYPH_UNKNOWN_FLAG;
    }
  } while (!found && pango_layout_iter_next_run(at));
  pango_layout_iter_free(at);
  return found;
}

void card_font_check(PangoLayout *layout, char fault[CARD_FAULT]) {
  if (*fault || !pango_layout_get_unknown_glyphs_count(layout))
    return;
  gunichar c = card_font_missing(layout);
  snprintf(fault, CARD_FAULT, "needs a font that has U+%04X: %s", (unsigned)c,
      card_font_package(c));
}
