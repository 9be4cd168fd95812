/* Social cards of what a command has changed. */
#ifndef CLI_COMMAND_COMMAND_CARDS_H
#define CLI_COMMAND_COMMAND_CARDS_H

#include "site/core/site.h"

/* Draws them, and removes those that are not needed any more. What does not work is
 * printed as a notice: the article has been saved already. */
void command_cards_draw(struct site *site);

#endif
