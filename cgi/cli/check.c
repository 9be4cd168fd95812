#include "cli/check.h"

#include <stdio.h>
#include <sysexits.h>

#include "base/utf8.h"
#include "cli/check_elsewhere.h"
#include "cli/check_links.h"
#include "cli/command/command_site.h"
#include "cli/command/exit_code.h"
#include "cli/output/complain.h"
#include "cli/output/plural.h"
#include "cli/output/print.h"
#include "ops/check.h"
#include "site/site_open.h"

/* All problems are collected first, whatever the format. An error ends the check: a
 * list that lacks some of them would look complete. */
static enum err check_add_fault(void *context, const char *fault) {
  json_t *faults = context;
  struct buf safe = {0};
  /* Text from a damaged database need not be UTF-8, which JSON requires. */
  utf8_printable(&safe, fault);
  enum err e = buf_status(&safe);
  if (!e && json_array_append_new(faults, json_string(buf_text(&safe))) != 0)
    e = ERR_NOMEM;
  buf_free(&safe);
  return e;
}

/* Each warning says by itself what it is about; the advice for problems is not meant
 * for them. */
static void check_print_warnings(const json_t *warnings) {
  const json_t *warning;
  size_t i;
  json_array_foreach(warnings, i, warning) {
    printf("Warning: %s\n", json_string_value(warning));
  }
}

/* The advice is the same for all problems: this command repairs nothing. */
static void check_print(const json_t *faults) {
  const json_t *fault;
  size_t i;
  json_array_foreach(faults, i, fault) {
    puts(json_string_value(fault));
  }
  if (!json_array_size(faults))
    puts("No problems found.");
  else
    printf(
        "%zu problem%s found. The disk, this program or another program that changed"
        " the database is at fault. Keep a backup of this state, and look for an older"
        " backup in which \"pamphlet check\" finds no problems.\n",
        json_array_size(faults), plural((int64_t)json_array_size(faults)));
}

/* Checks the site, closes it, and prints what was found. Returns the exit code. */
static int check_damage(struct site *site, enum print_format format) {
  int code = 0;
  json_t *faults = json_array(), *warnings = json_array();
  enum err e =
      faults && warnings ? check_site(site, check_add_fault, faults) : ERR_NOMEM;
  /* In a damaged database, warnings would only distract. */
  if (!e && !json_array_size(faults))
    e = check_warn(site, check_add_fault, warnings);
  site_close(site);
  if (e) {
    complain("%s%s", err_text(e),
        e == ERR_DAMAGED ? ": restore a backup (pamphlet restore)" : "");
    code = exit_code_of(e);
  } else {
    /* Problems found give an exit code too, so that a cron job notices them. */
    code = json_array_size(faults) ? EX_DATAERR : 0;
    int printed = 0;
    if (format == PRINT_JSON)
      printed = print_object(
          json_pack("{s:O, s:O}", "faults", faults, "warnings", warnings), format);
    else {
      check_print_warnings(warnings);
      check_print(faults);
    }
    /* Output that is incomplete matters more than its contents. */
    code = printed ? printed : code;
  }
  json_decref(faults);
  json_decref(warnings);
  return code;
}

int check_run(const struct command_line *line) {
  enum print_format format;
  int code = 0;
  struct link_elsewhere_limits limits;
  if (!print_format(command_line_value(line, "format"), PRINT_OBJECT, &format) ||
      !check_elsewhere_limits(line, &limits))
    return EX_USAGE;
  /* To read: a check must work while the disk is full or read-only, which often goes
   * with damage. */
  struct site *site = command_site_open(line, COMMAND_SITE_READS, &code);
  if (!site)
    return code;
  if (command_line_flag(line, "links"))
    return check_links_run(
        site, command_line_flag(line, "external") ? &limits : NULL, format);
  return check_damage(site, format);
}
