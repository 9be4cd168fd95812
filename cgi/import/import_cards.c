#include "import/import_cards.h"

#include "site/pictures/social_card_refresh.h"

/* A card takes about a hundredth of a second and 20 KB, and most old articles are not
 * shared any more. */
enum {
  MOST_CARDS = 1000,
  MOST_CARDS_OF_PART = 20 /* somebody is about to save the next change */
};

struct import_cards_report {
  struct arena *arena;
  size_t faults;
  const char *first;
};

static void import_cards_note(void *context, const char *title, const char *fault) {
  struct import_cards_report *r = context;
  if (!r->faults++)
    r->first = arena_printf(r->arena, "\"%s\" %s", title, fault);
}

static void import_cards_say(struct import_run *run, const char *message) {
  if (message)
    run->report(run->context, IMPORT_NOTE, "", 0, message);
}

void import_cards(struct import_run *run) {
  struct import_cards_report r = {.arena = run->arena};
  struct social_card_total total = {0};
  enum err e = social_card_refresh_due(run->site,
      run->options->part ? MOST_CARDS_OF_PART : MOST_CARDS, import_cards_note, &r,
      &total);
  if (e)
    import_cards_say(
        run, arena_printf(run->arena, "social cards were not drawn: %s", err_text(e)));
  if (r.faults == 1)
    import_cards_say(run, arena_printf(run->arena, "the social card of %s", r.first));
  else if (r.faults)
    import_cards_say(
        run, arena_printf(run->arena, "%zu social cards cannot be drawn; that of %s",
                 r.faults, r.first));
  if (total.left)
    import_cards_say(run,
        arena_printf(run->arena,
            "%lld older articles have no social card yet: \"pamphlet media refresh\""
            " draws them",
            (long long)total.left));
}
