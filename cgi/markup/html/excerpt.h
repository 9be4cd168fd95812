/* The beginning of an article as plain text, and its reading time. */
#ifndef MARKUP_HTML_EXCERPT_H
#define MARKUP_HTML_EXCERPT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"

/* Appends the text of `html`, output of the sanitiser (markup/html/html_clean.h), in at
 * most `max_chars` characters; wide ones (Chinese, Japanese, Korean, emoji) count as
 * two. Entities are decoded, white space is folded, blocks are separated by a space
 * unless Chinese or Japanese continues. Headings, lists, code blocks, tables, figures
 * and footnotes are left out; except for headings and footnotes, "…" marks the place,
 * instead of a colon or after a word. The text is cut between words (between graphemes
 * in scripts without spaces, or in a word that is too long); punctuation at the cut is
 * dropped and "…" appended. The result is plain text and must be escaped. ERR_NOMEM. */
enum err excerpt_from_html(
    const char *html, size_t max_chars, struct buf *out) MUST_USE;

/* The same as earlier versions made it, without that mark: an article may still have
 * such an excerpt. */
enum err excerpt_from_html_formerly(
    const char *html, size_t max_chars, struct buf *out) MUST_USE;

/* Stores in *out whether the text of `html`, read in the same way but without the
 * characters that utf8_plain removes, begins with the `n` bytes at `excerpt`.
 * ERR_NOMEM.
 */
enum err excerpt_is_beginning(
    const char *html, const char *excerpt, size_t n, bool *out) MUST_USE;

/* Returns the minutes it takes to read the text of `html`, likewise, at least 1: 230
 * words per minute; 500 characters of Chinese, Japanese and Korean; four letters of
 * Thai, Lao, Khmer and Burmese count as a word. 1 when out of memory. */
int excerpt_reading_minutes(const char *html);

#endif
