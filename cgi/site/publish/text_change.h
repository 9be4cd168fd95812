/* Inside site/publish only: what an edit changed in a text, for readers to see, and
 * whether that is more than typing errors (docs/corrections.md has the rule). */
#ifndef SITE_PUBLISH_TEXT_CHANGE_H
#define SITE_PUBLISH_TEXT_CHANGE_H

#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"

struct text_change {
  const char *places; /* as site/core/change_text.h; "" if nothing was changed */
  size_t words;       /* changed beyond typing errors */
};

/* Compares two plain texts in the language `lang`. The places are in the arena; of a
 * long text that was written again, the first ones. Errors as word_diff
 * (site/publish/word_diff.h). */
enum err text_change_find(struct arena *a, const char *before, const char *after,
    const char *lang, struct text_change *out) MUST_USE;

#endif
