#include "cli/doctor.h"

#include <stdio.h>
#include <stdlib.h>
#include <sysexits.h>

#include "base/utf8.h"
#include "cli/command/command_line.h"
#include "cli/command/exit_code.h"
#include "cli/output/complain.h"
#include "cli/output/plural.h"
#include "cli/output/print.h"
#include "ops/doctor.h"
#include "site/core/site.h"
#include "site/site_open.h"

struct doctor_findings {
  json_t *list; /* for JSON; NULL: each is printed at once */
  int counts[DOCTOR_ERROR + 1];
};

/* In the order of enum doctor_level. The names are part of the JSON. */
static const char *const doctor_levels[] = {"ok", "note", "warning", "error"};

static void doctor_print(void *context, enum doctor_level level, const char *subject,
    const char *says, const char *fix) {
  struct doctor_findings *f = context;
  struct buf sentence = {0}, advice = {0};
  /* Counted in any case, because the exit code depends on them. */
  f->counts[level]++;
  /* A finding may quote a server, whose text need not be UTF-8, as JSON requires. */
  utf8_printable(&sentence, says);
  utf8_printable(&advice, fix);
  if (f->list) {
    json_array_append_new(f->list,
        json_pack("{s:s, s:s, s:s, s:s}", "level", doctor_levels[level], "subject",
            subject, "message", buf_text(&sentence), "fix", buf_text(&advice)));
  } else {
    /* As wide as "warning " is, the longest name. */
    printf("%-8s %s: %s\n", doctor_levels[level], subject, buf_text(&sentence));
    if (*fix)
      printf("%-8s fix: %s\n", "", buf_text(&advice));
    /* The next examination may wait for a server: what is known is shown first. */
    fflush(stdout);
  }
  buf_free(&sentence);
  buf_free(&advice);
}

int doctor_run(const struct command_line *line) {
  enum print_format format;
  char why[400], *dir = NULL;
  struct doctor_findings f = {0};
  if (!print_format(command_line_value(line, "format"), PRINT_OBJECT, &format))
    return EX_USAGE;
  /* The site is not opened here: the doctor is for sites that do not open. */
  enum err e = site_locate(line->dir, &dir, why, sizeof why);
  if (e) {
    complain("%s", why);
    return exit_code_of(e);
  }
  const char *user = command_line_value(line, "user");
  /* Before the examination, which leaves out the permissions if it cannot tell whose
   * they are: a misspelt name would look like a site without faults. */
  if (user && !doctor_knows_user(user)) {
    complain("there is no user \"%s\" on this machine", user);
    free(dir);
    return EX_NOUSER;
  }
  f.list = format == PRINT_JSON ? json_array() : NULL;
  doctor_examine(dir, user, doctor_print, &f);
  free(dir);
  int code = 0;
  if (f.list)
    code = print_object(f.list, format);
  else
    printf("\n%d error%s, %d warning%s\n", f.counts[DOCTOR_ERROR],
        plural(f.counts[DOCTOR_ERROR]), f.counts[DOCTOR_WARNING],
        plural(f.counts[DOCTOR_WARNING]));
  if (code)
    return code;
  /* 1 is none of the codes in sysexits.h, so a script can tell warnings from errors. */
  return f.counts[DOCTOR_ERROR] ? EX_CONFIG : f.counts[DOCTOR_WARNING] ? 1 : 0;
}
