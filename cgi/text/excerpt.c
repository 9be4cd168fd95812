#include "text/excerpt.h"

#include <stdint.h>
#include <string.h>
#include <unictype.h>
#include <unigbrk.h>
#include <unistr.h>

#include "text/html_text.h"

enum { WORDS_A_MINUTE = 230, CJK_A_MINUTE = 500 };

/* Octets of the first `most` characters, not cutting a grapheme. */
static size_t head(const char *text, size_t most) {
  const uint8_t *start = (const uint8_t *)text, *end = start + strlen(text),
                *at = start;
  for (size_t n = 0; at < end && n < most; n++)
    at = u8_grapheme_next(at, end);
  return (size_t)(at - start);
}

enum err excerpt_from_html(const char *html, size_t most, struct buf *out) {
  struct buf text = {0};
  enum err e = html_text(html, HTML_TEXT_RUNNING, &text);
  if (!e) {
    const char *s = buf_text(&text);
    size_t n = head(s, most), word = n;
    if (s[n]) {
      while (word && s[word] != ' ')
        word--;
      /* A script without spaces, or one very long word. */
      if (word < n * 2 / 3)
        word = n;
      while (word && strchr(" ,;:", s[word - 1]))
        word--;
      buf_add(out, s, word);
      buf_puts(out, "…");
    } else {
      buf_puts(out, s);
    }
    e = buf_status(out);
  }
  buf_free(&text);
  return e;
}

/* Han, kana, hangul and Thai, counted by the character. */
static int is_dense(ucs4_t c) {
  return (c >= 0x0e00 && c <= 0x0e7f) || (c >= 0x3040 && c <= 0x30ff) ||
         (c >= 0x3400 && c <= 0x9fff) || (c >= 0xac00 && c <= 0xd7a3) ||
         (c >= 0x20000 && c <= 0x3ffff);
}

int excerpt_reading_minutes(const char *html) {
  struct buf text = {0};
  size_t words = 0, dense = 0;
  int in_word = 0;
  if (html_text(html, HTML_TEXT_ALL, &text) == OK) {
    const uint8_t *s = (const uint8_t *)buf_text(&text);
    size_t left = strlen(buf_text(&text));
    while (left) {
      ucs4_t c;
      int step = u8_mbtouc(&c, s, left);
      int letter = uc_is_general_category_withtable(
          c, UC_CATEGORY_MASK_L | UC_CATEGORY_MASK_N | UC_CATEGORY_MASK_M);
      dense += (size_t)is_dense(c);
      words += letter && !is_dense(c) && !in_word;
      in_word = (letter && !is_dense(c)) || (in_word && c == '\'');
      s += step;
      left -= (size_t)step;
    }
  }
  buf_free(&text);
  const size_t both = (size_t)WORDS_A_MINUTE * CJK_A_MINUTE;
  size_t minutes = (words * CJK_A_MINUTE + dense * WORDS_A_MINUTE + both / 2) / both;
  return minutes < 1 ? 1 : (int)minutes;
}
