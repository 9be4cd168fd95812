/* A session of moderation: the queue, the comment on the screen, and the message below
 * it. */
#ifndef CLI_MODERATION_SESSION_H
#define CLI_MODERATION_SESSION_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"
#include "cli/moderation/item.h"
#include "cli/moderation/page.h"
#include "cli/moderation/queue.h"

enum { SESSION_MESSAGE = 400 };

struct session {
  struct queue queue;
  struct arena *item_memory; /* of `item` */
  struct arena *page_memory; /* of `page` */
  bool has_item;             /* false at the end, and after an error */
  struct item item;
  struct page page;
  int64_t drawn; /* the comment that the screen shows */
  size_t scroll; /* the first line of `page` that is shown */
  char message[SESSION_MESSAGE];
  bool alert; /* the message is about something that failed */
  bool over;  /* the terminal has gone, or somebody wants to quit */
};

/* Opens the queue. The caller closes the session, after an error too. */
enum err session_open(struct session *s, struct site *site,
    const struct comment_queue_filter *f) MUST_USE;

void session_close(struct session *s);

/* Sets the message. session_fail is for failures, session_fail_with for errors. */
void session_say(struct session *s, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void session_fail(struct session *s, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void session_fail_with(struct session *s, const char *what, enum err e);

/* Reads the current comment of the queue from the database. Those that somebody else
 * has decided or deleted meanwhile are passed over, with a message. */
void session_load(struct session *s);

/* Looks for comments that have arrived, and whether the one shown is still there. */
void session_look(struct session *s);

/* Makes the lines for a screen of that size. */
void session_layout(struct session *s, size_t columns, size_t rows, bool ascii);

#endif
