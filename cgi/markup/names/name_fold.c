/* Unicode lists thousands of confusable characters (UTS #39). The table below has the
 * letters with which Latin names are imitated; what is only a variant of a letter, such
 * as fullwidth or mathematical ones, has a decomposition and needs no row. */
#include "markup/names/name_fold.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <unicase.h>
#include <unictype.h>
#include <uninorm.h>
#include <unistr.h>

/* In lower case, sorted by the first, for bsearch. */
static const struct name_fold_pair {
  ucs4_t from;
  char to;
} name_fold_pairs[] = {{'0', 'o'}, {'1', 'i'}, {'l', 'i'}, {'|', 'i'}, {0x00f0, 'd'},
    {0x00f8, 'o'}, {0x0111, 'd'}, {0x0127, 'h'}, {0x0131, 'i'}, {0x0142, 'i'},
    {0x0167, 't'}, {0x0180, 'b'}, {0x0192, 'f'}, {0x01c0, 'i'}, {0x0251, 'a'},
    {0x0261, 'g'}, {0x0262, 'g'}, {0x0269, 'i'}, {0x026a, 'i'}, {0x0274, 'n'},
    {0x0280, 'r'}, {0x028b, 'v'}, {0x028f, 'y'}, {0x0299, 'b'}, {0x029c, 'h'},
    {0x029f, 'i'}, {0x03b1, 'a'}, {0x03b2, 'b'}, {0x03b5, 'e'}, {0x03b6, 'z'},
    {0x03b7, 'h'}, {0x03b9, 'i'}, {0x03ba, 'k'}, {0x03bc, 'm'}, {0x03bd, 'n'},
    {0x03bf, 'o'}, {0x03c1, 'p'}, {0x03c4, 't'}, {0x03c5, 'y'}, {0x03c7, 'x'},
    {0x03f3, 'j'}, {0x0430, 'a'}, {0x0432, 'b'}, {0x0435, 'e'}, {0x043a, 'k'},
    {0x043c, 'm'}, {0x043d, 'h'}, {0x043e, 'o'}, {0x0440, 'p'}, {0x0441, 'c'},
    {0x0442, 't'}, {0x0443, 'y'}, {0x0445, 'x'}, {0x0455, 's'}, {0x0456, 'i'},
    {0x0458, 'j'}, {0x0475, 'v'}, {0x04ae, 'y'}, {0x04bb, 'h'}, {0x04cf, 'i'},
    {0x0501, 'd'}, {0x051b, 'q'}, {0x051d, 'w'}, {0x0563, 'q'}, {0x0566, 'q'},
    {0x0570, 'h'}, {0x0578, 'n'}, {0x057d, 'u'}, {0x0581, 'g'}, {0x0585, 'o'},
    {0x1d00, 'a'}, {0x1d04, 'c'}, {0x1d05, 'd'}, {0x1d07, 'e'}, {0x1d0a, 'j'},
    {0x1d0b, 'k'}, {0x1d0d, 'm'}, {0x1d0f, 'o'}, {0x1d18, 'p'}, {0x1d1b, 't'},
    {0x1d1c, 'u'}, {0x1d20, 'v'}, {0x1d21, 'w'}, {0x1d22, 'z'}, {0xa730, 'f'},
    {0xa731, 's'}};

static int name_fold_compare(const void *key, const void *entry) {
  ucs4_t a = *(const ucs4_t *)key, b = ((const struct name_fold_pair *)entry)->from;
  return a < b ? -1 : a > b;
}

static void name_fold_put(struct buf *out, ucs4_t c) {
  uint8_t bytes[6];
  const struct name_fold_pair *pair =
      bsearch(&c, name_fold_pairs, sizeof name_fold_pairs / sizeof *name_fold_pairs,
          sizeof *name_fold_pairs, name_fold_compare);
  /* Before the categories: "|" is a symbol, and stands for an I. */
  if (pair) {
    buf_putc(out, pair->to);
    return;
  }
  /* Symbols stay, because a name may consist of emoji. */
  if (uc_is_general_category_withtable(c, UC_CATEGORY_MASK_M | UC_CATEGORY_MASK_P |
                                              UC_CATEGORY_MASK_Z | UC_CATEGORY_MASK_C))
    return;
  int n = u8_uctomb(bytes, c, sizeof bytes);
  if (n > 0)
    buf_add(out, bytes, (size_t)n);
}

enum err name_fold(struct buf *out, const char *name) {
  const uint8_t *s = (const uint8_t *)name;
  size_t n = strlen(name), size = 0;
  ucs4_t c;
  if (u8_check(s, n))
    return ERR_SYNTAX;
  /* An empty result may be NULL. */
  if (!n)
    return buf_status(out);
  uint8_t *folded = u8_casefold(s, n, NULL, UNINORM_NFKD, NULL, &size);
  if (!folded)
    return errno == ENOMEM ? ERR_NOMEM : ERR_SYNTAX;
  for (size_t at = 0; at < size;) {
    int step = u8_mbtoucr(&c, folded + at, size - at);
    if (step <= 0)
      break;
    name_fold_put(out, c);
    at += (size_t)step;
  }
  free(folded);
  return buf_status(out);
}
