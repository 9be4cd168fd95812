#include "cli/command/command.h"

#include <limits.h>
#include <stdio.h>
#include <sysexits.h>

#include "base/utf8.h"
#include "cli/exit.h"
#include "site/site_open.h"

int init_run(const struct command_line *line) {
  char why[400];
  char joined[PATH_MAX];
  const char *dir = line->dir ? line->dir : ".";
  if (line->count && line->dir && line->arguments[0][0] != '/') {
    int n = snprintf(joined, sizeof joined, "%s/%s", line->dir, line->arguments[0]);
    if (n < 0 || (size_t)n >= sizeof joined) {
      command_complain("the name of the directory is too long");
      return EX_USAGE;
    }
    dir = joined;
  } else if (line->count) {
    dir = line->arguments[0];
  }
  const struct settings_initial choice = {
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
