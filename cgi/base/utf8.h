/* What text from outside may contain, and how it is shown safely.
 * Rests on libunistring. */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"

enum utf8_lines {
  UTF8_ONE_LINE,  /* no control character at all, nor U+2028 and U+2029 */
  UTF8_MULTI_LINE /* LF and TAB allowed */
};

/* Checks that the `n` bytes at `s` are UTF-8 (no overlong form, surrogate,
 * value over U+10FFFF or cut-off sequence) without NUL and control characters
 * (C0, DEL, C1), but for what `lines` allows. ERR_SYNTAX if not. */
enum err utf8_check(const char *s, size_t n, enum utf8_lines lines) MUST_USE;

/* Turns CRLF and lone CR into LF, in place. Returns the new length. */
size_t utf8_unify_newlines(char *s, size_t n);

/* Number of characters (code points) of valid UTF-8. */
size_t utf8_length(const char *s);

/* True when nothing in `s` can be seen: empty, white space, zero-width. */
bool utf8_is_blank(const char *s);

/* True when `s` holds a character that reorders text (U+061C, U+200E, U+200F,
 * U+202A to U+202E, U+2066 to U+2069): in a name it could rewrite its
 * neighbours. */
bool utf8_has_bidi_control(const char *s);

/* The most combining marks (general category M) in a row. What nobody sees
 * (Default_Ignorable_Code_Point) ends no row. */
size_t utf8_longest_mark_run(const char *s);

/* Columns that printable text takes on a terminal. */
size_t utf8_width(const char *s);

/* Bytes of the longest head of `s` that is at most `columns` wide and does not
 * cut a grapheme; each mark past LIMIT_MARKS on one base counts a column. */
size_t utf8_fit(const char *s, size_t columns);

/* Bytes of the longest head of `s` that has at most `most` of them and cuts no
 * character. */
size_t utf8_head(const char *s, size_t most);

/* Adds `s` with all that could steer a terminal made visible: control, format
 * and bidi characters become \u{1b}, LF and TAB \n and \t, an invalid byte
 * \x{ff}. */
void utf8_printable(struct buf *out, const char *s);

/* Adds `n` bytes of JSON, whole characters: what utf8_printable makes visible becomes
 * \u202e, as it may be written inside of quotes, but for LF. */
void utf8_escape(struct buf *out, const char *s, size_t n);

/* Adds `s` without what a title may not have: control and bidi characters (white space
 * becomes a space) and what is no UTF-8. */
void utf8_plain(struct buf *out, const char *s);

/* The bytes of the character at `s` that has no place in XML 1.0 (section 2.2): most
 * controls, U+FFFE, U+FFFF; and of a CR, which XML changes. 0 for every other. */
size_t utf8_not_for_xml(const char *s);

/* Adds `s` in lower case and normal form C, by the rules of no language. ERR_SYNTAX if
 * it is not UTF-8. */
enum err utf8_lower(struct buf *out, const char *s) MUST_USE;

#endif
