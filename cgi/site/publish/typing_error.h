/* Inside site/publish only: tells the correction of a typing error from a change of
 * what a text says. */
#ifndef SITE_PUBLISH_TYPING_ERROR_H
#define SITE_PUBLISH_TYPING_ERROR_H

#include <stddef.h>

#include "base/err.h"
#include "site/publish/word_diff.h"

/* Counts the words of a change: 0 if it only corrects typing errors, in the language
 * `lang`. docs/corrections.md has the rule. ERR_NOMEM. */
enum err typing_error_words(const struct word_diff *d, const struct word_change *c,
    const char *lang, size_t *out) MUST_USE;

#endif
