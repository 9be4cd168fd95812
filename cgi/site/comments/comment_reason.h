/* Why a comment is held or taken for spam, in a sentence for the owner. */
#ifndef SITE_COMMENTS_COMMENT_REASON_H
#define SITE_COMMENTS_COMMENT_REASON_H

#include "base/arena.h"
#include "db/model/comment_verdict.h"

/* What follows "Reason: ", without a full stop, in the interface language for `lang`.
 * "" for a comment without a verdict, such as an imported one; a rule without a
 * sentence is named: "RULE: DETAIL". NULL when out of memory. */
const char *comment_reason_text(
    struct arena *a, const char *lang, const struct comment_verdict *v);

/* What the spam filter has found, or "" if it was not asked. NULL when out of
 * memory. */
const char *comment_reason_score(
    struct arena *a, const char *lang, const struct comment_verdict *v);

#endif
