#include "site/publish/correct.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "db/model/article.h"
#include "db/model/correction.h"
#include "site/publish/article_write.h"
#include "site/publish/correct_edit.h"

struct correct {
  struct site *site;
  struct arena *arena;
  int64_t article, id; /* of the one to remove */
  const char *note;    /* of the order, without the spaces around it */
  const char *changes;
  bool is_public, is_full;
};

const char correct_unpublished[] =
    "it is not published: no reader has seen the mistake";

const char *correct_note_fault(const char *note) {
  size_t n = strlen(note);
  if (utf8_check(note, n, UTF8_ONE_LINE) != OK)
    return "the note must be one line of text, without control characters";
  if (utf8_is_blank(note))
    return "the note is empty: say what was wrong";
  return n > CORRECT_NOTE_MOST ? "the note is too long: at most 2,000 bytes" : NULL;
}

/* Front matter has no spaces around a text: a note that had them would be another one
 * when its article is next read from a file. */
static const char *correct_trim(struct arena *a, const char *note) {
  note += strspn(note, " ");
  size_t n = strlen(note);
  while (n && note[n - 1] == ' ')
    n--;
  return arena_strndup(a, note, n);
}

/* Feeds, the sitemap and metadata go by the time of the last change. */
static enum err correct_add_txn(struct db *s, void *context) {
  struct correct *c = context;
  struct article r;
  enum err e = article_by_id(s, c->arena, c->article, &r);
  if (e)
    return e;
  c->is_public = r.status == ARTICLE_PUBLISH;
  if (!c->is_public)
    return ERR_INVALID;
  /* Whole seconds, because front matter has no fractions. Those of an article differ,
   * as they are in addresses. */
  int64_t at = clock_now() / CLOCK_SECOND * CLOCK_SECOND;
  struct correction *list = NULL;
  size_t count = 0;
  e = correction_of_article(s, c->arena, r.id, &list, &count);
  if (e)
    return e;
  /* All of them must fit into the front matter of an export. */
  size_t size = strlen(c->note);
  for (size_t i = 0; i < count; i++)
    size += strlen(list[i].note);
  c->is_full = size > LIMIT_FRONT_MATTER / 4;
  if (c->is_full)
    return ERR_TOO_LARGE;
  if (count && list[count - 1].at >= at)
    at = list[count - 1].at + CLOCK_SECOND;
  const struct correction new = {
      .article_id = r.id, .at = at, .note = c->note, .changes = c->changes};
  e = correction_add(s, &new);
  if (!e)
    e = correction_before_forget(s, r.id);
  if (e || r.updated_at >= new.at)
    return e;
  r.updated_at = new.at;
  return article_update(s, &r, NULL);
}

enum err correct_add(struct site *site, struct arena *a,
    const struct correct_order *order, char *why, size_t why_size) {
  struct correct c = {.site = site, .arena = a, .article = order->article};
  c.note = correct_trim(a, order->note);
  if (!c.note) {
    snprintf(why, why_size, "%s", err_text(ERR_NOMEM));
    return ERR_NOMEM;
  }
  const char *fault = correct_note_fault(c.note);
  c.is_public = true;
  c.changes = "";
  enum err e = fault ? ERR_INVALID : OK;
  /* Before the transaction, which must not wait for another program. */
  if (!e && !order->hides)
    e = correct_edit_changes(site, a, order->article, &c.changes);
  if (!e)
    e = article_write(site, correct_add_txn, &c);
  if (!fault && !c.is_public)
    fault = correct_unpublished;
  if (!fault && c.is_full)
    fault = "it has too many corrections: remove one with --remove";
  snprintf(why, why_size, "%s", fault ? fault : e ? err_text(e) : "");
  return e;
}

static enum err correct_remove_txn(struct db *s, void *context) {
  const struct correct *c = context;
  struct correction *list = NULL;
  size_t count = 0;
  enum err e = correction_of_article(s, c->arena, c->article, &list, &count);
  for (size_t i = 0; !e && i < count; i++)
    if (list[i].id == c->id)
      return correction_delete(s, c->article, c->id);
  return e ? e : ERR_NOT_FOUND;
}

enum err correct_remove(
    struct site *site, struct arena *a, int64_t article, int64_t id) {
  struct correct c = {.site = site, .arena = a, .article = article, .id = id};
  return article_write(site, correct_remove_txn, &c);
}
