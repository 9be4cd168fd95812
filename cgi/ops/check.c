#include "ops/check.h"

#include "db/integrity.h"
#include "ops/check_media.h"

struct check {
  check_report *report;
  void *context;
  bool found; /* something */
};

static enum err tell(void *context, const char *finding) {
  struct check *c = context;
  c->found = true;
  c->report(c->context, finding);
  return OK;
}

enum err check_site(struct site *site, check_report *report, void *context) {
  struct check c = {report, context, false};
  enum err e = integrity_of_file(site->db, tell, &c);
  /* Rows of a damaged file say nothing. */
  if (!e && !c.found) {
    e = db_read_begin(site->db);
    if (!e)
      e = integrity_of_rows(site->db, tell, &c);
    if (!e)
      e = check_media(site, tell, &c);
    db_read_end(site->db);
  }
  return e;
}
