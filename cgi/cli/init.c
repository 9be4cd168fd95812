#include "cli/command.h"

#include <stdio.h>

#include "base/utf8.h"
#include "cli/exit.h"

int init_run(const struct command_line *line) {
  char why[400];
  const char *dir = line->count ? line->arguments[0] : line->dir ? line->dir : ".";
  const struct config_choice choice = {
      line->values[0], line->values[1], line->values[2], line->values[3]};
  enum err e = site_create(dir, &choice, why, sizeof why);
  if (e) {
    command_complain("%s", why);
    return exit_of(e);
  }
  struct buf safe = {0};
  utf8_printable(&safe, dir);
  printf("Made a site in %s. Its settings are in %s/site.ini.\n", buf_text(&safe),
      buf_text(&safe));
  buf_free(&safe);
  return 0;
}
