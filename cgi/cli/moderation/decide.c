#include "cli/moderation/decide.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/moderation/draw.h"
#include "cli/moderation/like.h"
#include "cli/output/plural.h"

/* "Approved", as the commands say it. */
static const char *decide_done(enum comment_status status) {
  static const char *const words[] = {[COMMENT_APPROVE] = "Approved",
      [COMMENT_HOLD] = "Held",
      [COMMENT_SPAM] = "Marked as spam:",
      [COMMENT_TRASH] = "Trashed"};
  return words[status];
}

/* One that changed meanwhile was not seen as it is now, and is left alone. */
static void decide_say(
    struct session *s, const struct comment_decision *d, const char *said) {
  const char *before = *said ? " " : "";
  if (d->result == COMMENT_DECIDED)
    session_say(s, "%s%s%s comment %lld. (u: undo)", said, before, decide_done(d->to),
        (long long)d->id);
  else if (d->result == COMMENT_DECIDED_BEFORE)
    session_fail(s, "%s%sComment %lld was decided by somebody else meanwhile.", said,
        before, (long long)d->id);
  else
    session_fail(
        s, "%s%sComment %lld was deleted meanwhile.", said, before, (long long)d->id);
}

/* "nothing was changed" is true of the comment: the transaction was rolled back. */
static void decide_fail(struct session *s, enum err e) {
  session_fail(s, "Nothing was changed, press the key again: %s", err_text(e));
}

/* What was done besides is remembered for undo even if the comment could not be
 * changed. */
static void decide_keep_step(
    struct session *s, struct queue_step step, const char *said, enum err failed) {
  size_t done;
  enum err e = queue_decide(&s->queue, NULL, 0, step, &done);
  if (e)
    free(step.context);
  if (failed)
    session_fail(s, "%s But the comment was not changed: %s", said, err_text(failed));
  else
    session_say(s, "%s (u: undo)", said);
}

void decide_with(struct session *s, enum comment_status status, struct queue_step step,
    const char *said) {
  size_t done;
  struct comment_decision d = {
      .id = s->item.comment.id, .from = s->item.comment.status, .to = status};
  if (d.from == d.to) {
    decide_keep_step(s, step, said, OK);
    return;
  }
  enum err e = queue_decide(&s->queue, &d, 1, step, &done);
  if (e) {
    decide_keep_step(s, step, said, e);
    return;
  }
  session_load(s);
  decide_say(s, &d, said);
}

void decide_one(struct session *s, enum comment_status status) {
  size_t done;
  if (!s->has_item)
    return;
  struct comment_decision d = {
      .id = s->item.comment.id, .from = s->item.comment.status, .to = status};
  enum err e = queue_decide(&s->queue, &d, 1, (struct queue_step){.undo = NULL}, &done);
  if (e) {
    decide_fail(s, e);
    return;
  }
  if (d.from == d.to) {
    session_load(s);
    session_say(s, "Comment %lld stays %s.", (long long)d.id, page_status(d.to));
    return;
  }
  /* Before the message, which is more important than that others were passed over. */
  session_load(s);
  decide_say(s, &d, "");
}

/* Keys and words for the kinds of likeness that another comment shares. Each begins
 * with the letter that decide_kind knows. Returns how many there are. */
static size_t decide_offer(const struct like *like, char words[LIKE_KINDS][300],
    const char *keys[LIKE_KINDS + 1]) {
  static const char *const names[] = {[LIKE_NETWORK] = "network",
      [LIKE_HOST] = "link to",
      [LIKE_AUTHOR] = "author",
      [LIKE_TEXT] = "text"};
  size_t count = 0;
  for (size_t i = 0; i < LIKE_KINDS; i++) {
    if (like->kinds[i].count < 2)
      continue;
    const char *host = i == LIKE_HOST ? like->host : "";
    snprintf(words[count], sizeof words[count], "%s%s%.200s: %zu", names[i],
        *host ? " " : "", host, like->kinds[i].count);
    keys[count] = words[count];
    count++;
  }
  keys[count] = NULL;
  return count;
}

static enum like_kind decide_kind(int key) {
  return key == 'n'   ? LIKE_NETWORK
         : key == 'l' ? LIKE_HOST
         : key == 'a' ? LIKE_AUTHOR
                      : LIKE_TEXT;
}

static bool decide_status(int key, enum comment_status *out) {
  static const char letters[] = {[COMMENT_APPROVE] = 'a',
      [COMMENT_HOLD] = 'h',
      [COMMENT_SPAM] = 's',
      [COMMENT_TRASH] = 't'};
  for (int i = COMMENT_APPROVE; i <= COMMENT_TRASH; i++)
    if (letters[i] == key) {
      *out = (enum comment_status)i;
      return true;
    }
  return false;
}

static void decide_all(
    struct session *s, const int64_t *ids, size_t count, enum comment_status status) {
  size_t done = 0;
  struct comment_decision *all = calloc(count, sizeof *all);
  if (!all) {
    decide_fail(s, ERR_NOMEM);
    return;
  }
  for (size_t i = 0; i < count; i++)
    all[i] = (struct comment_decision){
        .id = ids[i], .from = s->queue.filter.status, .to = status};
  enum err e =
      queue_decide(&s->queue, all, count, (struct queue_step){.undo = NULL}, &done);
  free(all);
  if (e) {
    decide_fail(s, e);
    return;
  }
  session_load(s);
  session_say(s, "%s %zu comment%s. (u: undo)", decide_done(status), done,
      plural((int64_t)done));
}

void decide_like(struct session *s) {
  static const char *const decisions[] = {
      "a approve", "s spam", "t trash", "Esc: cancel", NULL};
  struct like like;
  char words[LIKE_KINDS][300], question[100];
  const char *keys[LIKE_KINDS + 1];
  enum comment_status status;
  if (!s->has_item)
    return;
  struct arena *a = arena_new(16 << 20);
  enum err e =
      a ? like_find(s->queue.site, a, &s->queue.filter, &s->item, &like) : ERR_NOMEM;
  if (e) {
    session_fail_with(s, "The queue cannot be read", e);
  } else if (!decide_offer(&like, words, keys)) {
    session_say(s, "No other comment has the same network, link, author or text.");
  } else {
    int key = draw_ask(s, "All with the same: (Esc: cancel)", keys);
    enum like_kind kind = decide_kind(key);
    snprintf(question, sizeof question, "What to do with these %zu comments?",
        key ? like.kinds[kind].count : 0);
    if (key && decide_status(draw_ask(s, question, decisions), &status))
      decide_all(s, like.kinds[kind].ids, like.kinds[kind].count, status);
  }
  arena_free(a);
}

void decide_undo(struct session *s) {
  struct queue_undone undone;
  enum err e = queue_undo_last(&s->queue, &undone);
  if (e == ERR_NOT_FOUND && !*undone.said) {
    session_say(s, "There is nothing to undo.");
    return;
  }
  if (e) {
    session_fail(s, "Not undone: %s", *undone.said ? undone.said : err_text(e));
    return;
  }
  session_load(s);
  const char *space = *undone.said && undone.restored ? " " : "";
  if (undone.changed)
    session_fail(s, "Undone for %zu; %zu comment%s somebody else has changed since.",
        undone.restored, undone.changed, plural((int64_t)undone.changed));
  else if (undone.restored)
    session_say(s, "%s%sUndone: %zu comment%s as before.", undone.said, space,
        undone.restored, plural((int64_t)undone.restored));
  else
    session_say(s, "%s", undone.said);
}
