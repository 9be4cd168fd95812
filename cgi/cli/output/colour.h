/* Colours on terminals. */
#ifndef CLI_OUTPUT_COLOUR_H
#define CLI_OUTPUT_COLOUR_H

#define COLOUR_BOLD "\033[1m"
#define COLOUR_RED "\033[31m"
#define COLOUR_OFF "\033[0m"

/* Returns `sequence` if the descriptor is a terminal that shows colours and NO_COLOR
 * (no-color.org) is unset or empty, else "". */
const char *colour_on(int fd, const char *sequence);

#endif
