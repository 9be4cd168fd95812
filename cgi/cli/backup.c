#include "cli/command/command.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/utf8.h"
#include "cli/exit.h"
#include "cli/output/print.h"
#include "ops/backup.h"
#include "ops/restore.h"
#include "site/site_open.h"

static void warn_of_links(const struct backup_done *done) {
  struct buf name = {0};
  utf8_printable(&name, done->first_link);
  command_complain("%lld symbolic link%s left out, for a backup follows none: put the"
                   " files themselves there (first: %s)",
      done->links, done->links == 1 ? " is" : "s are", buf_text(&name));
  buf_free(&name);
}

int backup_run(const struct command_line *line) {
  char why[600];
  int code = 0;
  struct backup_done done;
  if (strcmp(line->arguments[0], "-") == 0) {
    command_complain("a backup is read again once it is written, which standard output"
                     " cannot be: name a file (one called \"-\" is ./-)");
    return EX_USAGE;
  }
  struct site *site = command_open(line, COMMAND_READS, &code);
  if (!site)
    return code;
  enum err e = backup_make(
      site, line->arguments[0], line->values[0] != NULL, &done, why, sizeof why);
  site_close(site);
  if (e) {
    command_complain("no backup was made: %s", why);
    return exit_of(e);
  }
  printf("%lld files, %.1f MB, read back and found the same: ",
      (long long)done.total.files, (double)done.total.bytes / 1e6);
  print_name("", line->arguments[0], "");
  if (done.links)
    warn_of_links(&done);
  return 0;
}

/* A site may be gone, directory and all: -C or the environment says where it is to be.
 */
static char *target(const struct command_line *line, char *why, size_t why_size) {
  const char *named = line->dir ? line->dir : getenv("PAMPHLET_SITE");
  char *dir = named && *named ? realpath(named, NULL) : NULL;
  if (named && *named)
    return dir ? dir : strdup(named);
  enum err e = site_locate(NULL, &dir, why, why_size);
  if (e && !site_is_interrupted("."))
    snprintf(why, why_size,
        "there is no site here. To bring it into this directory: pamphlet -C . restore %s",
        line->arguments[0]);
  return e ? NULL : dir;
}

int restore_run(const struct command_line *line) {
  char why[1000] = "";
  struct restored done;
  char *dir = target(line, why, sizeof why);
  if (!dir) {
    command_complain("%s", *why ? why : err_text(ERR_NOMEM));
    return exit_of(ERR_NOT_FOUND);
  }
  enum err e = restore_site(line->arguments[0], dir, &done, why, sizeof why);
  if (e) {
    command_complain("nothing was restored: %s", why);
    free(dir);
    return exit_of(e);
  }
  print_name("The site in ", dir, " is that of the backup.");
  if (done.schema_from != done.schema_to)
    printf("Its database was upgraded from schema %d to %d.\n", done.schema_from,
        done.schema_to);
  if (*done.aside)
    print_name("What was there before is in ", done.aside,
        " there: delete it when you miss nothing.");
  puts("Start pamphlet.fcgi again now.");
  free(dir);
  return 0;
}
