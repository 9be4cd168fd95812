/* Which text is accepted from outside, and how it is shown safely. Uses
 * libunistring. */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"

enum utf8_lines {
  UTF8_ONE_LINE,  /* no control characters, U+2028 or U+2029 */
  UTF8_MULTI_LINE /* LF and TAB allowed */
};

/* True if the `n` bytes at `s` are valid UTF-8, with or without control characters. */
bool utf8_is_valid(const char *s, size_t n);

/* Checks that the `n` bytes at `s` are valid UTF-8 (no overlong form, surrogate, value
 * above U+10FFFF or truncated sequence) without NUL and control characters (C0, DEL,
 * C1) except those that `lines` allows. Returns ERR_SYNTAX otherwise. */
enum err utf8_check(const char *s, size_t n, enum utf8_lines lines) MUST_USE;

/* Turns CRLF and lone CR into LF, in place. Returns the new length. */
size_t utf8_unify_newlines(char *s, size_t n);

/* Removes NUL and the control characters that utf8_check refuses, in place; vertical
 * tab, form feed and U+0085, which break lines, become LF. Invalid bytes stay. Returns
 * the new length. */
size_t utf8_drop_controls(char *s, size_t n);

/* Removes the characters that show nothing wherever they are, such as the zero width
 * space and the soft hyphen, in place. Invalid bytes stay. Returns the new length. */
size_t utf8_drop_ignorable(char *s, size_t n);

/* The number of characters (code points) of valid UTF-8. */
size_t utf8_length(const char *s);

/* True if nothing in `s` is visible: empty, white space, zero-width characters. */
bool utf8_is_blank(const char *s);

/* True if `s` contains a character that reorders text (U+061C, U+200E, U+200F, U+202A
 * to U+202E, U+2066 to U+2069). In a name it could change how the text around it is
 * displayed. */
bool utf8_has_bidi_control(const char *s);

/* True for a single line without control and bidi characters, which a title or a name
 * must be. */
bool utf8_is_plain(const char *s);

/* The length of the longest run of combining marks (general category M). Invisible
 * characters (Default_Ignorable_Code_Point) do not end a run. */
size_t utf8_longest_mark_run(const char *s);

/* The number of terminal columns that printable text takes. */
size_t utf8_width(const char *s);

/* The length in bytes of the longest prefix of `s` that is at most `columns` wide and
 * does not split a grapheme. Marks beyond LIMIT_MARKS on one base count as a column
 * each. */
size_t utf8_fit(const char *s, size_t columns);

/* The length of the longest prefix of `s` that has at most `most` bytes and does not
 * split a character. */
size_t utf8_head(const char *s, size_t most);

/* Appends `s` with everything that could control a terminal made visible: control,
 * format and bidi characters become \u{1b}, LF and TAB \n and \t, an invalid byte
 * \x{ff}. */
void utf8_printable(struct buf *out, const char *s);

/* The same for `n` bytes. */
void utf8_printable_part(struct buf *out, const char *s, size_t n);

/* Appends `n` bytes of JSON, whole characters. What utf8_printable makes visible
 * becomes an escape such as \u202e, which JSON allows inside strings; LF stays. */
void utf8_escape(struct buf *out, const char *s, size_t n);

/* Appends `s` without the characters a title must not have: control and bidi characters
 * (white space becomes a space) and invalid UTF-8. */
void utf8_plain(struct buf *out, const char *s);

/* If XML 1.0 does not allow the character at `s` (section 2.2: most control characters,
 * U+FFFE, U+FFFF) or would change it (CR), returns its length in bytes; otherwise 0. */
size_t utf8_not_for_xml(const char *s);

/* Appends `s` in lower case and normal form C, by language-neutral rules. Returns
 * ERR_SYNTAX if it is not UTF-8. */
enum err utf8_lower(struct buf *out, const char *s) MUST_USE;

#endif
