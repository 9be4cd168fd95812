#include "site/comments/moderate_by_link.h"

#include <stddef.h>

#include "base/log.h"
#include "base/number_text.h"
#include "db/model/comment.h"
#include "site/comments/comment_decide.h"
#include "site/comments/comment_reply.h"

/* Who uses the link is not known, only that they have it. */
static void moderate_by_link_log(int64_t id, const char *from, const char *to) {
  char number[NUMBER_TEXT];
  log_event(LOG_LEVEL_INFO, "comment.moderate", "comment", number_text(id, 1, number),
      "from", from, "to", to, "by", "link", NULL);
}

/* The first decision is about the comment itself. */
static enum err moderate_by_link_explain(struct site *link, struct arena *a,
    const struct comment_decision *d, enum moderate_result *out) {
  struct comment c;
  if (d->result == COMMENT_DECIDED) {
    /* comment_decide accepts a status that does not change. */
    *out = d->from == d->to ? MODERATE_BEFORE : MODERATE_DONE;
    return OK;
  }
  enum err e = comment_shown(link->db, a, d->id, &c);
  if (e)
    return e;
  /* A form that is sent twice, or two mails about one comment. */
  *out = c.status == d->to ? MODERATE_BEFORE : MODERATE_MEANWHILE;
  return OK;
}

static enum err moderate_by_link_decide(struct site *link, struct arena *a,
    const struct moderate_order *order, struct moderate_outcome *out) {
  struct comment_decision d[] = {
      {.id = order->id, .from = order->from, .to = order->to},
      {.id = order->undo_reply, .from = COMMENT_APPROVE, .to = COMMENT_TRASH}};
  size_t done = 0;
  enum err e = comment_decide(link, d, order->undo_reply ? 2 : 1, &done);
  if (!e)
    e = moderate_by_link_explain(link, a, &d[0], &out->result);
  if (e)
    return e;
  bool undone = order->undo_reply && d[1].result == COMMENT_DECIDED;
  /* The comment itself need not change when a reply to it is taken back. */
  if (undone && out->result == MODERATE_BEFORE)
    out->result = MODERATE_DONE;
  if (out->result == MODERATE_DONE)
    moderate_by_link_log(
        order->id, comment_status_name(order->from), comment_status_name(order->to));
  if (undone)
    moderate_by_link_log(order->undo_reply, comment_status_name(COMMENT_APPROVE),
        comment_status_name(COMMENT_TRASH));
  return OK;
}

static enum err moderate_by_link_reply(struct site *link, struct arena *a,
    const struct moderate_order *order, struct moderate_outcome *out) {
  int64_t id = 0;
  enum err e =
      comment_reply(link, a, order->id, order->reply, order->now, &out->fault, &id);
  switch (e) {
  case OK:
    out->result = MODERATE_REPLIED;
    out->reply = id;
    moderate_by_link_log(order->id, comment_status_name(order->from), "reply");
    return OK;
  case ERR_INVALID:
    out->result = MODERATE_REPLY_FAULTY;
    return OK;
  case ERR_EXISTS:
    out->result = MODERATE_REPLY_TWICE;
    return OK;
  case ERR_GONE:
    out->result = MODERATE_REPLY_REFUSED;
    return OK;
  default:
    return e;
  }
}

enum err moderate_by_link(struct site *link, struct arena *a,
    const struct moderate_order *order, struct moderate_outcome *out) {
  struct moderate_outcome done = {.fault = COMMENT_FAULT_NONE};
  enum err e = order->reply ? moderate_by_link_reply(link, a, order, &done)
                            : moderate_by_link_decide(link, a, order, &done);
  if (!e)
    *out = done;
  return e;
}
