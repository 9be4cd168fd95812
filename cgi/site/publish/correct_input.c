#include "site/publish/correct_input.h"

#include <string.h>

#include "base/clock.h"
#include "db/model/correction.h"

int64_t correct_input_newest(const struct article_input *in) {
  int64_t newest = 0, now = clock_now();
  for (size_t i = 0; i < in->correction_count; i++)
    if (in->corrections[i].at > newest && in->corrections[i].at <= now)
      newest = in->corrections[i].at;
  return newest;
}

bool correct_input_is(
    const struct article_correction *new, const struct correction *old) {
  return strcmp(new->note, old->note) == 0 && new->at == old->at;
}

static enum err correct_input_put(struct db *s, const struct article_input *in,
    int64_t id, const struct article_correction *new, const struct correction *old) {
  struct correction c = {.id = old ? old->id : 0,
      .article_id = id,
      .at = new->at,
      .note = new->note,
      .changes = new->changes ? new->changes
                 : old        ? old->changes
                              : "",
      .in_file = in->corrections_in_file || (old && old->in_file)};
  if (!old)
    return correction_add(s, &c);
  bool is_same = strcmp(c.changes, old->changes) == 0 && c.in_file == old->in_file;
  return is_same ? OK : correction_update(s, &c);
}

/* What is in both is no longer in `old` afterwards: its note becomes NULL. */
static enum err correct_input_put_all(struct db *s, const struct article_input *in,
    int64_t id, struct correction *old, size_t count) {
  enum err e = OK;
  for (size_t i = 0; !e && i < in->correction_count; i++) {
    struct correction *found = NULL;
    for (size_t j = 0; !found && j < count; j++)
      if (old[j].note && correct_input_is(&in->corrections[i], &old[j]))
        found = &old[j];
    e = correct_input_put(s, in, id, &in->corrections[i], found);
    if (found)
      found->note = NULL;
  }
  return e;
}

enum err correct_input_save(
    struct site *site, struct arena *a, const struct article_input *in, int64_t id) {
  struct correction *old = NULL;
  size_t count = 0;
  if (!in->line.corrections && !in->was)
    return OK;
  enum err e = correction_of_article(site->db, a, id, &old, &count);
  if (!e)
    e = correct_input_put_all(site->db, in, id, old, count);
  for (size_t i = 0; !e && i < count; i++)
    if (old[i].note && (in->was || old[i].in_file))
      e = correction_delete(site->db, id, old[i].id);
  return e;
}
