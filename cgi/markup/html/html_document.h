/* Reads a complete HTML file: its title, metadata and main text. */
#ifndef MARKUP_HTML_HTML_DOCUMENT_H
#define MARKUP_HTML_HTML_DOCUMENT_H

#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"

/* Strings are in the arena, with entities decoded and white space folded; NULL if the
 * file lacks them. */
struct html_document {
  const char *title;       /* <title>, or else the first <h1> */
  const char *lang;        /* of <html> */
  const char *description; /* <meta name="description">, or else "og:description" */
  const char *author;      /* <meta name="author"> */
  const char *date;        /* "article:published_time", or else <meta name="date"> */
  const char *keywords;    /* <meta name="keywords">, comma-separated */
  const char *body;        /* never NULL; see below */
  size_t body_size;
};

/* Reads the `n` bytes at `html`. `body` is the source inside the only <article>, or
 * else the <main>, or else the <body>; the caller must sanitise it. An <h1> that
 * repeats `title`, below which it will be shown, is removed; if `title` is NULL, that
 * of the file is used. Returns ERR_SYNTAX if it is not UTF-8; ERR_INVALID as
 * html_parse; ERR_NOMEM. */
enum err html_document_read(struct arena *a, const char *html, size_t n,
    const char *title, struct html_document *out) MUST_USE;

#endif
