/* What the spam filter knows before the owner of a site has taught it anything: the
 * file spam_model.tsv, which the build embeds. docs/spam.md says from what data it was
 * made and how to make it again. */
#ifndef SITE_COMMENTS_SPAM_MODEL_H
#define SITE_COMMENTS_SPAM_MODEL_H

#include <stddef.h>

#include "db/model/spam_word.h"

/* How many texts it was made from. */
struct spam_count spam_model_total(void);

/* How many of them have the word; zeros for one that it does not contain. */
struct spam_count spam_model_get(const char *word);

/* Uses another model, in the form of the file, from now on: for tests, and for making
 * and measuring models. The text must live as long and end with a NUL. */
void spam_model_use(const char *text, size_t size);

#endif
