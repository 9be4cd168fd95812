/* The learned spam filter: from the words of a comment and from what earlier comments
 * with these words turned out to be it computes how likely the comment is spam. It
 * learns from the owner's decisions; docs/spam.md has its figures. The method is Gary
 * Robinson's: each word's probability, drawn towards 1/2 where little is known of it,
 * and all of them combined by Fisher's test (Linux Journal 107, "A Statistical Approach
 * to the Spam Problem", March 2003). */
#ifndef SITE_COMMENTS_SPAM_FILTER_H
#define SITE_COMMENTS_SPAM_FILTER_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "db/db.h"
#include "db/model/comment_row.h"
#include "db/model/spam_word.h"
#include "site/comments/spam_words.h"

/* A word that counted, and how likely a comment that has it is spam. */
struct spam_evidence {
  const char *word;
  double spam;
  struct spam_count site, model; /* comments that have it, here and in the model */
};

struct spam_score {
  double score; /* 0 (good) to 1 (spam); 1/2 if nothing is known */
  /* Those that counted, strongest first. */
  struct spam_evidence *words;
  size_t count;
};

/* Judges a comment. The result is in the arena. ERR_NOMEM; others: db/db.h. */
enum err spam_filter_score(struct db *s, struct arena *a, const struct spam_text *t,
    struct spam_score *out) MUST_USE;

/* The strongest words that speak for the side on which the score is, in the arena, as
 * they are stored with a verdict: "casino 99 %, url:example.org 98 %". "" if no word
 * counted. NULL when out of memory. */
const char *spam_filter_words(struct arena *a, const struct spam_score *score);

/* What the filter reads of a comment: what its readers see, and where its links lead.
 * The result refers to the comment and the arena. ERR_NOMEM. */
enum err spam_filter_text(
    struct arena *a, const struct comment *c, struct spam_text *out) MUST_USE;

/* Inside txn_write: counts a text as good or as spam. `by` is 1, or -1 to take back
 * that it was counted. */
enum err spam_filter_count(struct db *s, struct arena *a, const struct spam_text *t,
    enum spam_class c, int by) MUST_USE;

/* As what a comment is learned that was learned as `old` and gets that status by a
 * decision of the owner. */
enum spam_class spam_filter_class(enum spam_class old, enum comment_status status);

/* Inside txn_write: what the filter learns from a comment that gets the status `status`
 * by a decision of the owner. Approved is good; held is not decided; trash is what it
 * was, if that is spam, and otherwise not decided. What was learned from the comment
 * before is taken back. */
enum err spam_filter_learn(struct db *s, struct arena *a, const struct comment *c,
    enum comment_status status) MUST_USE;

/* Inside txn_write: replaces what was learned from the text `old` of a comment by what
 * the text `c` has. */
enum err spam_filter_relearn(struct db *s, struct arena *a, const struct comment *old,
    const struct comment *c) MUST_USE;

/* Inside txn_write: if more words are stored than are of use, forgets those that only
 * one comment had. */
enum err spam_filter_tidy(struct db *s) MUST_USE;

#endif
