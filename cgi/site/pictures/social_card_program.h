/* Runs "pamphlet-picture cards", the process that draws social cards. */
#ifndef SITE_PICTURES_SOCIAL_CARD_PROGRAM_H
#define SITE_PICTURES_SOCIAL_CARD_PROGRAM_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/tool.h"

enum { SOCIAL_CARD_FAULT = 120 };

/* {0} is one that does not run; it is started when it is needed. */
struct social_card_program {
  const char *path; /* of the program (picture_program.h) */
  const char *logo; /* a picture; NULL: none, or one that crashes the process */
  size_t logo_size;
  struct tool tool;
  int drawn;   /* by the process that runs */
  bool failed; /* the last card, and not for a reason that it gave */
};

/* Sends the request of a card (social_card_order.h); social_card_program_take has to
 * follow, which tells whether that was possible. ERR_NOMEM. */
enum err social_card_program_order(
    struct social_card_program *p, const struct buf *order) MUST_USE;

/* Waits for the card that was ordered. *png becomes the file, or empty if it cannot be
 * drawn: `fault` then has the end of a sentence about the card. What the process says
 * is checked; one that crashes or takes too long is a fault of that card. ERR_NOMEM. */
enum err social_card_program_take(struct social_card_program *p, struct buf *png,
    char fault[SOCIAL_CARD_FAULT]) MUST_USE;

/* Ends the process, if it runs. */
void social_card_program_stop(struct social_card_program *p);

#endif
