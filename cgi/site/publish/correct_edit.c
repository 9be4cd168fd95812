#include "site/publish/correct_edit.h"

#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "db/model/article.h"
#include "db/model/correction.h"
#include "markup/html/html_plain.h"
#include "site/publish/correct_input.h"
#include "site/publish/text_change.h"

/* The title is a part of what readers read. */
static enum err correct_edit_text(
    struct arena *a, const char *title, const char *html, const char **out) {
  const char *body = "";
  enum err e = html_plain(a, html, &body);
  const char *text = e ? NULL : arena_join(a, title, "\n", body, NULL);
  if (!e && !text)
    e = ERR_NOMEM;
  if (!e)
    *out = text;
  return e;
}

static enum err correct_edit_read(
    struct site *site, struct arena *a, const struct article *r, const char **out) {
  struct article_body body;
  enum err e = article_body_read(site->db, a, r->id, &body);
  return e ? e : correct_edit_text(a, r->title, body.html, out);
}

/* A comparison that fails must not keep an author from publishing a correction. */
static enum err correct_edit_compare(struct site *site, struct arena *a,
    const char *before, const char *after, const char *lang, struct text_change *out) {
  enum err e =
      text_change_find(a, before, after, *lang ? lang : site->settings.language, out);
  if (e && e != ERR_NOMEM)
    log_event(LOG_LEVEL_WARN, "correct.compare", "error", err_name(e), NULL);
  return e;
}

/* The newest correction of the input that readers do not know. NULL: there is none. */
static enum err correct_edit_find_new(struct site *site, struct arena *a,
    const struct article_input *in, struct article_correction **out) {
  struct correction *old = NULL;
  size_t count = 0;
  enum err e = correction_of_article(site->db, a, in->id, &old, &count);
  for (size_t i = in->correction_count; !e && !*out && i-- > 0;) {
    bool known = false;
    for (size_t j = 0; j < count; j++)
      known = known || correct_input_is(&in->corrections[i], &old[j]);
    if (!known)
      *out = &in->corrections[i];
  }
  return e;
}

/* Readers know the text that was kept, if there is one. */
static enum err correct_edit_tell(struct site *site, struct arena *a,
    struct article_input *in, const char *before, const char *after,
    struct article_correction *new) {
  struct text_change change = {"", 0};
  const char *kept = NULL;
  in->tells = true;
  if (new->changes)
    return OK;
  enum err e = correction_before(site->db, a, in->id, &kept);
  if (!e)
    e = correct_edit_compare(
        site, a, kept ? kept : before, after, in->lang ? in->lang : "", &change);
  if (!e)
    new->changes = change.places;
  return e == ERR_NOMEM ? e : OK;
}

enum err correct_edit_judge(struct site *site, struct arena *a,
    struct article_input *in, bool told, size_t *words) {
  struct article r;
  struct text_change change = {"", 0};
  struct article_correction *new = NULL;
  const char *before = NULL, *after = NULL;
  bool is_public = in->status == ARTICLE_PUBLISH || in->status == ARTICLE_FUTURE;
  if (!in->id || !is_public || in->published_at > clock_now())
    return OK;
  enum err e = article_by_id(site->db, a, in->id, &r);
  if (e || r.status != ARTICLE_PUBLISH)
    return e == ERR_NOT_FOUND ? OK : e;
  e = correct_edit_read(site, a, &r, &before);
  if (!e)
    e = correct_edit_text(a, in->title, in->html, &after);
  if (!e)
    e = correct_edit_find_new(site, a, in, &new);
  if (!e && new)
    return correct_edit_tell(site, a, in, before, after, new);
  if (e || strcmp(before, after) == 0)
    return e == ERR_INVALID ? OK : e;
  e = correct_edit_compare(site, a, before, after, r.lang, &change);
  if (e == ERR_NOMEM)
    return e;
  if (e || change.words || told)
    in->known = before;
  *words = e ? 0 : change.words;
  return OK;
}

enum err correct_edit_changes(
    struct site *site, struct arena *a, int64_t article, const char **out) {
  struct article r;
  struct text_change change = {"", 0};
  const char *before = NULL, *after = NULL;
  enum err e = correction_before(site->db, a, article, &before);
  if (e || !before)
    return e;
  e = article_by_id(site->db, a, article, &r);
  if (!e)
    e = correct_edit_read(site, a, &r, &after);
  if (e)
    return e == ERR_INVALID ? OK : e;
  e = correct_edit_compare(site, a, before, after, r.lang, &change);
  if (!e)
    *out = change.places;
  return e == ERR_NOMEM ? e : OK;
}
