#include "cli/output/colour.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

const char *colour_on(int fd, const char *sequence) {
  /* By the convention of no-color.org an empty NO_COLOR has no effect. A terminal of
   * type "dumb", or without a type, would show the sequences as text. */
  const char *no = getenv("NO_COLOR"), *terminal = getenv("TERM");
  if ((no && *no) || !terminal || strcmp(terminal, "dumb") == 0 || !isatty(fd))
    return "";
  return sequence;
}
