#include "cli/upgrade.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "cli/command/command_line.h"
#include "cli/command/exit_code.h"
#include "cli/output/complain.h"
#include "ops/service.h"
#include "site/core/site.h"
#include "site/site_open.h"

int upgrade_run(const struct command_line *line) {
  char why[400], *dir = NULL;
  int from = 0, to = 0, lock = -1;
  /* Not command_site_open, which refuses a database with an old schema. */
  enum err e = site_locate(line->dir, &dir, why, sizeof why);
  /* Other errors of the lock are ignored: site_upgrade finds their cause and reports
   * it. */
  if (!e && service_share(dir, &lock, why, sizeof why) == ERR_BUSY)
    e = ERR_BUSY;
  if (!e)
    e = site_upgrade(dir, &from, &to, why, sizeof why);
  free(dir);
  /* Held until now, so that no restore replaces the database during the upgrade. */
  if (lock >= 0)
    close(lock);
  if (e) {
    complain("%s", why);
    return exit_code_of(e);
  }
  if (from == to)
    printf("Nothing to do: the database already has schema %d.\n", to);
  else
    printf("Upgraded the database from schema %d to %d.\n", from, to);
  return 0;
}
