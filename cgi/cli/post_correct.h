/* "pamphlet post correct": tells readers about a mistake in a published article. */
#ifndef CLI_POST_CORRECT_H
#define CLI_POST_CORRECT_H

#include "cli/command/command_line.h"

int post_correct(const struct command_line *line);

#endif
