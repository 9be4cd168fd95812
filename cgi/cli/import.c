#include "cli/command.h"

#include <stdio.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/utf8.h"
#include "cli/exit.h"
#include "site/import.h"

struct tally {
  size_t counts[IMPORT_EVENTS];
  bool quiet;
  bool progress; /* somebody watches: count the files that get no line */
  bool counting; /* the count stands on the last line */
};

static void show_progress(struct tally *t, enum import_event event) {
  if (event == IMPORT_UNCHANGED && t->progress) {
    fprintf(stderr, "\r%zu unchanged", t->counts[event]);
    t->counting = true;
  } else if (t->counting && event != IMPORT_UNCHANGED) {
    fputs("\r\033[K", stderr);
    t->counting = false;
  }
}

static void report(void *context, enum import_event event, const char *file, int line,
    const char *message) {
  static const char *const words[] = {
      "created", "updated", "moved", "unchanged", "", "warning"};
  struct tally *t = context;
  struct buf text = {0};
  t->counts[event]++;
  show_progress(t, event);
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

static void print_tally(const struct tally *t, bool dry) {
  printf("%s%zu created, %zu updated, ", dry ? "would be: " : "",
      t->counts[IMPORT_CREATED], t->counts[IMPORT_UPDATED]);
  if (t->counts[IMPORT_MOVED])
    printf("%zu moved, ", t->counts[IMPORT_MOVED]);
  printf("%zu unchanged, %zu failed\n", t->counts[IMPORT_UNCHANGED],
      t->counts[IMPORT_FAILED]);
}

int import_run_command(const struct command_line *line) {
  int code = 0;
  bool dry = line->values[0] != NULL;
  struct tally t = {.quiet = line->values[1] != NULL};
  t.progress = !t.quiet && isatty(STDERR_FILENO);
  struct site *site = command_open(line, &code);
  if (!site)
    return code;
  enum err e = import_paths(site, line->arguments, line->count, dry, report, &t);
  site_close(site);
  show_progress(&t, IMPORT_EVENTS);
  if (e && e != ERR_NOT_FOUND) {
    command_complain("the import stopped: %s", err_text(e));
    return exit_of(e);
  }
  if (!t.quiet)
    print_tally(&t, dry);
  if (e)
    return exit_of(e);
  return t.counts[IMPORT_FAILED] ? EX_DATAERR : 0;
}
