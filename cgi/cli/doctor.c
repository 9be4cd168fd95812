#include "cli/command/command.h"

#include <stdio.h>
#include <stdlib.h>
#include <sysexits.h>

#include "base/utf8.h"
#include "cli/exit.h"
#include "cli/output/print.h"
#include "ops/doctor.h"
#include "site/site_open.h"

struct findings {
  json_t *list; /* NULL: printed at once */
  int counts[DOCTOR_ERROR + 1];
};

static const char *const words[] = {"ok", "note", "warning", "error"};

static void report(void *context, enum doctor_level level, const char *subject,
    const char *says, const char *mend) {
  struct findings *f = context;
  struct buf sentence = {0}, advice = {0};
  f->counts[level]++;
  /* In JSON too: what a server said need not be UTF-8. */
  utf8_printable(&sentence, says);
  utf8_printable(&advice, mend);
  if (f->list) {
    json_array_append_new(
        f->list, json_pack("{s:s, s:s, s:s, s:s}", "level", words[level], "subject",
                     subject, "says", buf_text(&sentence), "mend", buf_text(&advice)));
  } else {
    printf("%-8s %s: %s\n", words[level], subject, buf_text(&sentence));
    if (*mend)
      printf("%-8s mend: %s\n", "", buf_text(&advice));
    fflush(stdout);
  }
  buf_free(&sentence);
  buf_free(&advice);
}

int doctor_run(const struct command_line *line) {
  enum print_format format;
  char why[400], *dir = NULL;
  struct findings f = {0};
  if (!print_format(line->values[0], PRINT_OBJECT, &format))
    return EX_USAGE;
  enum err e = site_locate(line->dir, &dir, why, sizeof why);
  if (e) {
    command_complain("%s", why);
    return exit_of(e);
  }
  f.list = format == PRINT_JSON ? json_array() : NULL;
  doctor_look(dir, report, &f);
  free(dir);
  if (f.list)
    print_object(f.list, format);
  else
    printf("\n%d error%s, %d warning%s\n", f.counts[DOCTOR_ERROR],
        f.counts[DOCTOR_ERROR] == 1 ? "" : "s", f.counts[DOCTOR_WARNING],
        f.counts[DOCTOR_WARNING] == 1 ? "" : "s");
  return f.counts[DOCTOR_ERROR] ? EX_CONFIG : f.counts[DOCTOR_WARNING] ? 1 : 0;
}
