#include "site/pages/pager.h"

/* Five numbers around the current page, the first and the last, two gaps, and a link to
 * the last page by name. */
enum { MOST_LINKS = 10 };

static enum err pager_link(struct arena *a, const struct pager *pager, int64_t number,
    const char *text, struct view_link *out) {
  *out = (struct view_link){
      pager->url(pager->context, a, number), text, number == pager->number};
  return out->url && text ? OK : ERR_NOMEM;
}

static void pager_reverse(struct view_link *links, size_t count) {
  for (size_t i = 0; i < count / 2; i++) {
    struct view_link one = links[i];
    links[i] = links[count - 1 - i];
    links[count - 1 - i] = one;
  }
}

/* "1 … 4 5 [6] 7 8 … 20". The loop jumps over what is left out, so that its length does
 * not depend on the number of pages. */
static enum err pager_numbers(
    struct arena *a, const struct pager *pager, struct view_links *out) {
  struct view_link *links = arena_array(a, MOST_LINKS, sizeof *links);
  int64_t number = pager->number, end = pager->pages, last = 0;
  bool names_last = pager->last && number < end;
  size_t n = 0;
  enum err e = links ? OK : ERR_NOMEM;
  if (names_last)
    end = number + 1;
  for (int64_t i = 1; !e && i <= end; i++) {
    if (i == 2 && number - 2 > 2)
      i = number - 2;
    if (i > number + 2 && i < end)
      i = end;
    /* A link without an address is a gap (view_layout_links). */
    if (last && i != last + 1)
      links[n++] = (struct view_link){NULL, "…", false};
    e = pager_link(a, pager, i, arena_printf(a, "%lld", (long long)i), &links[n++]);
    last = i;
  }
  if (!e && names_last)
    e = pager_link(a, pager, PAGER_LAST, pager->last, &links[n++]);
  if (e)
    return e;
  if (pager->descending)
    pager_reverse(links, n);
  *out = (struct view_links){links, n};
  return OK;
}

enum err pager_fill(
    struct arena *a, const struct pager *pager, struct view_pager *out) {
  struct view_pager v = {0};
  int64_t step = pager->descending ? -1 : 1;
  int64_t before = pager->number - step, after = pager->number + step;
  enum err e = OK;
  if (pager->pages > 1)
    e = pager_numbers(a, pager, &v.numbers);
  if (!e && before >= 1 && before <= pager->pages)
    e = pager_link(a, pager, before, pager->before, &v.before);
  if (!e && after >= 1 && after <= pager->pages)
    e = pager_link(a, pager, after, pager->after, &v.after);
  if (!e)
    *out = v;
  return e;
}
