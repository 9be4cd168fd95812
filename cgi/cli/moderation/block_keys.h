/* The keys that block a word, a URL or a network. */
#ifndef CLI_MODERATION_BLOCK_KEYS_H
#define CLI_MODERATION_BLOCK_KEYS_H

#include "cli/moderation/session.h"

/* Asks what to block, with a proposal from the comment on the screen, blocks it, and
 * marks the comment as spam. Undo takes both back. */
void block_keys_ask(struct session *s);

#endif
