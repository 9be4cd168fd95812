#include "cli/command/command.h"

#include <stdio.h>
#include <sysexits.h>

#include "base/utf8.h"
#include "cli/exit.h"
#include "cli/output/print.h"
#include "ops/check.h"
#include "site/site_open.h"

static void report(void *context, const char *fault) {
  json_t *faults = context;
  struct buf safe = {0};
  /* In JSON too: what is damaged need not be UTF-8. */
  utf8_printable(&safe, fault);
  json_array_append_new(faults, json_string(buf_text(&safe)));
  buf_free(&safe);
}

static void print_faults(const json_t *faults) {
  const json_t *fault;
  size_t i;
  json_array_foreach(faults, i, fault) {
    puts(json_string_value(fault));
  }
  if (!json_array_size(faults))
    puts("The database is whole and all files are there.");
  else
    printf("%zu faults. Something changed the database past the program, or the"
           " program or the disk has one: keep a backup, and look for an older one"
           " that \"pamphlet check\" finds whole.\n",
        json_array_size(faults));
}

int check_run(const struct command_line *line) {
  enum print_format format;
  int code = 0;
  if (!print_format(line->values[0], PRINT_OBJECT, &format))
    return EX_USAGE;
  struct site *site = command_open(line, COMMAND_READS, &code);
  json_t *faults = json_array();
  if (!site || !faults) {
    json_decref(faults);
    site_close(site);
    return site ? EX_OSERR : code;
  }
  enum err e = check_site(site, report, faults);
  site_close(site);
  if (e) {
    command_complain("%s%s", err_text(e),
        e == ERR_DAMAGED ? ": bring a backup back (pamphlet restore)" : "");
    code = exit_of(e);
  } else {
    code = json_array_size(faults) ? EX_DATAERR : 0;
    if (format == PRINT_JSON)
      print_object(json_pack("{s:O}", "faults", faults), format);
    else
      print_faults(faults);
  }
  json_decref(faults);
  return code;
}
