#include "cli/restore.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/command/command_line.h"
#include "cli/command/exit_code.h"
#include "cli/output/complain.h"
#include "cli/output/print.h"
#include "ops/restore.h"
#include "site/site_open.h"

/* The directory to restore to, which the caller frees; NULL on failure. Unlike other
 * commands, restore accepts a directory without a site or one that does not exist, but
 * only if it is named: by -C or the environment. */
static char *restore_target(
    const struct command_line *line, char *why, size_t why_size) {
  const char *named = line->dir ? line->dir : getenv("PAMPHLET_SITE");
  /* realpath fails for a directory that does not exist: restore_site creates it. */
  char *dir = named && *named ? realpath(named, NULL) : NULL;
  if (named && *named)
    return dir ? dir : strdup(named);
  enum err e = site_locate(NULL, &dir, why, why_size);
  /* An interrupted restore has its own sentence from site_locate, with the command that
   * completes it. */
  if (e && !site_is_interrupted("."))
    snprintf(why, why_size,
        "there is no site here. To restore to this directory: pamphlet -C . restore %s",
        line->arguments[0]);
  return e ? NULL : dir;
}

int restore_run(const struct command_line *line) {
  char why[1000] = "";
  /* No command_site_open here: a restore needs the site's directory, not its database,
   * which may be damaged, and takes the lock exclusively. */
  struct restored done;
  char *dir = restore_target(line, why, sizeof why);
  if (!dir) {
    complain("%s", *why ? why : err_text(ERR_NOMEM));
    return exit_code_of(ERR_NOT_FOUND);
  }
  enum err e = restore_site(line->arguments[0], dir, &done, why, sizeof why);
  if (e) {
    complain("restore failed: %s", why);
    free(dir);
    return exit_code_of(e);
  }
  print_name("Restored the site in ", dir, ".");
  if (done.schema_from != done.schema_to)
    printf("Its database was upgraded from schema %d to %d.\n", done.schema_from,
        done.schema_to);
  if (*done.aside)
    /* Never deleted by the program: the restore itself may have been a mistake. */
    print_name("The previous site is in its folder ", done.aside,
        ": delete that when you no longer need it.");
  puts("Now start pamphlet.fcgi again.");
  free(dir);
  return 0;
}
