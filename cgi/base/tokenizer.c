/* Text is walked once, character by character, by kind: letters are collected to a
 * word, letters of spaceless scripts are taken singly and in pairs, and the rest
 * separates. Each word is folded (NFKD with case folding, accents removed, NFC) in one
 * of three ways: ASCII by hand, most other words from a cache of folded characters, and
 * what is left by libunistring. All three must give the same result, or a query would
 * miss words of the index. */
#include "base/tokenizer.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unicase.h>
#include <unictype.h>
#include <uninorm.h>
#include <unistr.h>

#include "base/latin.h"

enum {
  PROLONGED = 0x30fc, /* the long vowel mark, which Unicode assigns to no script */
  PROLONGED_NARROW = 0xff70,
  VOICED_NARROW =
      0xff9e, /* and the semi-voiced one after it: Unicode calls them letters */
  SOFT_HYPHEN = 0x00ad,
  FOLDED = 4 * TOKEN_BYTES
};

/* How a character takes part in tokens. */
enum kind {
  KIND_NONE,   /* separates tokens */
  KIND_LETTER, /* part of a word: letters, digits */
  KIND_MARK,   /* belongs to the character before it */
  KIND_SPACELESS
};

static bool tokenizer_is_spaceless(ucs4_t c) {
  /* uc_script_byname compares strings, so each result is kept. */
  static const uc_script_t *scripts[9];
  static const char *const names[] = {"Han", "Hiragana", "Katakana", "Hangul", "Thai",
      "Lao", "Khmer", "Myanmar", "Bopomofo"};
  /* The letters of these scripts begin at U+0E00, so most text skips the search. */
  if (c < 0x0e00)
    return false;
  /* It occurs within Katakana words, and would split them: to Unicode it is a letter of
   * no particular script. */
  if (c == PROLONGED || c == PROLONGED_NARROW)
    return true;
  const uc_script_t *script = uc_script(c);
  for (size_t i = 0; script && i < sizeof names / sizeof names[0]; i++) {
    if (!scripts[i])
      scripts[i] = uc_script_byname(names[i]);
    if (scripts[i] == script)
      return true;
  }
  return false;
}

/* Combining marks are neither letters nor separators: they stay with the letter before
 * them, and at the beginning of a word there is nothing they could belong to. */
static enum kind tokenizer_kind_of(ucs4_t c) {
  if (c < 0x80)
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')
               ? KIND_LETTER
               : KIND_NONE;
  if (c == SOFT_HYPHEN || c == VOICED_NARROW || c == VOICED_NARROW + 1 ||
      uc_is_general_category_withtable(c, UC_CATEGORY_MASK_M))
    return KIND_MARK;
  if (!uc_is_general_category_withtable(c, UC_CATEGORY_MASK_L | UC_CATEGORY_MASK_N))
    return KIND_NONE;
  return tokenizer_is_spaceless(c) ? KIND_SPACELESS : KIND_LETTER;
}

/* Accents of Latin, Greek and Cyrillic letters and vowel points of Hebrew and Arabic:
 * many people leave them out when they type. In other scripts marks distinguish words,
 * and are kept. */
static bool tokenizer_is_accent(ucs4_t c) {
  return c == SOFT_HYPHEN || (c >= 0x0300 && c <= 0x036f) ||
         (c >= 0x0591 && c <= 0x05c7) || (c >= 0x0610 && c <= 0x061a) ||
         (c >= 0x064b && c <= 0x065f) || c == 0x0670 || c == 0x0640;
}

/* Length of the longest prefix of `s` of at most `most` bytes that cuts no
 * character. */
static size_t tokenizer_whole_characters(const char *s, size_t n, size_t most) {
  if (n <= most)
    return n;
  while (most && ((unsigned char)s[most] & 0xc0) == 0x80)
    most--;
  return most;
}

/* A cache of folded characters. Folding calls a library that allocates each time, and a
 * text uses few different characters: without it, folding dominates indexing. */
enum { SLOTS = 512, SLOT_BYTES = 11 };

struct slot {
  ucs4_t character; /* 0: none yet */
  uint8_t size;     /* of its form; 0: it depends on its neighbours */
  char form[SLOT_BYTES];
};

/* It outlives a call of tokenize: most texts that are split are short, and what a
 * character is folded to never changes. */
static _Thread_local struct slot tokenizer_slots[SLOTS];

/* A walk over a text. */
struct words {
  const char *text;
  size_t size;
  enum tokenize_use use;
  token_visit *visit;
  void *context;
  char folded[FOLDED];
};

static enum err tokenizer_visit_folded(
    struct words *w, size_t start, size_t end, size_t n, bool same_place, bool pair) {
  const struct token word = {w->folded,
      tokenizer_whole_characters(w->folded, n, TOKEN_BYTES), start, end, same_place,
      pair};
  return n ? w->visit(w->context, &word) : OK;
}

/* Removes accents from decomposed text in place, and writes the Latin letters that do
 * not decompose in ASCII, because keyboards for other languages lack them. Returns the
 * new length. Only after NFKD are accents characters of their own. */
static size_t tokenizer_simplify(uint8_t *s, size_t n) {
  size_t to = 0;
  for (size_t from = 0; from < n;) {
    ucs4_t c;
    size_t step = (size_t)u8_mbtouc(&c, s + from, n - from);
    const char *ascii = latin_ascii(c);
    if (ascii) {
      for (; *ascii; ascii++)
        s[to++] = (uint8_t)*ascii;
    } else if (!tokenizer_is_accent(c)) {
      memmove(s + to, s + from, step);
      to += step;
    }
    from += step;
  }
  return to;
}

/* Folds the bytes start to end of the text into w->folded and sets *n to their length.
 * Tokens that are too long are cut. */
static enum err tokenizer_fold(struct words *w, size_t start, size_t end, size_t *n) {
  const uint8_t *from = (const uint8_t *)w->text + start;
  size_t size = tokenizer_whole_characters(w->text + start, end - start, TOKEN_BYTES);
  /* libunistring writes into the buffer it is given if the result fits, and otherwise
   * returns memory that we have to free. */
  size_t length = 0, room = sizeof w->folded;
  uint8_t *plain = u8_casefold(from, size, NULL, UNINORM_NFKD, NULL, &length);
  if (!plain)
    return ERR_NOMEM;
  length = tokenizer_simplify(plain, length);
  uint8_t *out = u8_normalize(UNINORM_NFC, plain, length, (uint8_t *)w->folded, &room);
  free(plain);
  if (!out)
    return ERR_NOMEM;
  if (out != (uint8_t *)w->folded) {
    room = tokenizer_whole_characters((const char *)out, room, sizeof w->folded);
    memcpy(w->folded, out, room);
    free(out);
  }
  *n = room;
  return OK;
}

static ucs4_t tokenizer_character(const struct words *w, size_t at, size_t *step) {
  ucs4_t c = (unsigned char)w->text[at];
  *step = 1;
  if (c < 0x80)
    return c;
  int n = u8_mbtoucr(&c, (const uint8_t *)w->text + at, w->size - at);
  *step = n > 0 ? (size_t)n : 1;
  /* An invalid byte becomes a space: it separates words, and the loop always
   * advances. */
  return n > 0 ? c : ' ';
}

/* Marks and the parts of Hangul syllables combine with their neighbours, so that their
 * folded form cannot be cached per character. */
static bool tokenizer_stands_alone(const char *form, size_t n) {
  for (size_t at = 0; at < n;) {
    ucs4_t c;
    at += (size_t)u8_mbtouc(&c, (const uint8_t *)form + at, n - at);
    if ((c >= 0x1100 && c <= 0x11ff) || (c >= 0xa960 && c <= 0xa97f) ||
        (c >= 0xd7b0 && c <= 0xd7ff) || tokenizer_kind_of(c) == KIND_MARK)
      return false;
  }
  return n > 0;
}

/* Han, kana and Hangul syllables are their own folded form. */
static bool tokenizer_is_own_form(ucs4_t c) {
  return (c >= 0x4e00 && c <= 0x9fff) || (c >= 0x3400 && c <= 0x4dbf) ||
         (c >= 0x3041 && c <= 0x3096) || (c >= 0x30a1 && c <= 0x30fa) ||
         (c >= 0xac00 && c <= 0xd7a3);
}

/* The cache slot of the character c, found at start to end of the text. */
static enum err tokenizer_slot_of(
    struct words *w, ucs4_t c, size_t start, size_t end, const struct slot **out) {
  /* Characters that share a slot replace each other, so the cache has a fixed size. */
  struct slot *slot = &tokenizer_slots[c % SLOTS];
  *out = slot;
  if (slot->character == c)
    return OK;
  size_t n = end - start;
  enum err e = OK;
  if (tokenizer_is_own_form(c))
    memcpy(w->folded, w->text + start, n);
  else
    e = tokenizer_fold(w, start, end, &n);
  if (e)
    return e;
  *slot = (struct slot){.character = c};
  if (n <= SLOT_BYTES && tokenizer_stands_alone(w->folded, n)) {
    slot->size = (uint8_t)n;
    memcpy(slot->form, w->folded, n);
  }
  return OK;
}

/* Folds a word whose characters can all be cached. Sets *done to false for any other
 * one. */
static enum err tokenizer_fold_by_slots(
    struct words *w, size_t start, size_t end, size_t *n, bool *done) {
  char folded[FOLDED];
  size_t size = 0, step;
  *done = end - start <= TOKEN_BYTES;
  for (size_t at = start; *done && at < end; at += step) {
    const struct slot *slot;
    ucs4_t c = tokenizer_character(w, at, &step);
    enum err e = tokenizer_slot_of(w, c, at, at + step, &slot);
    if (e)
      return e;
    *done = slot->size && size + slot->size <= sizeof folded;
    if (*done)
      memcpy(folded + size, slot->form, slot->size);
    size += slot->size;
  }
  if (*done)
    memcpy(w->folded, folded, size);
  *n = size;
  return OK;
}

static enum err tokenizer_visit_word(
    struct words *w, size_t start, size_t end, bool same_place, bool spaceless) {
  size_t n = 0;
  bool done;
  enum err e = tokenizer_fold_by_slots(w, start, end, &n, &done);
  if (!e && !done)
    e = tokenizer_fold(w, start, end, &n);
  return e ? e : tokenizer_visit_folded(w, start, end, n, same_place, spaceless);
}

/* The end of the letter at `at`, including the marks after it. */
static size_t tokenizer_letter_end(const struct words *w, size_t at) {
  size_t step;
  tokenizer_character(w, at, &step);
  at += step;
  while (
      at < w->size && tokenizer_kind_of(tokenizer_character(w, at, &step)) == KIND_MARK)
    at += step;
  return at;
}

/* ASCII words, the usual case, need no tables. Sets *end to the end of the word.
 * Returns false if it continues with other letters. */
static bool tokenizer_is_ascii_word(struct words *w, size_t start, size_t *end) {
  size_t at = start;
  while (at < w->size && tokenizer_kind_of((unsigned char)w->text[at]) == KIND_LETTER &&
         (unsigned char)w->text[at] < 0x80)
    at++;
  if (at < w->size && (unsigned char)w->text[at] >= 0x80)
    return false;
  *end = at;
  return true;
}

/* Folding ASCII is lower case and nothing else, so no library is called. */
static enum err tokenizer_ascii_word(struct words *w, size_t start, size_t end) {
  size_t n = end - start < sizeof w->folded ? end - start : sizeof w->folded;
  for (size_t i = 0; i < n; i++) {
    char c = w->text[start + i];
    if (c >= 'A' && c <= 'Z')
      c = (char)(c - 'A' + 'a');
    w->folded[i] = c;
  }
  return tokenizer_visit_folded(w, start, end, n, false, false);
}

/* A word of a script with spaces between words. */
static enum err tokenizer_spaced_word(struct words *w, size_t *at) {
  size_t start = *at, end = start, step;
  if (tokenizer_is_ascii_word(w, start, at))
    return tokenizer_ascii_word(w, start, *at);
  while (end < w->size) {
    enum kind kind = tokenizer_kind_of(tokenizer_character(w, end, &step));
    if (kind != KIND_LETTER && kind != KIND_MARK)
      break;
    end += step;
  }
  *at = end;
  return tokenizer_visit_word(w, start, end, false, false);
}

static bool tokenizer_is_spaceless_at(const struct words *w, size_t at) {
  size_t step;
  return at < w->size &&
         tokenizer_kind_of(tokenizer_character(w, at, &step)) == KIND_SPACELESS;
}

/* True if only separators follow. */
static bool tokenizer_is_last(const struct words *w, size_t at) {
  size_t step;
  for (; at < w->size; at += step)
    if (tokenizer_kind_of(tokenizer_character(w, at, &step)) != KIND_NONE)
      return false;
  return true;
}

/* A run of letters of a script without spaces. In a query the last letter is part of
 * the pair before it; it is a token of its own only if more words follow, because FTS5
 * compares positions and the index has that letter at the next one. */
static enum err tokenizer_spaceless_run(struct words *w, size_t *at) {
  size_t start = *at;
  bool first = true;
  for (enum err e = OK;; first = false) {
    size_t end = tokenizer_letter_end(w, start);
    bool more = tokenizer_is_spaceless_at(w, end);
    if (w->use == TOKENIZE_INDEX || (!more && (first || !tokenizer_is_last(w, end))))
      e = tokenizer_visit_word(w, start, end, false, true);
    if (!e && more)
      e = tokenizer_visit_word(
          w, start, tokenizer_letter_end(w, end), w->use == TOKENIZE_INDEX, true);
    *at = end;
    if (e || !more)
      return e;
    start = end;
  }
}

enum err tokenize(const char *text, size_t n, enum tokenize_use use, token_visit *visit,
    void *context) {
  struct words w;
  enum err e = OK;
  /* One by one, because an initializer would clear `folded` as well. */
  w.text = text;
  w.size = n;
  w.use = use;
  w.visit = visit;
  w.context = context;
  for (size_t at = 0, step; !e && at < n;) {
    switch (tokenizer_kind_of(tokenizer_character(&w, at, &step))) {
    case KIND_LETTER:
      e = tokenizer_spaced_word(&w, &at);
      break;
    case KIND_SPACELESS:
      e = tokenizer_spaceless_run(&w, &at);
      break;
    case KIND_NONE:
    case KIND_MARK:
      at += step;
      break;
    }
  }
  return e;
}
