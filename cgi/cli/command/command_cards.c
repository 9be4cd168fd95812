#include "cli/command/command_cards.h"

#include "cli/output/complain.h"
#include "site/pictures/social_card_refresh.h"

/* An import may leave thousands of cards. One command draws at most 20 of them. */
enum { COMMAND_CARDS = 20 };

static void command_cards_report(void *context, const char *title, const char *fault) {
  (void)context;
  complain_notice("the social card of \"%s\" %s", title, fault);
}

void command_cards_draw(struct site *site) {
  struct social_card_total total;
  enum err e =
      social_card_refresh_due(site, COMMAND_CARDS, command_cards_report, NULL, &total);
  if (e)
    complain_notice("social cards were not drawn: %s", err_text(e));
}
