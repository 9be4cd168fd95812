#include "import/files/import_corrections.h"

#include <stdlib.h>

#include "base/clock.h"
#include "base/date_text.h"
#include "import/common/import_report.h"
#include "site/publish/correct.h"

/* The lines of front matter, as the database has them. NULL when out of memory. */
static const char *import_corrections_join(
    struct arena *a, const struct front_matter_list *l) {
  struct buf text = {0};
  for (size_t i = 0; i < l->count; i++) {
    buf_puts(&text, l->items[i]);
    buf_putc(&text, '\n');
  }
  const char *copy = buf_status(&text) ? NULL : arena_strdup(a, buf_text(&text));
  buf_free(&text);
  return copy;
}

static int import_corrections_by_time(const void *a, const void *b) {
  const struct article_correction *x = a, *y = b;
  return x->at != y->at ? (x->at > y->at) - (x->at < y->at)
                        : (x->line > y->line) - (x->line < y->line);
}

/* Times of one article differ, because they are in the addresses of its notices. */
static void import_corrections_order(struct article_correction *list, size_t n) {
  qsort(list, n, sizeof *list, import_corrections_by_time);
  for (size_t i = 1; i < n; i++)
    if (list[i].at <= list[i - 1].at)
      list[i].at = list[i - 1].at + CLOCK_SECOND;
}

enum err import_corrections_take(struct import_work *w, const struct front_matter *m,
    struct article_input *d, struct parse_problem *problem) {
  struct article_correction *list =
      arena_array(w->arena, m->correction_count + 1, sizeof *list);
  size_t n = 0;
  if (!list)
    return ERR_NOMEM;
  for (size_t i = 0; i < m->correction_count; i++) {
    const struct front_matter_correction *c = &m->corrections[i];
    const char *fault = correct_note_fault(c->note);
    int64_t at = 0;
    enum err e = date_text_read(c->date, &at);
    /* The next one would get a date after it, and so would the article. */
    if (!fault && !e && at > clock_now() + CLOCK_DAY)
      fault = "its date is in the future";
    if (fault && w->file->strict)
      return parse_problem_set(problem, c->line, "%s", fault);
    if (fault) {
      import_report_note(w, c->line, "a correction is left out: %s", fault);
      continue;
    }
    struct article_correction *to = &list[n++];
    *to = (struct article_correction){.note = c->note, .line = c->line};
    to->at = at / CLOCK_SECOND * CLOCK_SECOND;
    if (!e && c->has_changes &&
        !(to->changes = import_corrections_join(w->arena, &c->changes)))
      e = ERR_NOMEM;
    if (e)
      return e;
  }
  import_corrections_order(list, n);
  d->corrections = list;
  d->correction_count = n;
  return OK;
}
