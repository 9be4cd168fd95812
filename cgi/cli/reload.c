#include "cli/reload.h"

#include <stdio.h>
#include <stdlib.h>
#include <sysexits.h>

#include "cli/command/command_line.h"
#include "cli/command/exit_code.h"
#include "cli/output/complain.h"
#include "ops/reload.h"
#include "site/site_open.h"

int reload_now(const char *dir) {
  char why[600];
  enum err e = reload_service(dir, RELOAD_SECONDS, why, sizeof why);
  if (e == ERR_CONFIG)
    complain("pamphlet.fcgi goes on with the settings and templates it had: %s", why);
  else if (e)
    complain("%s", *why ? why : err_text(e));
  else
    puts("Reloaded pamphlet.fcgi: it uses the current settings and templates.");
  /* ERR_NOT_FOUND is about the service here. The exit code for other commands would say
   * that a file is missing. */
  return e == ERR_NOT_FOUND ? EX_UNAVAILABLE : exit_code_of(e);
}

int reload_run(const struct command_line *line) {
  char why[400], *dir = NULL;
  /* The site is not opened: a reload may be what repairs it. */
  enum err e = site_locate(line->dir, &dir, why, sizeof why);
  if (e) {
    complain("%s", why);
    return exit_code_of(e);
  }
  int code = reload_now(dir);
  free(dir);
  return code;
}
