#include "cli/confirm.h"

#include <stdio.h>
#include <unistd.h>

#include "cli/command/command.h"

bool confirm(bool yes, const char *question) {
  char answer[16] = "";
  if (yes)
    return true;
  if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO)) {
    command_complain("this cannot be undone: give --yes to do it");
    return false;
  }
  printf("%s [y/N] ", question);
  fflush(stdout);
  return fgets(answer, sizeof answer, stdin) && (answer[0] == 'y' || answer[0] == 'Y');
}
