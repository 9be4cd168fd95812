#include "cli/command/confirm.h"

#include <stdio.h>
#include <unistd.h>

#include "cli/output/complain.h"

bool confirm_is_given(const struct command_line *line) {
  return command_line_flag(line, "yes") || command_line_flag(line, "force");
}

bool confirm_can_ask(void) {
  return isatty(STDIN_FILENO) && isatty(STDOUT_FILENO);
}

bool confirm(bool yes, const char *question) {
  char answer[16] = "";
  if (yes)
    return true;
  /* A script must not delete anything because its input happens to begin with "y". */
  if (!confirm_can_ask()) {
    complain("there is no terminal to ask on: confirm it with --yes");
    return false;
  }
  printf("%s [y/N] ", question);
  /* The question has no newline, so stdio might hold it back. */
  fflush(stdout);
  /* Anything but a "y" is a no, an end of input (Ctrl-D) as well. */
  return fgets(answer, sizeof answer, stdin) && (answer[0] == 'y' || answer[0] == 'Y');
}
