#include "cli/moderation/block_keys.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "cli/moderation/block.h"
#include "cli/moderation/decide.h"
#include "cli/moderation/draw.h"
#include "cli/moderation/link.h"
#include "site/comments/comment_network.h"

enum { BLOCK_KEYS_ENTRY = 256 };

/* What undo needs to end the block of a word or an URL. */
struct block_keys_entry {
  const char *setting;
  char text[BLOCK_KEYS_ENTRY];
};

static enum err block_keys_undo_entry(struct site *site, void *context, char *said) {
  const struct block_keys_entry *entry = context;
  char why[QUEUE_SAID];
  enum err e = block_remove(site->dir, entry->setting, entry->text, why, sizeof why);
  /* Somebody has removed it already: there is nothing left to undo. */
  if (e && e != ERR_NOT_FOUND)
    snprintf(said, QUEUE_SAID, "%s", why);
  else
    snprintf(said, QUEUE_SAID, "No longer blocked: %.200s.", entry->text);
  return e == ERR_NOT_FOUND ? OK : e;
}

static void block_keys_entry(struct session *s, const char *question,
    const char *setting, const char *proposal) {
  char why[600], said[QUEUE_SAID];
  struct block_keys_entry *entry = calloc(1, sizeof *entry);
  if (!entry || !proposal) {
    free(entry);
    session_fail_with(s, "Nothing was blocked", ERR_NOMEM);
    return;
  }
  entry->setting = setting;
  snprintf(entry->text, sizeof entry->text, "%s", proposal);
  if (!draw_ask_line(s, question, entry->text, sizeof entry->text)) {
    free(entry);
    return;
  }
  enum err e = block_add(s->queue.site->dir, setting, entry->text, why, sizeof why);
  if (e && e != ERR_EXISTS) {
    session_fail(s, "Nothing was blocked: %s", why);
    free(entry);
    return;
  }
  snprintf(said, sizeof said, "%s: %.100s%s%.100s.",
      e ? "Was blocked before" : "Blocked", entry->text, *why && !e ? "; " : "",
      e ? "" : why);
  struct queue_step step = {block_keys_undo_entry, entry, 0};
  if (e) {
    /* Undo must not end a block that was there before. */
    free(entry);
    step = (struct queue_step){.undo = NULL};
  }
  decide_with(s, COMMENT_SPAM, step, said);
}

static enum err block_keys_undo_network(struct site *site, void *context, char *said) {
  const int64_t *id = context;
  enum err e = comment_network_unblock(site, *id);
  snprintf(said, QUEUE_SAID, "%s",
      e && e != ERR_NOT_FOUND ? err_text(e) : "The network is no longer blocked.");
  return e == ERR_NOT_FOUND ? OK : e;
}

static void block_keys_network(struct session *s) {
  int64_t *id = calloc(1, sizeof *id);
  struct queue_step step = {block_keys_undo_network, id, 0};
  if (!id) {
    session_fail_with(s, "Nothing was blocked", ERR_NOMEM);
    return;
  }
  enum err e =
      comment_network_block(s->queue.site, s->item.comment.id, clock_now(), id);
  if (e == OK) {
    decide_with(s, COMMENT_SPAM, step, "Blocked the network.");
    return;
  }
  free(id);
  if (e == ERR_EXISTS)
    decide_with(s, COMMENT_SPAM, (struct queue_step){.undo = NULL},
        "The network was blocked before.");
  else if (e == ERR_GONE)
    session_fail(s, "It is not known from which network this comment came.");
  else
    session_fail_with(s, "Nothing was blocked", e);
}

void block_keys_ask(struct session *s) {
  static const char *const keys[] = {
      "w word", "u URL", "n network", "Esc: cancel", NULL};
  const struct comment *c = &s->item.comment;
  if (!s->has_item)
    return;
  switch (draw_ask(s, "Mark as spam, and block:", keys)) {
  case 'w':
    block_keys_entry(s, "Block the word:", "comments.block_words",
        block_propose_word(s->item_memory, c->source, s->item.verdict.words));
    break;
  case 'u':
    block_keys_entry(s, "Block the URL:", "comments.block_urls",
        link_host(s->item_memory, c->url, c->source));
    break;
  case 'n':
    block_keys_network(s);
    break;
  default:
    break;
  }
}
