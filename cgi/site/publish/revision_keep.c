/* Texts are compared, and not what commands say they change: saving an article as it is
 * makes no revision, and a change of one key does. */
#include "site/publish/revision_keep.h"

#include <string.h>

#include "base/clock.h"
#include "db/model/article_revision.h"
#include "site/publish/article_text.h"

/* For both texts, and what they are put together from. */
enum { REVISION_KEEP_MEMORY = 512 << 20 };

enum err revision_keep_text(
    struct site *site, struct arena *a, int64_t article, const char **out) {
  struct article_text t;
  enum err e = article_text_read(site, a, article, &t);
  if (e)
    return e;
  t.matter.corrections = NULL;
  t.matter.correction_count = 0;
  const char *text = article_text_make(a, &t);
  if (!text)
    return ERR_NOMEM;
  *out = text;
  return OK;
}

enum err revision_keep_begin(
    struct site *site, int64_t article, struct revision_kept *out) {
  *out = (struct revision_kept){.article = article};
  if (!article || !site->settings.revisions)
    return OK;
  out->arena = arena_new(REVISION_KEEP_MEMORY);
  enum err e = out->arena ? revision_keep_text(site, out->arena, article, &out->text)
                          : ERR_NOMEM;
  /* What saves the article finds out by itself. */
  return e == ERR_NOT_FOUND ? OK : e;
}

enum err revision_keep_end(
    struct site *site, struct revision_kept *k, const char *command) {
  const char *now = k->text;
  if (!k->article)
    return OK;
  enum err e = now ? revision_keep_text(site, k->arena, k->article, &now) : OK;
  if (!e && now && strcmp(now, k->text) == 0)
    return OK;
  if (!e && now)
    e = article_revision_add(
        site->db, k->article, k->text, clock_now(), command ? command : "");
  return e ? e : article_revision_trim(site->db, k->article, site->settings.revisions);
}

void revision_keep_free(struct revision_kept *k) {
  arena_free(k->arena);
  k->arena = NULL;
  k->text = NULL;
}
