#include "markup/names/engine_slug.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <unictype.h>
#include <unistr.h>

static bool engine_slug_is_word(ucs4_t c) {
  return uc_is_general_category_withtable(
      c, UC_CATEGORY_MASK_L | UC_CATEGORY_MASK_M | UC_CATEGORY_MASK_Nd);
}

static bool engine_slug_is_one_of(ucs4_t c, const char *set) {
  return c && c < 0x80 && strchr(set, (int)c);
}

void engine_slug_jekyll(const char *text, const char *also, struct buf *out) {
  const uint8_t *s = (const uint8_t *)text;
  size_t n = strlen(text), begin = out->len;
  bool gap = false;
  while (n) {
    ucs4_t c;
    int step = u8_mbtouc(&c, s, n);
    if (engine_slug_is_word(c) || engine_slug_is_one_of(c, also)) {
      if (gap && out->len > begin)
        buf_puts(out, "-");
      buf_add(out, (const char *)s, (size_t)step);
      gap = false;
    } else {
      /* A hyphen of the text is part of a run, too: "a - b" becomes "a-b". */
      gap = true;
    }
    s += step;
    n -= (size_t)step;
  }
}

void engine_slug_hugo(const char *text, struct buf *out) {
  const uint8_t *s = (const uint8_t *)text;
  size_t n = strlen(text), begin = out->len;
  bool after_hyphen = false, owes_hyphen = false;
  while (n) {
    ucs4_t c;
    int step = u8_mbtouc(&c, s, n);
    if (engine_slug_is_word(c) || engine_slug_is_one_of(c, "._#+~-@/")) {
      /* "a - b" has a hyphen already, so the space before it adds none. */
      after_hyphen = c == '-';
      if (owes_hyphen && !after_hyphen)
        buf_puts(out, "-");
      owes_hyphen = false;
      buf_add(out, (const char *)s, (size_t)step);
    } else if (out->len > begin && !after_hyphen && uc_is_property_white_space(c)) {
      owes_hyphen = true;
    }
    s += step;
    n -= (size_t)step;
  }
}
