#include "cli/restore.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "cli/command/command_line.h"
#include "cli/command/exit_code.h"
#include "cli/output/complain.h"
#include "cli/output/plural.h"
#include "cli/output/print.h"
#include "ops/age_key.h"
#include "ops/restore.h"
#include "ops/restore_check.h"
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

static void restore_print_contents(
    const char *begin, const struct restore_contents *c) {
  char iso[CLOCK_ISO] = "";
  printf("%s %lld post%s, %lld page%s and %lld comment%s", begin, (long long)c->posts,
      plural(c->posts), (long long)c->pages, plural(c->pages), (long long)c->comments,
      plural(c->comments));
  if (c->newest)
    clock_iso(c->newest, iso);
  printf("%s%s.\n", *iso ? "; the newest is of " : "", iso);
}

/* A site that cannot be opened is what restores are for. */
static void restore_print_present(const char *dir) {
  char ignored[400];
  struct site *site = NULL;
  struct restore_contents c = {0};
  enum err e = site_open_to_read(&site, dir, ignored, sizeof ignored);
  if (!e)
    e = restore_count(site, &c);
  site_close(site);
  if (e == ERR_NOT_FOUND) {
    print_name("A restore would create a site in ", dir, ".");
    return;
  }
  print_name(
      "A restore would replace the site in ", dir, e ? ", which cannot be read." : ".");
  if (!e)
    restore_print_contents("That has", &c);
}

static int restore_try(
    const char *file, const struct age_keys *identities, const char *dir) {
  char why[1000];
  struct restore_contents c = {0};
  enum err e = restore_check(file, identities, &c, why, sizeof why);
  if (e) {
    complain("the backup cannot be restored: %s", why);
    return exit_code_of(e);
  }
  puts("The backup is complete, and its database is not damaged.");
  restore_print_contents("It has", &c);
  if (c.schema_from != c.schema_to)
    printf("Its database would be upgraded from schema %d to %d.\n", c.schema_from,
        c.schema_to);
  restore_print_present(dir);
  return 0;
}

static int restore_now(
    const char *file, const struct age_keys *identities, const char *dir) {
  char why[1000] = "";
  /* No command_site_open here: a restore needs the site's directory, not its database,
   * which may be damaged, and takes the lock exclusively. */
  struct restored done;
  enum err e = restore_site(file, identities, dir, &done, why, sizeof why);
  if (e) {
    complain("restore failed: %s", why);
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
  return 0;
}

int restore_run(const struct command_line *line) {
  char why[1000] = "";
  struct age_keys identities = {.count = 0};
  const char *file = line->arguments[0], *key = command_line_value(line, "identity");
  char *dir = restore_target(line, why, sizeof why);
  if (!dir) {
    complain("%s", *why ? why : err_text(ERR_NOMEM));
    return exit_code_of(ERR_NOT_FOUND);
  }
  enum err e = key ? age_key_add_identities(&identities, key, why, sizeof why) : OK;
  int code = e ? exit_code_of(e) : 0;
  if (e)
    complain("--identity: %s", why);
  else if (command_line_flag(line, "dry-run"))
    code = restore_try(file, key ? &identities : NULL, dir);
  else
    code = restore_now(file, key ? &identities : NULL, dir);
  age_key_forget(&identities);
  free(dir);
  return code;
}
