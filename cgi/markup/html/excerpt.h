/* The beginning of an article as plain text, and how long it takes to read. */
#ifndef MARKUP_HTML_EXCERPT_H
#define MARKUP_HTML_EXCERPT_H

#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"

/* Adds the text of `html`, which the sanitiser has written (markup/html/html_clean.h),
 * in at most `max_chars` characters, a wide one (Chinese, Japanese, Korean, emoji)
 * counted as two: entities decoded, white space folded, a space between blocks but
 * where Chinese or Japanese goes on; without headings, lists, code blocks, tables,
 * figures and footnotes. Cut between words (between graphemes in scripts without
 * spaces, or in a word that is too long), without punctuation at the cut, a "…" behind
 * it then. Plain text: escape it. ERR_NOMEM. */
enum err excerpt_from_html(
    const char *html, size_t max_chars, struct buf *out) MUST_USE;

/* Minutes to read the text of `html`, likewise, at least 1: 230 words a minute; 500
 * characters of Chinese, Japanese and Korean; four letters of Thai, Lao, Khmer and
 * Burmese are taken for a word. 1 where it cannot be told. */
int excerpt_reading_minutes(const char *html);

#endif
