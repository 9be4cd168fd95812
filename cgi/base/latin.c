#include "base/latin.h"

#include <stddef.h>
#include <stdlib.h>

struct latin_row {
  uint32_t letter;
  const char *ascii;
};

/* From Latin-ASCII.xml of CLDR, small letters of Latin alphabets only: capitals have
 * been folded before, and letters with accents decomposed. Phonetic symbols are left
 * out, as nobody types ASCII for them. In the order of bsearch. */
static const struct latin_row latin_rows[] = {{0x00df, "ss"}, {0x00e6, "ae"},
    {0x00f0, "d"}, {0x00f8, "o"}, {0x00fe, "th"}, {0x0111, "d"}, {0x0127, "h"},
    {0x0131, "i"}, {0x0138, "q"}, {0x0142, "l"}, {0x014b, "n"}, {0x0153, "oe"},
    {0x0167, "t"}, {0x0180, "b"}, {0x0183, "b"}, {0x0188, "c"}, {0x018c, "d"},
    {0x0192, "f"}, {0x0195, "hv"}, {0x0199, "k"}, {0x019a, "l"}, {0x019e, "n"},
    {0x01a3, "oi"}, {0x01a5, "p"}, {0x01ab, "t"}, {0x01ad, "t"}, {0x01b4, "y"},
    {0x01b6, "z"}, {0x01e5, "g"}, {0x0225, "z"}, {0x0237, "j"}, {0x023c, "c"},
    {0x023f, "s"}, {0x0240, "z"}, {0x0247, "e"}, {0x0249, "j"}, {0x024b, "q"},
    {0x024d, "r"}, {0x024f, "y"}, {0x0253, "b"}, {0x0256, "d"}, {0x0257, "d"},
    {0x025b, "e"}, {0x0260, "g"}, {0x0268, "i"}, {0x0272, "n"}, {0x027d, "r"},
    {0x0288, "t"}, {0x0289, "u"}, {0x028b, "v"}, {0x2c61, "l"}, {0x2c65, "a"},
    {0x2c66, "t"}, {0x2c68, "h"}, {0x2c6a, "k"}, {0x2c6c, "z"}};

static int latin_compare(const void *key, const void *row) {
  uint32_t a = *(const uint32_t *)key, b = ((const struct latin_row *)row)->letter;
  return (a > b) - (a < b);
}

const char *latin_ascii(uint32_t c) {
  const size_t n = sizeof latin_rows / sizeof latin_rows[0];
  /* Most of a text is outside of the table's range, and is not looked up. */
  if (c < latin_rows[0].letter || c > latin_rows[n - 1].letter)
    return NULL;
  const struct latin_row *row =
      bsearch(&c, latin_rows, n, sizeof latin_rows[0], latin_compare);
  return row ? row->ascii : NULL;
}
