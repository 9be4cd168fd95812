#include "ops/doctor_damage.h"

#include <string.h>

#include "base/clock.h"
#include "db/quick_check.h"
#include "ops/doctor_say.h"

/* The doctor is run by people who wait for it. A gigabyte takes about this long from a
 * slow disk. */
enum { DOCTOR_DAMAGE_SECONDS = 10 };

struct doctor_damage {
  struct doctor *d;
  const char *first; /* the first finding, in one line */
  int count;
};

/* One finding is enough to know what to do; "pamphlet check" lists all. */
static enum err doctor_damage_note(void *context, const char *finding) {
  struct doctor_damage *damage = context;
  if (damage->count++)
    return OK;
  /* The first line of SQLite's report only names the database, "main". */
  const char *line = strncmp(finding, "***", 3) == 0 ? strchr(finding, '\n') : NULL;
  line = line ? line + 1 : finding;
  damage->first = doctor_say_text(damage->d, "%.*s", (int)strcspn(line, "\n"), line);
  return OK;
}

void doctor_damage(struct doctor *d) {
  struct doctor_damage damage = {.d = d};
  bool complete = false;
  if (!d->site)
    return;
  enum err e = quick_check(d->site->db, DOCTOR_DAMAGE_SECONDS * CLOCK_SECOND,
      doctor_damage_note, &damage, &complete);
  const char *fix = "keep a copy of pamphlet.db, and restore a backup (pamphlet restore"
                    " FILE); \"pamphlet check\" lists all damage";
  if (damage.count)
    doctor_say(d, DOCTOR_ERROR, "database", fix, "the file is damaged: %s%s",
        damage.first, damage.count > 1 ? ", and more" : "");
  else if (e)
    doctor_say(d, DOCTOR_ERROR, "database", fix, "%s", err_text(e));
  else if (!complete)
    doctor_say(d, DOCTOR_NOTE, "database",
        "pamphlet check, which reads the whole file, however long it takes",
        "no damage was found in %d seconds, in which only a part of the file was"
        " read",
        DOCTOR_DAMAGE_SECONDS);
  else
    doctor_say(d, DOCTOR_OK, "database", "",
        "a quick check finds no damage (\"pamphlet check\" is the full one)");
}
