#include "cli/check_links.h"

#include <stdio.h>
#include <sysexits.h>

#include "cli/check_elsewhere.h"
#include "cli/command/exit_code.h"
#include "cli/output/complain.h"
#include "cli/output/plural.h"
#include "ops/check_links.h"
#include "site/site_open.h"

/* The shell's exit code of a program that SIGINT has ended. */
enum { CHECK_LINKS_INTERRUPTED = 130 };

struct check_links_rows {
  json_t *rows;
  size_t problems, notes;
  struct link_elsewhere *elsewhere; /* NULL: other sites are not asked */
  bool is_interrupted;
  struct link_counts counts;
  struct link_elsewhere_counts asked;
};

static enum err check_links_put(
    struct check_links_rows *l, const struct link_elsewhere_finding *f) {
  json_t *id = f->article ? json_integer(f->article) : json_null();
  json_t *status = f->status ? json_integer(f->status) : json_null();
  json_t *row = json_pack("{s:o, s:s, s:s, s:s, s:s}", "article", id, "address",
      f->address, "link", f->link, "level", f->is_note ? "note" : "error", "problem",
      f->problem);
  /* All rows have the same keys. */
  int failed = 0;
  if (l->elsewhere)
    failed = json_object_set_new(row, "status", status);
  else
    json_decref(status);
  failed |=
      json_object_set_new(row, "suggestion", json_string(f->better ? f->better : ""));
  if (failed) {
    json_decref(row);
    return ERR_NOMEM;
  }
  if (json_array_append_new(l->rows, row) != 0)
    return ERR_NOMEM;
  l->problems += !f->is_note;
  l->notes += f->is_note;
  return OK;
}

static enum err check_links_row(void *context, const struct link_finding *f) {
  const struct link_elsewhere_finding same = {.article = f->article,
      .address = f->address,
      .link = f->link,
      .is_note = link_problem_is_note(f->place.problem),
      .problem = link_problem_text(f->place.problem),
      .better = f->place.better};
  return check_links_put(context, &same);
}

static enum err check_links_row_elsewhere(
    void *context, const struct link_elsewhere_finding *f) {
  return check_links_put(context, f);
}

/* For people only: after a list in another format it would be in the way. */
static void check_links_summary(const struct check_links_rows *l) {
  const struct link_counts *n = &l->counts;
  if (!l->problems)
    printf("No broken links found");
  else
    printf("%zu broken link%s found", l->problems, plural((int64_t)l->problems));
  if (l->notes)
    printf(", and %zu note%s", l->notes, plural((int64_t)l->notes));
  printf(": looked at %lld link%s of %lld article%s, and %lld redirect%s.\n",
      (long long)n->links, plural(n->links), (long long)n->articles,
      plural(n->articles), (long long)n->redirects, plural(n->redirects));
  if (l->elsewhere)
    check_elsewhere_summary(&l->asked, l->is_interrupted);
}

/* Whatever was found within the site is known once the site is closed. */
static enum err check_links_within(struct check_links_rows *l, struct site *site) {
  char why[512] = "";
  /* To know the assets. Where that fails, they are not what somebody asked about. */
  if (site_load_theme(site, why, sizeof why) == ERR_NOMEM)
    return ERR_NOMEM;
  return check_links(site, check_links_row, l, l->elsewhere ? link_elsewhere_add : NULL,
      l->elsewhere, &l->counts);
}

static int check_links_print(struct check_links_rows *l, enum print_format format) {
  int printed = 0;
  /* An empty table would only be its heading. */
  if (format != PRINT_TABLE || json_array_size(l->rows))
    printed = print_rows(json_incref(l->rows), format);
  if (format == PRINT_TABLE)
    check_links_summary(l);
  else if (l->asked.is_offline)
    complain("no other site could be reached: is this machine online?");
  if (printed)
    return printed;
  if (l->is_interrupted)
    return CHECK_LINKS_INTERRUPTED;
  return l->problems ? EX_DATAERR : l->asked.is_offline ? EX_UNAVAILABLE : 0;
}

int check_links_run(struct site *site, const struct link_elsewhere_limits *limits,
    enum print_format format) {
  struct check_links_rows l = {.rows = json_array()};
  if (limits)
    l.elsewhere = link_elsewhere_new(site);
  enum err e = l.rows && (l.elsewhere || !limits) ? OK : ERR_NOMEM;
  if (!e)
    e = check_links_within(&l, site);
  /* Other sites take their time: nothing of this one may wait for them. */
  site_close(site);
  if (!e && limits)
    e = check_elsewhere_ask(l.elsewhere, limits, &l.asked, &l.is_interrupted);
  if (!e && limits)
    e = link_elsewhere_report(l.elsewhere, check_links_row_elsewhere, &l);
  int code = 0;
  if (e) {
    complain("%s", err_text(e));
    code = exit_code_of(e);
  } else {
    code = check_links_print(&l, format);
  }
  link_elsewhere_free(l.elsewhere);
  json_decref(l.rows);
  return code;
}
