#include "cli/media.h"

#include <limits.h>
#include <stdio.h>
#include <sysexits.h>

#include "cli/command/command_site.h"
#include "cli/command/exit_code.h"
#include "cli/output/complain.h"
#include "cli/output/plural.h"
#include "cli/output/progress.h"
#include "site/pictures/picture_program.h"
#include "site/pictures/picture_refresh.h"
#include "site/pictures/social_card_refresh.h"
#include "site/site_open.h"

static void media_report(
    void *context, const char *name, const struct picture_outcome *outcome) {
  struct progress *p = context;
  if (outcome->fault) {
    progress_clear(p);
    complain_notice("media/%s %s", name, outcome->fault);
  }
  progress_step(p);
}

static void media_print(const struct picture_refresh_total *t) {
  printf("%zu picture%s: %zu new or changed", t->pictures, plural((int64_t)t->pictures),
      t->changed);
  if (t->faults)
    printf(", %zu defective", t->faults);
  if (t->located)
    printf(", location removed from %zu", t->located);
  if (t->removed)
    printf(", %zu removed", t->removed);
  putchar('\n');
}

static void media_report_card(void *context, const char *title, const char *fault) {
  progress_clear(context);
  complain_notice("the social card of \"%s\" %s", title, fault);
}

static void media_print_cards(const struct social_card_total *t) {
  if (!t->cards && !t->removed)
    return;
  printf("%zu social card%s: %zu drawn", t->cards, plural((int64_t)t->cards), t->drawn);
  if (t->faults)
    printf(", %zu cannot be drawn", t->faults);
  if (t->removed)
    printf(", %zu removed", t->removed);
  putchar('\n');
}

int media_refresh(const struct command_line *line) {
  char program[PATH_MAX];
  int code = 0;
  bool quiet = command_line_flag(line, "quiet");
  struct picture_refresh_total total;
  struct social_card_total cards;
  struct progress progress;
  if (!picture_program_find(program)) {
    complain("the program pamphlet-picture is not installed: pictures are shown as they"
             " are");
    return EX_UNAVAILABLE;
  }
  struct picture_refresh refresh = {
      .site = command_site_open(line, COMMAND_SITE_WRITES, &code),
      .checks_copies = true,
      .evicts = true};
  if (!refresh.site)
    return code;
  progress_start(&progress, "pictures", 0, quiet);
  enum err e = picture_refresh_all(&refresh, media_report, &progress, &total);
  progress_end(&progress);
  if (!e) {
    progress_start(&progress, "social cards", 0, quiet);
    e = social_card_refresh_all(refresh.site, media_report_card, &progress, &cards);
    progress_end(&progress);
  }
  site_close(refresh.site);
  if (e) {
    complain("%s", err_text(e));
    return exit_code_of(e);
  }
  if (cards.ended)
    complain_notice("the program that draws cards failed several times in a row: the"
                    " other cards were not looked at");
  if (!quiet) {
    media_print(&total);
    media_print_cards(&cards);
  }
  return 0;
}
