/* The lists of words and addresses whose comments are taken for spam: the settings
 * block_words and block_urls. Entries are separated by commas. */
#ifndef SITE_COMMENTS_COMMENT_BLOCK_H
#define SITE_COMMENTS_COMMENT_BLOCK_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/err.h"

/* Finds the first entry of `list` that is in `text`, as whole words in that order, next
 * to each other. In an entry, "*" stands for any letters within a word: "casin*",
 * "*pills". Upper case, accents and the forms of a letter make no difference
 * (base/tokenizer.h). In scripts without spaces, an entry is found anywhere. The text
 * has no ignorable characters (base/utf8.h). *out is the entry, in the arena, or NULL.
 * ERR_NOMEM, ERR_TOO_LARGE. */
enum err comment_block_word(
    struct arena *a, const char *list, const char *text, const char **out) MUST_USE;

/* Finds the first entry of `list`, a host or the beginning of a URL ("spam.example",
 * "blog.example/ads"), in `text`: also with subdomains of the host before it, and with
 * or without a scheme. The text has no ignorable characters. */
enum err comment_block_url(
    struct arena *a, const char *list, const char *text, const char **out) MUST_USE;

#endif
