#include "cli/check_links.h"

#include <stdio.h>
#include <sysexits.h>

#include "cli/command/exit_code.h"
#include "cli/output/complain.h"
#include "cli/output/plural.h"
#include "ops/check_links.h"
#include "site/site_open.h"

struct check_links_rows {
  json_t *rows;
  size_t problems, notes;
};

static enum err check_links_row(void *context, const struct link_finding *f) {
  struct check_links_rows *l = context;
  enum link_problem problem = f->place.problem;
  bool is_note = link_problem_is_note(problem);
  json_t *id = f->article ? json_integer(f->article) : json_null();
  /* "s*" would leave the key out, and all rows have the same. */
  json_t *row = json_pack("{s:o, s:s, s:s, s:s, s:s, s:s}", "article", id, "address",
      f->address, "link", f->link, "level", is_note ? "note" : "error", "problem",
      link_problem_text(problem), "suggestion", f->place.better ? f->place.better : "");
  if (!row || json_array_append_new(l->rows, row) != 0)
    return ERR_NOMEM;
  l->problems += !is_note;
  l->notes += is_note;
  return OK;
}

/* For people only: after a list in another format it would be in the way. */
static void check_links_summary(
    const struct check_links_rows *l, const struct link_counts *n) {
  if (!l->problems)
    printf("No broken links found");
  else
    printf("%zu broken link%s found", l->problems, plural((int64_t)l->problems));
  if (l->notes)
    printf(", and %zu note%s", l->notes, plural((int64_t)l->notes));
  printf(": looked at %lld link%s of %lld article%s, and %lld redirect%s.\n",
      (long long)n->links, plural(n->links), (long long)n->articles,
      plural(n->articles), (long long)n->redirects, plural(n->redirects));
}

int check_links_run(struct site *site, enum print_format format) {
  struct check_links_rows l = {json_array(), 0, 0};
  struct link_counts counts = {0, 0, 0};
  char why[512] = "";
  enum err e = l.rows ? OK : ERR_NOMEM;
  /* To know the assets. Where that fails, they are not what somebody asked about. */
  if (!e && site_load_theme(site, why, sizeof why) == ERR_NOMEM)
    e = ERR_NOMEM;
  if (!e)
    e = check_links(site, check_links_row, &l, &counts);
  if (e) {
    complain("%s", err_text(e));
    json_decref(l.rows);
    return exit_code_of(e);
  }
  int printed = 0;
  /* An empty table would only be its heading. */
  if (format == PRINT_TABLE && !json_array_size(l.rows))
    json_decref(l.rows);
  else
    printed = print_rows(l.rows, format);
  if (format == PRINT_TABLE)
    check_links_summary(&l, &counts);
  return printed ? printed : l.problems ? EX_DATAERR : 0;
}
