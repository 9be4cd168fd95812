#include "ops/doctor.h"

#include "ops/doctor_access.h"
#include "ops/doctor_backup.h"
#include "ops/doctor_damage.h"
#include "ops/doctor_files.h"
#include "ops/doctor_folders.h"
#include "ops/doctor_host.h"
#include "ops/doctor_internal.h"
#include "ops/doctor_programs.h"
#include "ops/doctor_say.h"
#include "ops/doctor_service.h"
#include "site/core/settings_check.h"
#include "site/site_open.h"

/* All texts of findings, and what rendering the home page needs, live here until the
 * end. */
enum { DOCTOR_MEMORY = 64 << 20 };

/* Reports the result of a step: `good`, or the error with `why`, if there is a
 * sentence.
 */
static void doctor_judge(struct doctor *d, const char *subject, enum err e,
    const char *why, const char *fix, const char *good) {
  if (e)
    doctor_say(d, DOCTOR_ERROR, subject, fix, "%s", *why ? why : err_text(e));
  else
    doctor_say(d, DOCTOR_OK, subject, "", "%s", good);
}

static void doctor_language(struct doctor *d) {
  if (!settings_check_is_translated(d->settings.language))
    doctor_say(d, DOCTOR_NOTE, "language",
        "nothing has to be done; docs/translating.md explains how to add a language",
        "there are no messages in \"%s\": readers see English ones",
        d->settings.language);
}

static void doctor_settings(struct doctor *d) {
  char why[400];
  enum err e = settings_read(d->arena, d->dir, &d->settings, why, sizeof why);
  /* Steps that need them are left out otherwise: their findings would only follow from
   * this. */
  d->has_settings = !e;
  doctor_judge(d, "settings", e, why,
      "correct the line; \"pamphlet config list\" shows all settings",
      "site.ini has no errors");
  const struct settings_alias *former = d->settings.former;
  if (!e && former)
    doctor_say(d, DOCTOR_NOTE, "settings",
        doctor_say_text(
            d, "pamphlet config set %s.%s VALUE", former->section, former->name),
        "\"%s\" of [%s] in site.ini is now called \"%s\" of [%s]", former->former_name,
        former->former_section, former->name, former->section);
  if (!e)
    doctor_language(d);
}

/* What to do about an error of opening the database. The sentences name commands, so
 * that they can be copied. */
static const char *doctor_fix_of(enum err e) {
  switch (e) {
  case ERR_OLD_SCHEMA:
    return "pamphlet upgrade";
  case ERR_SCHEMA:
    return "reinstall the newer version, or restore a backup made with this one";
  case ERR_OWNER:
    return "run this command as the user of pamphlet.fcgi, or as root";
  case ERR_DAMAGED:
  case ERR_NOT_FOUND:
    return "restore a backup: pamphlet restore FILE";
  case ERR_BUSY:
    return "wait, or find the program that is locking the database (fuser pamphlet.db)";
  default:
    return "check the disk and the files named here";
  }
}

static void doctor_database(struct doctor *d) {
  char why[400];
  if (!d->has_settings)
    return;
  /* As a command, without templates: a fault in those is a finding of its own,
   * below. */
  enum err e = site_open(&d->site, d->dir, ROLE_COMMAND, why, sizeof why);
  if (e)
    d->site = NULL;
  doctor_judge(d, "database", e, why, doctor_fix_of(e),
      doctor_say_text(d, "it can be opened and has schema %d", db_schema_version()));
  doctor_damage(d);
}

static void doctor_templates(struct doctor *d) {
  char why[800] = "";
  if (!d->site)
    return;
  /* Not site_open_theme, which writes run/assets: the doctor changes nothing. */
  enum err e = site_load_theme(d->site, why, sizeof why);
  d->has_theme = !e;
  doctor_judge(d, "templates", e, why,
      "fix the file, or remove it so that the built-in one is used",
      "all templates load");
}

bool doctor_knows_user(const char *user) {
  uid_t id;
  return doctor_access_find(user, &id);
}

void doctor_examine(
    const char *dir, const char *user, doctor_report *report, void *context) {
  struct doctor d = {.dir = dir,
      .user = user,
      .report = report,
      .context = context,
      .arena = arena_new(DOCTOR_MEMORY)};
  if (!d.arena) {
    report(context, DOCTOR_ERROR, "memory", err_text(ERR_NOMEM), "");
    return;
  }
  /* The order matters: the database needs the settings, the templates need the site,
   * and the examination of the service needs both. */
  doctor_settings(&d);
  doctor_files(&d);
  doctor_folders(&d);
  doctor_database(&d);
  doctor_templates(&d);
  /* The clock is compared with dates in the database. */
  doctor_host(&d);
  doctor_backup(&d);
  doctor_programs(&d);
  doctor_service(&d);
  site_close(d.site);
  arena_free(d.arena);
}
