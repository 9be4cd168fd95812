#include "site/pages/correction_view.h"

#include <string.h>

#include "base/clock.h"
#include "site/core/change_text.h"
#include "view/messages.h"

enum err correction_view_fill(const struct site *site, struct arena *a,
    const struct correction *c, const struct article *r, const char *lang,
    struct view_correction *out) {
  char iso[CLOCK_ISO];
  const char *site_lang = site->settings.language;
  const char *written_in = *r->lang ? r->lang : site_lang;
  /* Not the ID, which an export does not have: links to a notice survive a move. */
  struct view_correction v = {.id = c->at / CLOCK_SECOND, .note = c->note};
  clock_iso(c->at, iso);
  v.at.iso = arena_strdup(a, iso);
  v.at.text = message_day(a, site_lang, c->at);
  if (!v.at.iso || !v.at.text)
    return ERR_NOMEM;
  /* The notice is in the language of the article, wherever it is shown. */
  if (strcmp(written_in, lang) != 0) {
    v.lang = written_in;
    v.dir = message_direction(written_in);
  }
  enum err e = change_text_read(a, c->changes, &v.places, &v.place_count);
  if (!e)
    *out = v;
  return e;
}

/* A change on the first day is part of publishing, unless readers are told about it. If
 * it is what they are told about, its date is given once. */
static void correction_view_set_modified(struct view_article_page *v) {
  const struct view_corrections *c = &v->corrections;
  const struct view_time *last = c->count ? &c->items[c->count - 1].at : NULL;
  v->modified_iso = v->article.updated.iso;
  if (last && !v->modified_iso)
    v->modified_iso = last->iso;
  else if (last && strcmp(last->text, v->article.updated.text) == 0)
    v->article.updated = (struct view_time){0};
}

enum err correction_view_of_article(struct site *site, struct arena *a,
    const struct article *r, struct view_article_page *v) {
  struct correction *list = NULL;
  size_t count = 0;
  enum err e = correction_of_article(site->db, a, r->id, &list, &count);
  struct view_correction *items = e ? NULL : arena_array(a, count + 1, sizeof *items);
  if (!items)
    return e ? e : ERR_NOMEM;
  /* The article says which language it is in. */
  const char *lang = *r->lang ? r->lang : site->settings.language;
  for (size_t i = 0; !e && i < count; i++)
    e = correction_view_fill(site, a, &list[i], r, lang, &items[i]);
  if (!e) {
    v->corrections = (struct view_corrections){items, count};
    correction_view_set_modified(v);
  }
  return e;
}

json_t *correction_view_json(const struct view_corrections *c, const char *url) {
  json_t *list = c->count ? json_array() : NULL;
  for (size_t i = 0; i < c->count; i++) {
    const struct view_correction *v = &c->items[i];
    json_array_append_new(
        list, json_pack("{s:s, s:s, s:s, s:o}", "@type", "CorrectionComment", "text",
                  v->note, "datePublished", v->at.iso, "url",
                  json_sprintf("%s#comment-correction-%lld", url, (long long)v->id)));
  }
  return list;
}
