/* A slug is made in rounds until nothing changes: fold, filter, cut. It is stable then,
 * so that making a slug of a slug returns the same one, which slug_check() relies on to
 * recognise a valid one without a second set of rules. Letters of all scripts are kept.
 * Transliterating them would need tables that are wrong for some language, and browsers
 * show them as they are. */
#include "markup/names/slug.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unicase.h>
#include <unictype.h>
#include <unigbrk.h>
#include <uninorm.h>
#include <unistr.h>

#include "base/limits.h"
#include "base/utf8.h"

/* Folding can undo a normal form and normalising can undo folding. Few texts need a
 * second round; no text is known to need a third. */
enum { MOST_ROUNDS = 4 };

/* Sorted, for bsearch. Names at the top of this site's own paths, and those of
 * WordPress, which scanners request all day. */
static const char *const reserved[] = {"api", "assets", "author", "category", "comment",
    "comments", "feed", "healthz", "index", "media", "metrics", "page", "preview",
    "respond", "robots", "search", "sitemap", "tag", "wp-admin", "wp-content",
    "wp-includes", "wp-json"};

static bool slug_is_kept(ucs4_t c) {
  return uc_is_general_category_withtable(
      c, UC_CATEGORY_MASK_L | UC_CATEGORY_MASK_Nd | UC_CATEGORY_MASK_Nl);
}

static bool slug_is_mark(ucs4_t c) {
  return uc_is_general_category_withtable(c, UC_CATEGORY_MASK_Mn | UC_CATEGORY_MASK_Mc);
}

static bool slug_vanishes(ucs4_t c) {
  /* An apostrophe separates no words: "don't" becomes "dont". Invisible characters
   * would make two different slugs look the same. */
  return c == '\'' || c == 0x2019 || uc_is_property_default_ignorable_code_point(c);
}

/* How a sign after a word is spelled out, given the text `rest` after it, because C,
 * C++ and C# are three different things. NULL for any other character. */
static const char *slug_spoken(ucs4_t c, const uint8_t *rest, size_t n) {
  ucs4_t next = ' ';
  if (n)
    u8_mbtouc(&next, rest, n);
  return c == '+' ? "-plus" : c == '#' && !slug_is_kept(next) ? "-sharp" : NULL;
}

/* Appends the kept characters of valid UTF-8 with hyphens between the words. */
static void slug_filter(struct buf *out, const uint8_t *u, size_t n) {
  bool gap = false, inside = false; /* after a separator; inside a word */
  while (n) {
    ucs4_t c;
    int step = u8_mbtouc(&c, u, n);
    /* A mark without a letter before it would combine with the hyphen or the slash. */
    bool keep = slug_is_kept(c) || (inside && slug_is_mark(c));
    const char *word =
        out->len && !gap ? slug_spoken(c, u + step, n - (size_t)step) : NULL;
    if (word) {
      buf_puts(out, word);
      inside = false;
    } else if (!slug_vanishes(c)) {
      if (keep && (gap || !inside) && out->len)
        buf_putc(out, '-');
      if (keep)
        buf_add(out, u, (size_t)step);
      gap = !keep;
      inside = keep;
    }
    u += step;
    n -= (size_t)step;
  }
}

/* ASCII is its own normal form, and only its capitals are folded. Most slugs are made
 * of it, several for each article of an import, and the tables of Unicode take much
 * longer. */
static bool slug_fold_ascii(struct buf *out, const uint8_t *s, size_t n) {
  for (size_t i = 0; i < n; i++)
    if (s[i] >= 0x80)
      return false;
  for (size_t i = 0; i < n; i++) {
    bool is_capital = s[i] >= 'A' && s[i] <= 'Z';
    buf_putc(out, (char)(s[i] | (is_capital ? 0x20u : 0u)));
  }
  return true;
}

/* Appends the folded compatibility form of `s`. */
static enum err slug_fold(struct buf *out, const uint8_t *s, size_t n) {
  size_t len = 0, folded_len = 0;
  enum err e = OK;
  if (slug_fold_ascii(out, s, n))
    return buf_status(out);
  uint8_t *nfkc = u8_normalize(UNINORM_NFKC, s, n, NULL, &len);
  uint8_t *folded =
      nfkc ? u8_casefold(nfkc, len, NULL, UNINORM_NFKC, NULL, &folded_len) : NULL;
  if (folded)
    buf_add(out, folded, folded_len);
  else
    e = errno == ENOMEM ? ERR_NOMEM : ERR_SYNTAX;
  free(nfkc);
  free(folded);
  return e ? e : buf_status(out);
}

/* Length of the longest prefix that fits and cuts no grapheme. */
static size_t slug_head(const char *s, size_t n) {
  const uint8_t *start = (const uint8_t *)s, *end = start + n, *at = start, *after;
  if (n <= LIMIT_SLUG)
    at = end;
  while (at < end && (after = u8_grapheme_next(at, end)) - start <= LIMIT_SLUG)
    at = after;
  size_t len = (size_t)(at - start);
  while (len && s[len - 1] == '-')
    len--;
  return len;
}

enum err slug_make(const char *title, struct buf *out) {
  size_t n = strlen(title);
  struct buf slug = {0}, folded = {0};
  if (!utf8_is_valid(title, n))
    return ERR_SYNTAX;
  buf_add(&slug, title, n);
  enum err e = buf_status(&slug);
  for (int i = 0; !e && i < MOST_ROUNDS; i++) {
    buf_clear(&folded);
    e = slug_fold(&folded, (const uint8_t *)buf_text(&slug), slug.len);
    if (e)
      break;
    struct buf before = slug;
    slug = (struct buf){0};
    slug_filter(&slug, (const uint8_t *)buf_text(&folded), folded.len);
    slug.len = slug_head(buf_text(&slug), slug.len);
    bool stable = strlen(buf_text(&before)) == slug.len &&
                  memcmp(buf_text(&before), buf_text(&slug), slug.len) == 0;
    buf_free(&before);
    e = buf_status(&slug);
    if (stable)
      break;
  }
  if (!e) {
    buf_add(out, buf_text(&slug), slug.len);
    e = buf_status(out);
  }
  buf_free(&slug);
  buf_free(&folded);
  return e;
}

enum err slug_check(const char *s) {
  struct buf made = {0};
  if (!*s || strlen(s) > LIMIT_SLUG)
    return ERR_INVALID;
  enum err e = slug_make(s, &made);
  if (e == ERR_SYNTAX || (!e && strcmp(buf_text(&made), s) != 0))
    e = ERR_INVALID;
  buf_free(&made);
  return e;
}

bool slug_is_valid(const char *s) {
  return slug_check(s) == OK;
}

static int slug_compare(const void *key, const void *entry) {
  return strcmp(key, *(const char *const *)entry);
}

bool slug_is_reserved(const char *s) {
  /* "/2026/" is an archive, and "/page/2/" has a number where a slug would be. */
  if (*s && s[strspn(s, "0123456789")] == '\0')
    return true;
  return bsearch(s, reserved, sizeof reserved / sizeof *reserved, sizeof *reserved,
             slug_compare) != NULL;
}
