/* Lengths are those of displayed text, because an excerpt fills a card of the home
 * page: a wide character takes the room of two. Where to cut is decided by Unicode's
 * rules for words (UAX #29), which know neither Thai nor Japanese words: in such
 * scripts, and in a word longer than the whole excerpt, the cut is between
 * graphemes. */
#include "markup/html/excerpt.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unictype.h>
#include <unigbrk.h>
#include <unistr.h>
#include <uniwbrk.h>
#include <uniwidth.h>

#include "base/utf8.h"
#include "markup/html/html_clean.h"

enum { WORDS_A_MINUTE = 230, CHARACTERS_A_MINUTE = 500, LETTERS_A_WORD = 4 };

/* How much text after the cut may be needed to find the end of a word. */
enum { LOOK_AHEAD = 256 };

/* The content of these is for browsers that cannot play them. */
static const char never[] = "audio video ";
static const char headings[] = "h1 h2 h3 h4 h5 h6 ";
static const char not_in_excerpts[] = "pre table figure ul ol dl ";
static const char phrases[] =
    "a abbr b bdi bdo cite code del dfn em font i img ins kbd mark q rp rt ruby s samp "
    "small span strike strong sub sup time tt u var wbr ";

/* Emoji and other pictures are wide, but do not belong to a script. */
static bool excerpt_is_picture(ucs4_t c) {
  return c >= 0x1f000 && c <= 0x1faff;
}

/* True for characters written without spaces between words: two columns wide on a
 * terminal, except Korean and pictures. A list of the ranges of all such scripts would
 * be long and grow with Unicode. */
static bool excerpt_is_spaceless(ucs4_t c) {
  /* None below is wide (UAX #11): most texts need no look into the table. */
  return c >= 0x1100 && uc_width(c, "UTF-8") == 2 && !(c >= 0xac00 && c <= 0xd7af) &&
         !excerpt_is_picture(c);
}

/* What a text is read for. */
enum excerpt_kind { WHOLE_TEXT, EXCERPT, FORMER_EXCERPT };

struct excerpt_text {
  struct buf *out;
  enum excerpt_kind kind;
  ucs4_t last;   /* the last character appended */
  bool gap;      /* white space or the end of a block follows it */
  bool left_out; /* a list, a table or the like followed it */
};

/* Without a mark, "the heart of it, in C: And the lamp" would seem to be a sentence. */
static void excerpt_mark_left_out(struct excerpt_text *t) {
  static const ucs4_t wide_colon = 0xff1a, ellipsis = 0x2026;
  bool colon = t->last == ':' || t->last == wide_colon;
  t->left_out = false;
  if (t->out->failed || !t->out->len)
    return;
  if (!colon && !uc_is_general_category_withtable(
                    t->last, UC_CATEGORY_MASK_L | UC_CATEGORY_MASK_N))
    return;
  if (colon)
    t->out->len -= t->last == ':' ? 1 : sizeof "：" - 1;
  buf_puts(t->out, "…");
  t->last = ellipsis;
}

/* All of these in ASCII are listed, for speed. */
static bool excerpt_is_space(ucs4_t c) {
  return c < 0x80 ? c == ' ' || (c >= '\t' && c <= '\r')
                  : uc_is_property_white_space(c);
}

/* Appends text with white space folded to one space, or to none where Chinese or
 * Japanese continues in another line or paragraph. */
static void excerpt_add_folded(struct excerpt_text *t, const char *s) {
  struct buf *out = t->out;
  while (*s) {
    ucs4_t c;
    size_t step = (size_t)u8_mbtouc(&c, (const uint8_t *)s, strnlen(s, 4));
    bool space = excerpt_is_space(c);
    if (!space && t->left_out)
      excerpt_mark_left_out(t);
    if (!space && t->gap && out->len &&
        !(excerpt_is_spaceless(t->last) && excerpt_is_spaceless(c)))
      buf_putc(out, ' ');
    /* A word of ASCII in one step: this loop sees every byte of every article that is
     * published. */
    if (c > ' ' && c < 0x7f)
      while (s[step] > ' ' && s[step] < 0x7f)
        c = (ucs4_t)s[step++];
    if (!space) {
      buf_add(out, s, step);
      t->last = c;
    }
    t->gap = space;
    s += step;
  }
}

/* True for an element without a place in the text. */
static bool excerpt_leaves_out(struct excerpt_text *t, const struct html_clean *r) {
  if (html_clean_is(r, never) || t->kind == WHOLE_TEXT)
    return html_clean_is(r, never);
  if (html_clean_is(r, not_in_excerpts)) {
    t->left_out = t->kind == EXCERPT;
    return true;
  }
  return html_clean_is(r, headings) || html_clean_has(r, " class=\"footnote");
}

/* Appends the text of an article until there are `enough` bytes. */
static enum err excerpt_add_text(
    struct buf *out, const char *html, enum excerpt_kind kind, size_t enough) {
  struct html_clean r = {.at = html};
  struct buf text = {0};
  enum html_clean_step step;
  struct excerpt_text t = {.out = out, .kind = kind};
  while (out->len < enough && (step = html_clean_next(&r)) != HTML_CLEAN_END) {
    if (step == HTML_CLEAN_TEXT) {
      buf_clear(&text);
      html_clean_text(&r, &text);
      /* buf_clear forgets an error, which would be a gap in the text. */
      out->failed = out->failed || text.failed;
      excerpt_add_folded(&t, buf_text(&text));
      continue;
    }
    /* A block separates words even if there is no white space around its tags. */
    if (!html_clean_is(&r, phrases))
      t.gap = true;
    if (step == HTML_CLEAN_OPEN && excerpt_leaves_out(&t, &r))
      html_clean_skip(&r);
  }
  enum err e = buf_status(&text);
  buf_free(&text);
  return e ? e : buf_status(out);
}

/* Bytes of the longest head of at most `chars` characters; a wide one counts as two.
 */
static size_t excerpt_octets_of(const char *s, size_t n, size_t chars) {
  size_t at = 0, used = 0;
  while (at < n) {
    ucs4_t c;
    int step = u8_mbtouc(&c, (const uint8_t *)s + at, n - at);
    used += uc_width(c, "UTF-8") == 2 ? 2 : 1;
    if (used > chars)
      break;
    at += (size_t)step;
  }
  return at;
}

/* Length without punctuation at the end: a full stop before an ellipsis is one dot too
 * many. A closing bracket or quote stays. */
static size_t excerpt_before_punctuation(const char *s, size_t n) {
  const uint8_t *start = (const uint8_t *)s, *at = start + n, *before;
  ucs4_t c;
  while ((before = u8_prev(&c, at, start)) != NULL) {
    bool drop = uc_is_property_white_space(c) || c == '-' ||
                uc_is_general_category_withtable(c, UC_CATEGORY_MASK_Pd) ||
                uc_is_general_category_withtable(c, UC_CATEGORY_MASK_Ps) ||
                uc_is_general_category_withtable(c, UC_CATEGORY_MASK_Pi) ||
                uc_is_property_terminal_punctuation(c) || c == 0x2026;
    if (!drop)
      break;
    at = before;
  }
  return (size_t)(at - start);
}

/* Finds the last word boundary at or before `limit`, or else the last grapheme
 * boundary. */
static enum err excerpt_find_cut(const char *s, size_t n, size_t limit, size_t *cut) {
  const uint8_t *u = (const uint8_t *)s;
  char *breaks = malloc(n);
  if (!breaks)
    return ERR_NOMEM;
  /* On the text up to LOOK_AHEAD after the cut, because a boundary depends on what
   * follows: without that, the end of the text would count as one, in the middle of a
   * word. */
  u8_wordbreaks(u, n, breaks);
  size_t at = limit;
  while (at > 0 && !breaks[at])
    at--;
  free(breaks);
  if (at == 0) {
    const uint8_t *stop = u + n, *next;
    while ((next = u8_grapheme_next(u + at, stop)) && (size_t)(next - u) <= limit)
      at = (size_t)(next - u);
  }
  *cut = excerpt_before_punctuation(s, at);
  return OK;
}

static enum err excerpt_make(
    const char *html, enum excerpt_kind kind, size_t max_chars, struct buf *out) {
  struct buf text = {0};
  /* Four bytes are the longest UTF-8. Reading stops there, so that the excerpt of a
   * book costs no more than that of a page. */
  enum err e = excerpt_add_text(&text, html, kind, (max_chars + LOOK_AHEAD) * 4);
  size_t limit = excerpt_octets_of(buf_text(&text), text.len, max_chars),
         cut = text.len;
  if (!e && limit < text.len)
    e = excerpt_find_cut(buf_text(&text), text.len, limit, &cut);
  else if (!e && cut && text.data[cut - 1] == ':')
    /* A colon at the end announces a list, which is left out. */
    cut = excerpt_before_punctuation(text.data, cut);
  if (!e) {
    buf_add(out, buf_text(&text), cut);
    if (cut < text.len)
      buf_puts(out, "…");
    e = buf_status(out);
  }
  buf_free(&text);
  return e;
}

enum err excerpt_from_html(const char *html, size_t max_chars, struct buf *out) {
  return excerpt_make(html, EXCERPT, max_chars, out);
}

enum err excerpt_from_html_formerly(
    const char *html, size_t max_chars, struct buf *out) {
  return excerpt_make(html, FORMER_EXCERPT, max_chars, out);
}

enum err excerpt_is_beginning(
    const char *html, const char *excerpt, size_t n, bool *out) {
  struct buf text = {0}, plain = {0};
  size_t enough = 2 * n + LOOK_AHEAD;
  enum err e = excerpt_add_text(&text, html, EXCERPT, enough);
  /* As excerpt_make does, where a list that is left out ends the text. */
  if (!e && text.len && text.len < enough && text.data[text.len - 1] == ':') {
    text.len = excerpt_before_punctuation(text.data, text.len);
    text.data[text.len] = '\0';
  }
  if (!e) {
    utf8_plain(&plain, buf_text(&text));
    e = buf_status(&plain);
  }
  if (!e)
    *out = strncmp(buf_text(&plain), excerpt, n) == 0;
  buf_free(&text);
  buf_free(&plain);
  return e;
}

/* How the script of a character is read. */
enum reading { AS_WORDS, AS_CHARACTERS, AS_LETTERS, AS_NOTHING };

static enum reading excerpt_reading_of(ucs4_t c) {
  if (!uc_is_general_category_withtable(c, UC_CATEGORY_MASK_L | UC_CATEGORY_MASK_N))
    return AS_NOTHING;
  if ((c >= 0x0e00 && c <= 0x0eff) || (c >= 0x1000 && c <= 0x109f) ||
      (c >= 0x1780 && c <= 0x17ff))
    return AS_LETTERS;
  /* Of a decomposed Korean syllable only the first part counts. */
  if (c >= 0x1160 && c <= 0x11ff)
    return AS_NOTHING;
  bool characters = (c >= 0x1100 && c <= 0x115f) || (c >= 0x3040 && c <= 0x30ff) ||
                    (c >= 0x3100 && c <= 0x318f) || (c >= 0x31f0 && c <= 0x31ff) ||
                    (c >= 0x3400 && c <= 0x9fff) || (c >= 0xac00 && c <= 0xd7af) ||
                    (c >= 0xf900 && c <= 0xfaff) || (c >= 0xff66 && c <= 0xff9f) ||
                    (c >= 0x20000 && c <= 0x3ffff);
  return characters ? AS_CHARACTERS : AS_WORDS;
}

struct excerpt_count {
  size_t words, characters, letters;
};

static void excerpt_count_with_breaks(
    const char *s, size_t n, const char *breaks, struct excerpt_count *count) {
  bool counted = false;
  for (size_t at = 0; at < n;) {
    ucs4_t c;
    int step = u8_mbtouc(&c, (const uint8_t *)s + at, n - at);
    enum reading reading = excerpt_reading_of(c);
    /* A boundary begins a word or what is between two; counting at its first letter or
     * digit leaves out the latter. */
    if (breaks[at])
      counted = false;
    if (reading == AS_WORDS && !counted) {
      count->words++;
      counted = true;
    }
    count->characters += reading == AS_CHARACTERS;
    count->letters += reading == AS_LETTERS;
    at += (size_t)step;
  }
}

/* True for letters and digits of ASCII in one piece, with punctuation on either side or
 * none, and for punctuation alone. Most of most texts is such. Between letters,
 * punctuation may or may not be a boundary, and "_" joins. */
static bool excerpt_is_simple(const char *s, size_t n, bool *is_word) {
  size_t changes = 0;
  bool before = false;
  *is_word = false;
  for (size_t i = 0; i < n; i++) {
    unsigned char c = (unsigned char)s[i], lower = c | 0x20;
    bool inside = (lower >= 'a' && lower <= 'z') || (c >= '0' && c <= '9');
    if (c <= ' ' || c >= 0x7f || c == '_')
      return false;
    changes += inside && !before;
    before = inside;
  }
  *is_word = changes == 1;
  return changes <= 1;
}

/* Counts what is between two spaces: they are boundaries, on which no rule for words
 * looks over (UAX #29). */
static enum err excerpt_count_piece(
    const char *s, size_t n, struct excerpt_count *count) {
  bool is_word = false;
  if (excerpt_is_simple(s, n, &is_word)) {
    count->words += is_word;
    return OK;
  }
  char *breaks = malloc(n);
  if (!breaks)
    return ERR_NOMEM;
  u8_wordbreaks((const uint8_t *)s, n, breaks);
  excerpt_count_with_breaks(s, n, breaks, count);
  free(breaks);
  return OK;
}

/* Rounded to the nearest minute, over a common denominator. */
static int excerpt_minutes_of(const struct excerpt_count *count) {
  const size_t whole = (size_t)WORDS_A_MINUTE * CHARACTERS_A_MINUTE;
  size_t words = count->words + count->letters / LETTERS_A_WORD;
  size_t parts = words * CHARACTERS_A_MINUTE + count->characters * WORDS_A_MINUTE;
  size_t minutes = (parts + whole / 2) / whole;
  return minutes > 1 ? (int)minutes : 1;
}

int excerpt_reading_minutes(const char *html) {
  struct buf text = {0};
  struct excerpt_count count = {0, 0, 0};
  enum err e = excerpt_add_text(&text, html, WHOLE_TEXT, SIZE_MAX);
  const char *s = buf_text(&text);
  for (size_t n; !e && *(s += *s == ' '); s += n) {
    n = strcspn(s, " ");
    e = excerpt_count_piece(s, n, &count);
  }
  buf_free(&text);
  /* A reading time is no reason to refuse an article: on any failure it is a minute. */
  return e ? 1 : excerpt_minutes_of(&count);
}
