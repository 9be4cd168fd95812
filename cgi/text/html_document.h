/* A whole HTML file: what its head says, and its content. */
#ifndef TEXT_HTML_DOCUMENT_H
#define TEXT_HTML_DOCUMENT_H

#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"

/* NULL where the file does not say. Strings live in the arena. */
struct html_document {
  const char *title, *lang, *description, *author, *date;
};

/* Reads the head of a document. ERR_INVALID, ERR_NOMEM. */
enum err html_document_read(
    struct arena *a, const char *html, size_t n, struct html_document *out) MUST_USE;

/* The part that is the article, of the same text: what stands in <article>, else
 * <main>, else <body>, else all. Not sanitised. */
enum err html_document_content(
    const char *html, size_t n, const char **start, size_t *length) MUST_USE;

#endif
