/* Teaching the spam filter more than one comment at a time. Errors beyond those named:
 * db/db.h. */
#ifndef SITE_COMMENTS_SPAM_TRAIN_H
#define SITE_COMMENTS_SPAM_TRAIN_H

#include <stddef.h>

#include "db/model/spam_word.h"
#include "site/comments/spam_words.h"
#include "site/core/site.h"

/* A text, and what it is. */
struct spam_example {
  struct spam_text text;
  enum spam_class class;
};

/* Learns from all comments of the site that are approved or spam and were not learned,
 * such as imported ones. *learned is how many of each kind. What was learned before an
 * error stays, and the next call goes on from there. ERR_NOMEM. */
enum err spam_train_comments(struct site *site, struct spam_count *learned) MUST_USE;

/* Learns from texts of elsewhere, in one transaction. Each call counts them again.
 * ERR_NOMEM. */
enum err spam_train_examples(
    struct site *site, const struct spam_example *examples, size_t count) MUST_USE;

/* Forgets all that was learned; the model that comes with the program remains. */
enum err spam_train_reset(struct site *site) MUST_USE;

#endif
