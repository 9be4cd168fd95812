#include "ops/check.h"

#include "db/integrity.h"
#include "ops/check_media.h"
#include "ops/check_pictures.h"
#include "ops/check_translations.h"

struct check {
  check_report *report;
  void *context;
  bool found; /* any problem */
};

static enum err check_tell(void *context, const char *finding) {
  struct check *c = context;
  c->found = true;
  return c->report(c->context, finding);
}

enum err check_site(struct site *site, check_report *report, void *context) {
  struct check c = {report, context, false};
  enum err e = integrity_of_file(site->db, check_tell, &c);
  /* In a damaged file, findings about rows would only be consequences. */
  if (!e && !c.found) {
    /* One snapshot: a comment that arrives meanwhile would make a count look wrong. */
    e = db_read_begin(site->db);
    if (!e)
      e = integrity_of_rows(site->db, check_tell, &c);
    if (!e)
      e = check_media(site, check_tell, &c);
    db_read_end(site->db);
  }
  return e;
}

enum err check_warn(struct site *site, check_report *report, void *context) {
  enum err e = db_read_begin(site->db);
  if (e)
    return e;
  e = check_pictures(site, report, context);
  if (!e)
    e = check_translations(site, report, context);
  db_read_end(site->db);
  return e;
}
