/* The keys that write: a reply to the comment, and its text itself. */
#ifndef CLI_MODERATION_EDIT_KEYS_H
#define CLI_MODERATION_EDIT_KEYS_H

#include "cli/moderation/session.h"

/* Edits the text of the comment on the screen in the author's editor. */
void edit_keys_edit(struct session *s);

/* Replies as the author of the article, and approves the comment: with one line at the
 * bottom of the screen, or with the editor. */
void edit_keys_reply_line(struct session *s);
void edit_keys_reply_editor(struct session *s);

#endif
