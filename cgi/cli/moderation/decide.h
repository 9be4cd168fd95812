/* The keys that decide: about one comment, about all that are like it, and undo. */
#ifndef CLI_MODERATION_DECIDE_H
#define CLI_MODERATION_DECIDE_H

#include "cli/moderation/session.h"
#include "db/model/comment_row.h"

/* Gives the comment on the screen that status, and goes on to the next one. */
void decide_one(struct session *s, enum comment_status status);

/* The same together with something else that was done, which undo takes back as well;
 * `said` is a sentence about it. Takes over step.context. */
void decide_with(struct session *s, enum comment_status status, struct queue_step step,
    const char *said);

/* Asks which comments are meant and what to do with them. */
void decide_like(struct session *s);

/* Takes back the last decision. */
void decide_undo(struct session *s);

#endif
