#include "cli/privacy.h"

#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include <jansson.h>

#include "base/clock.h"
#include "cli/command/command_site.h"
#include "cli/command/confirm.h"
#include "cli/command/exit_code.h"
#include "cli/output/complain.h"
#include "cli/output/plural.h"
#include "cli/output/print.h"
#include "db/model/person.h"
#include "site/comments/person_erase.h"
#include "site/comments/person_export.h"

enum { PRIVACY_MEMORY = 256 << 20 };

struct privacy {
  struct person who;
  json_t *rows; /* of the export */
  struct person_item *items;
  size_t count;
};

/* Either an address or a name: a name may be that of several people. */
static int privacy_read_person(const struct command_line *line, struct person *who) {
  *who = (struct person){
      line->count ? line->arguments[0] : NULL, command_line_value(line, "name")};
  if (!who->email == !who->name) {
    complain("name one person, by EMAIL or by --name=NAME");
    return EX_USAGE;
  }
  if (who->email && !strchr(who->email, '@')) {
    complain("not an email address: \"%s\"; use --name=NAME for a name", who->email);
    return EX_USAGE;
  }
  return 0;
}

static enum err privacy_read(struct site *site, struct arena *a, void *context) {
  struct privacy *p = context;
  return person_export(site, a, &p->who, &p->rows);
}

int privacy_export(const struct command_line *line) {
  struct privacy p = {.rows = NULL};
  int code = privacy_read_person(line, &p.who);
  if (!code)
    code = command_site_read(
        line, (struct command_site_object){NULL, NULL, NULL}, privacy_read, &p);
  if (!code)
    return print_object(p.rows, PRINT_JSON);
  json_decref(p.rows);
  return code;
}

/* "3 comments, 1 mail": what there is of each kind. */
static const char *privacy_summary(struct arena *a, const struct privacy *p) {
  char *text = arena_strdup(a, "");
  for (int kind = 0; text && kind < person_kinds(); kind++) {
    size_t n = 0;
    const char *name = person_kind(kind);
    for (size_t i = 0; i < p->count; i++)
      n += p->items[i].kind == kind;
    /* The names are plurals. */
    if (n)
      text = arena_printf(a, "%s%s%zu %.*s%s", text, *text ? ", " : "", n,
          (int)strlen(name) - 1, name, plural((int64_t)n));
  }
  return text;
}

static int privacy_act(const struct command_line *line, struct site *site,
    const struct privacy *p, const char *summary) {
  bool anonymise = command_line_flag(line, "anonymise");
  char question[300];
  snprintf(question, sizeof question, "%s %.200s?",
      anonymise ? "Anonymise, and permanently delete addresses in,"
                : "Permanently delete",
      summary);
  if (!p->count) {
    puts("Nothing is stored about this person.");
    return 0;
  }
  if (command_line_flag(line, "dry-run")) {
    printf("Would %s %s.\n", anonymise ? "anonymise" : "delete", summary);
    return 0;
  }
  if (!confirm(confirm_is_given(line), question))
    return EX_USAGE;
  enum err e = person_erase(site, p->items, p->count, anonymise, clock_now());
  if (e) {
    complain("%s", err_text(e));
    return exit_code_of(e);
  }
  printf(
      "%s %s.\nBackups from before still contain this: delete them, or erase again after"
      " restoring one.\n",
      anonymise ? "Anonymised" : "Deleted", summary);
  return 0;
}

int privacy_erase(const struct command_line *line) {
  struct privacy p = {.rows = NULL};
  int code = privacy_read_person(line, &p.who);
  bool is_trial = command_line_flag(line, "dry-run");
  struct site *site =
      code ? NULL
           : command_site_open(
                 line, is_trial ? COMMAND_SITE_READS : COMMAND_SITE_WRITES, &code);
  if (!site)
    return code;
  struct arena *a = arena_new(PRIVACY_MEMORY);
  enum err e =
      a ? person_find(site, a, &p.who, NULL, NULL, &p.items, &p.count) : ERR_NOMEM;
  const char *summary = e ? NULL : privacy_summary(a, &p);
  if (!e && !summary)
    e = ERR_NOMEM;
  if (e) {
    complain("%s", err_text(e));
    code = exit_code_of(e);
  } else {
    code = privacy_act(line, site, &p, summary);
  }
  arena_free(a);
  site_close(site);
  return code;
}
