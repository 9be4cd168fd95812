#include "cli/command/command.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "cli/exit.h"
#include "ops/service.h"
#include "site/site_open.h"

int upgrade_run(const struct command_line *line) {
  char why[400], *dir = NULL;
  int from = 0, to = 0, lock = -1;
  enum err e = site_locate(line->dir, &dir, why, sizeof why);
  if (!e && service_share(dir, &lock, why, sizeof why) == ERR_BUSY)
    e = ERR_BUSY;
  if (!e)
    e = site_upgrade(dir, &from, &to, why, sizeof why);
  free(dir);
  if (lock >= 0)
    close(lock);
  if (e) {
    command_complain("%s", why);
    return exit_of(e);
  }
  if (from == to)
    printf("Nothing to do: the database has schema %d already.\n", to);
  else
    printf("Upgraded the database from schema %d to %d.\n", from, to);
  return 0;
}
