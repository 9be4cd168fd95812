#include "cli/backup.h"

#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "base/utf8.h"
#include "cli/command/command_site.h"
#include "cli/command/exit_code.h"
#include "cli/output/complain.h"
#include "cli/output/plural.h"
#include "cli/output/print.h"
#include "ops/backup.h"
#include "site/core/site.h"
#include "site/site_open.h"

/* A warning only: the exit code stays 0, because the backup is complete without files
 * that are elsewhere. */
static void backup_warn_of_links(const struct backup_done *done) {
  struct buf name = {0};
  /* Any user who may write to media/ chooses the names in it. */
  utf8_printable(&name, done->first_link);
  complain(
      "%lld symbolic link%s left out, because a backup does not follow links: replace"
      " %s with the files (first: %s)",
      done->links, done->links == 1 ? " is" : "s are", done->links == 1 ? "it" : "them",
      buf_text(&name));
  buf_free(&name);
}

int backup_run(const struct command_line *line) {
  char why[600];
  int code = 0;
  struct backup_done done;
  /* tar and other commands take "-" for standard output, so a script may try it. */
  if (strcmp(line->arguments[0], "-") == 0) {
    complain(
        "standard output cannot be read back for verification: name a file (./- for one"
        " called \"-\")");
    return EX_USAGE;
  }
  /* To read: a backup can be made on a full disk, to another one. The open site also
   * keeps a restore from beginning meanwhile. */
  struct site *site = command_site_open(line, COMMAND_SITE_READS, &code);
  if (!site)
    return code;
  enum err e = backup_make(site, line->arguments[0], command_line_flag(line, "force"),
      &done, why, sizeof why);
  site_close(site);
  if (e) {
    complain("backup failed: %s", why);
    return exit_code_of(e);
  }
  printf("Backed up %lld file%s (%.1f MB) and verified the result: ",
      (long long)done.total.files, plural(done.total.files),
      (double)done.total.bytes / 1e6);
  print_name("", line->arguments[0], "");
  if (done.links)
    backup_warn_of_links(&done);
  return 0;
}
