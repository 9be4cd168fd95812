#include "cli/help/completion.h"

#include <string.h>
#include <sysexits.h>

#include "cli/command/command_line.h"
#include "cli/help/completion_bash.h"
#include "cli/help/completion_fish.h"
#include "cli/help/completion_zsh.h"
#include "cli/output/complain.h"

/* The script goes to standard output: the user decides where it is installed, or
 * sources it. */
int completion_run(const struct command_line *line) {
  static const struct {
    const char *shell;
    void (*print)(const struct command_table *table);
  } shells[] = {
      {"bash", completion_bash}, {"zsh", completion_zsh}, {"fish", completion_fish}};
  for (size_t i = 0; i < sizeof shells / sizeof *shells; i++)
    if (strcmp(line->arguments[0], shells[i].shell) == 0) {
      shells[i].print(line->table);
      return 0;
    }
  complain("no completion for \"%s\": use bash, zsh or fish", line->arguments[0]);
  return EX_USAGE;
}
