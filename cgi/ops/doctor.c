#include "ops/doctor.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "ops/doctor_internal.h"
#include "site/site_open.h"

enum { MEMORY = 64 << 20 };

const char *doctor_text(struct doctor *d, const char *format, ...) {
  va_list args;
  va_start(args, format);
  char *text = arena_vprintf(d->arena, format, args);
  va_end(args);
  return text ? text : "";
}

void doctor_say(struct doctor *d, enum doctor_level level, const char *subject,
    const char *mend, const char *format, ...) {
  va_list args;
  va_start(args, format);
  char *text = arena_vprintf(d->arena, format, args);
  va_end(args);
  d->report(d->context, level, subject, text ? text : "", mend);
}

/* Says that it is well, or what `why` says, or else the error. */
static void judge(struct doctor *d, const char *subject, enum err e, const char *why,
    const char *mend, const char *good) {
  if (e)
    doctor_say(d, DOCTOR_ERROR, subject, mend, "%s", *why ? why : err_text(e));
  else
    doctor_say(d, DOCTOR_OK, subject, "", "%s", good);
}

static void look_at_settings(struct doctor *d) {
  char why[400];
  enum err e = settings_read(d->arena, d->dir, &d->settings, why, sizeof why);
  d->has_config = !e;
  judge(d, "settings", e, why,
      "put the line right: \"pamphlet config list\" shows all of them",
      "site.ini is without fault");
}

static const char *mend_of(enum err e) {
  switch (e) {
  case ERR_OLD_SCHEMA:
    return "pamphlet upgrade";
  case ERR_SCHEMA:
    return "install the newer program again, or restore a backup made with this one";
  case ERR_OWNER:
    return "run this as the user of pamphlet.fcgi, or as root";
  case ERR_DAMAGED:
  case ERR_NOT_FOUND:
    return "pamphlet restore FILE, with a backup";
  case ERR_BUSY:
    return "wait, and look for a program that holds the database (fuser pamphlet.db)";
  default:
    return "see the disk and the files named here";
  }
}

static void look_at_database(struct doctor *d) {
  char why[400];
  if (!d->has_config)
    return;
  enum err e = site_open(&d->site, d->dir, ROLE_COMMAND, why, sizeof why);
  if (e)
    d->site = NULL;
  judge(d, "database", e, why, mend_of(e),
      doctor_text(d, "it opens, and has schema %d", db_schema_version()));
}

static void look_at_looks(struct doctor *d) {
  char why[800] = "";
  if (!d->site)
    return;
  enum err e = site_load_theme(d->site, why, sizeof why);
  d->has_looks = !e;
  judge(d, "templates", e, why,
      "mend the file, or move it away: the built-in one takes its place",
      "all of them load");
}

void doctor_look(const char *dir, doctor_report *report, void *context) {
  struct doctor d = {
      .dir = dir, .report = report, .context = context, .arena = arena_new(MEMORY)};
  if (!d.arena) {
    report(context, DOCTOR_ERROR, "memory", err_text(ERR_NOMEM), "");
    return;
  }
  look_at_settings(&d);
  doctor_files(&d);
  look_at_database(&d);
  look_at_looks(&d);
  doctor_host(&d);
  doctor_service(&d);
  site_close(d.site);
  arena_free(d.arena);
}
