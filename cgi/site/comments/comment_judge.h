/* Puts a comment, new or changed by its sender, to the rules. */
#ifndef SITE_COMMENTS_COMMENT_JUDGE_H
#define SITE_COMMENTS_COMMENT_JUDGE_H

#include "base/arena.h"
#include "base/err.h"
#include "db/model/comment_row.h"
#include "db/model/comment_verdict.h"
#include "site/comments/comment_rules.h"
#include "site/core/site.h"

/* Judges the comment `c`, which is rendered. Of `facts`, what is known about its sender
 * is filled in: the email address, the network, and the members after these; the texts
 * and the score are added here. Sets *status, and *verdict, whose strings live in the
 * arena. Reads nothing that others may change, apart from the words of the spam filter.
 * ERR_NOMEM, errors of the database. */
enum err comment_judge(struct site *site, struct arena *a, const struct comment *c,
    struct comment_facts facts, struct comment_verdict *verdict,
    enum comment_status *status) MUST_USE;

#endif
