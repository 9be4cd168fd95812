/* Keeps the social cards of articles without a picture up to date: pictures of their
 * titles, which other sites show with a link to them. */
#ifndef SITE_PICTURES_SOCIAL_CARD_REFRESH_H
#define SITE_PICTURES_SOCIAL_CARD_REFRESH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "site/core/site.h"

struct social_card_total {
  size_t cards, drawn, faults, removed;
  int64_t left; /* articles noted that were not looked at */
  bool ended;   /* early, because the program failed again and again */
};

/* Receives the title of an article whose card could not be drawn, and why, as the end
 * of a sentence about the card. */
typedef void social_card_report(void *context, const char *title, const char *fault);

/* Removes the cards of articles that are not public any more, and then draws those of
 * articles that have changed, from the newest; `most` articles at most. Ends early if
 * the program that draws fails several times in a row: the rest stays due. Does nothing
 * if the program pamphlet-picture is not installed. What another command does meanwhile
 * is left to that one. Not inside txn_write. ERR_IO, ERR_NOMEM, or errors of
 * txn_write. */
enum err social_card_refresh_due(struct site *site, int64_t most,
    social_card_report *report, void *context, struct social_card_total *out) MUST_USE;

/* The same for all articles: a card whose file is missing, or that would be drawn in
 * another way now, is drawn again. */
enum err social_card_refresh_all(struct site *site, social_card_report *report,
    void *context, struct social_card_total *out) MUST_USE;

#endif
