#include "cli/theme.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>

#include "base/utf8.h"
#include "cli/command/command_line.h"
#include "cli/command/exit_code.h"
#include "cli/output/complain.h"
#include "cli/output/plural.h"
#include "ops/theme.h"
#include "site/site_open.h"

/* Into the site, unless another directory is named, to look at the files or to compare
 * them with one's own. Returns the exit code, after complaining. */
static int theme_find_folder(const struct command_line *line, char **dir) {
  char why[400];
  if (line->count) {
    const char *named = line->arguments[0];
    /* theme_write needs a directory that exists. If the name is that of a file, it
     * reports that. */
    if (mkdir(named, 0777) != 0 && errno != EEXIST) {
      complain("%s: %s", named, strerror(errno));
      return EX_CANTCREAT;
    }
    /* On the heap like the result of site_locate, so that the caller frees either. */
    *dir = strdup(named);
    return *dir ? 0 : EX_OSERR;
  }
  enum err e = site_locate(line->dir, dir, why, sizeof why);
  if (e)
    complain("%s", why);
  return exit_code_of(e);
}

static void theme_tell(const char *dir, const struct theme_written *done) {
  struct buf safe = {0};
  utf8_printable(&safe, dir);
  printf("Wrote %zu file%s to %s/templates and %s/public", done->written,
      plural((int64_t)done->written), buf_text(&safe), buf_text(&safe));
  if (done->kept)
    printf("; kept %zu that existed (--force replaces them)", done->kept);
  puts(".\nDelete those that you do not change: newer versions of the program then use"
       " their own.\n\"pamphlet reload\" applies your changes.");
  buf_free(&safe);
}

int theme_new(const struct command_line *line) {
  /* Room for a path of PATH_MAX bytes and the sentence around it. */
  char why[4500], *dir = NULL;
  struct theme_written done;
  int code = theme_find_folder(line, &dir);
  if (code)
    return code;
  enum err e =
      theme_write(dir, command_line_flag(line, "force"), &done, why, sizeof why);
  if (e)
    complain("%s", why);
  else
    theme_tell(dir, &done);
  free(dir);
  return exit_code_of(e);
}
