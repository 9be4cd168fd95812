#include "cli/command/confirm.h"

#include <stdio.h>
#include <unistd.h>

#include "cli/output/complain.h"

bool confirm(bool yes, const char *question) {
  char answer[16] = "";
  if (yes)
    return true;
  /* A script must not delete anything because its input happens to begin with "y". */
  if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO)) {
    complain("this cannot be undone: confirm it with --yes");
    return false;
  }
  printf("%s [y/N] ", question);
  /* The question has no newline, so stdio might hold it back. */
  fflush(stdout);
  /* Anything but a "y" is a no, an end of input (Ctrl-D) as well. */
  return fgets(answer, sizeof answer, stdin) && (answer[0] == 'y' || answer[0] == 'Y');
}
