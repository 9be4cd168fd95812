#include "cli/init.h"

#include <limits.h>
#include <stdio.h>
#include <sysexits.h>

#include "base/utf8.h"
#include "cli/command/command_line.h"
#include "cli/command/exit_code.h"
#include "cli/output/complain.h"
#include "site/site_open.h"

int init_run(const struct command_line *line) {
  char why[400];
  char joined[PATH_MAX];
  /* Without an argument the site is created right there: in the directory of -C, or the
   * current one. */
  const char *dir = line->dir ? line->dir : ".";
  /* Like git, a relative directory is taken from the one of -C. */
  if (line->count && line->dir && line->arguments[0][0] != '/') {
    int n = snprintf(joined, sizeof joined, "%s/%s", line->dir, line->arguments[0]);
    if (n < 0 || (size_t)n >= sizeof joined) {
      complain("the name of the directory is too long");
      return EX_USAGE;
    }
    dir = joined;
  } else if (line->count) {
    dir = line->arguments[0];
  }
  /* NULL for each option that was not given: settings_write then writes the default. */
  const struct settings_initial choice = {command_line_value(line, "title"),
      command_line_value(line, "tagline"), command_line_value(line, "base-url"),
      command_line_value(line, "language"), command_line_value(line, "database")};
  /* No site_locate: without -C it would find the site of a parent directory, below
   * which this one may well be created. */
  enum err e = site_create(dir, &choice, why, sizeof why);
  if (e) {
    complain("%s", why);
    return exit_code_of(e);
  }
  struct buf safe = {0};
  utf8_printable(&safe, dir);
  printf("Created a site in %s. Its settings are in %s/site.ini.\n", buf_text(&safe),
      buf_text(&safe));
  buf_free(&safe);
  return 0;
}
