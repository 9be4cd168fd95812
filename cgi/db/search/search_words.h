/* Inside db/ only: the words of an article as PostgreSQL indexes them. */
#ifndef DB_SEARCH_SEARCH_WORDS_H
#define DB_SEARCH_SEARCH_WORDS_H

#include "base/buf.h"
#include "db/search/search_types.h"

/* Appends a word in quotes, in which no character has a meaning. */
void search_words_quote(struct buf *out, const char *word, size_t size);

/* Appends the tokens of a text (base/tokenizer.h) in the notation of the type tsvector,
 * with their places: those of the title have the weight A, those of headings B, those
 * of the body D. ERR_NOMEM. */
enum err search_words(struct buf *out, const struct search_text *text) MUST_USE;

#endif
