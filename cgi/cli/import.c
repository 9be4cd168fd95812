#include "cli/command.h"

#include <stdio.h>
#include <sysexits.h>

#include "base/utf8.h"
#include "cli/exit.h"
#include "site/import.h"

struct tally {
  size_t counts[IMPORT_EVENTS];
  bool quiet;
};

static void report(void *context, enum import_event event, const char *file, int line,
    const char *message) {
  static const char *const words[] = {"created", "updated", "unchanged", "", "warning"};
  struct tally *t = context;
  struct buf text = {0};
  t->counts[event]++;
  utf8_printable(&text, file);
  if (line)
    buf_printf(&text, ":%d", line);
  buf_puts(&text, event == IMPORT_FAILED    ? ": "
                  : event == IMPORT_WARNING ? ": warning: "
                                            : "");
  utf8_printable(&text, message);
  if (event == IMPORT_FAILED || event == IMPORT_WARNING)
    fprintf(stderr, "%s\n", buf_text(&text));
  else if (!t->quiet && event != IMPORT_UNCHANGED)
    printf("%s: %s\n", buf_text(&text), words[event]);
  buf_free(&text);
}

int import_run_command(const struct command_line *line) {
  int code = 0;
  bool dry = line->values[0] != NULL;
  struct tally t = {.quiet = line->values[1] != NULL};
  struct site *site = command_open(line, &code);
  if (!site)
    return code;
  enum err e = import_paths(site, line->arguments, line->count, dry, report, &t);
  site_close(site);
  if (e) {
    command_complain("the import stopped: %s", err_text(e));
    return exit_of(e);
  }
  if (!t.quiet)
    printf("%s%zu created, %zu updated, %zu unchanged, %zu failed\n",
        dry ? "would be: " : "", t.counts[IMPORT_CREATED], t.counts[IMPORT_UPDATED],
        t.counts[IMPORT_UNCHANGED], t.counts[IMPORT_FAILED]);
  return t.counts[IMPORT_FAILED] ? EX_DATAERR : 0;
}
