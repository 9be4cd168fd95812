/* What a whole HTML file says: its title, its metadata, its article. */
#ifndef MARKUP_HTML_HTML_DOCUMENT_H
#define MARKUP_HTML_HTML_DOCUMENT_H

#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"

/* Strings in the arena, entities decoded, white space folded; NULL where the file says
 * nothing of it. */
struct html_document {
  const char *title;       /* <title>, else the first <h1> */
  const char *lang;        /* of <html> */
  const char *description; /* <meta name="description">, else "og:description" */
  const char *author;      /* <meta name="author"> */
  const char *date;     /* "article:published_time", else <meta name="date">, as is */
  const char *keywords; /* <meta name="keywords">, with its commas */
  const char *body;     /* never NULL; see below */
  size_t body_size;
};

/* Reads the `n` bytes at `html`. `body` is the inside of the one <article>, else of
 * the <main>, else of the <body>, as it was written: the caller has to sanitise it. An
 * <h1> that says the same as `title`, under which it will be shown, is cut out; NULL
 * stands for what the file says itself. ERR_SYNTAX if it is not UTF-8; ERR_INVALID as
 * html_parse. */
enum err html_document_read(struct arena *a, const char *html, size_t n,
    const char *title, struct html_document *out) MUST_USE;

#endif
