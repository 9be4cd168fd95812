/* What the spam filter has learned: in how many good comments and in how many spam
 * comments each word was, and as what each comment was learned. The filter itself is
 * site/comments/spam_filter.h. Everything that writes must be called inside txn_write.
 * Errors beyond those named: db/db.h. */
#ifndef DB_MODEL_SPAM_WORD_H
#define DB_MODEL_SPAM_WORD_H

#include <stdint.h>

#include "db/db.h"

/* Numbers of comments. */
struct spam_count {
  int64_t good, spam;
};

enum spam_class { SPAM_CLASS_NONE, SPAM_CLASS_GOOD, SPAM_CLASS_SPAM };

/* Reads how many comments have the word; zeros for one that is not known. */
enum err spam_word_get(struct db *s, const char *word, struct spam_count *out) MUST_USE;

/* Adds to the counts of a word; a word whose counts fall to zero is deleted. A count
 * never becomes negative. */
enum err spam_word_add(
    struct db *s, const char *word, const struct spam_count *add) MUST_USE;

/* The same for the number of comments that were learned. */
enum err spam_total_get(struct db *s, struct spam_count *out) MUST_USE;
enum err spam_total_add(struct db *s, const struct spam_count *add) MUST_USE;

/* As what a comment was learned. */
enum err spam_learned_get(struct db *s, int64_t comment, enum spam_class *out) MUST_USE;
enum err spam_learned_set(struct db *s, int64_t comment, enum spam_class c) MUST_USE;

/* The next comment after `after` that the owner or a rule has approved or taken for
 * spam and that was not learned as that. ERR_NOT_FOUND: there is none. */
enum err spam_learned_next(struct db *s, int64_t after, int64_t *out) MUST_USE;

/* Counts the words. */
enum err spam_word_count(struct db *s, int64_t *out) MUST_USE;

/* Deletes the words that only one comment had. */
enum err spam_word_forget_rare(struct db *s) MUST_USE;

/* Deletes all of it. */
enum err spam_word_reset(struct db *s) MUST_USE;

#endif
