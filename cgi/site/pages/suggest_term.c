#include <stdlib.h>
#include <string.h>

#include "db/model/term_public.h"
#include "site/pages/layout.h"
#include "site/pages/suggest_internal.h"
#include "view/messages.h"

struct near {
  struct term term;
  size_t distance;
};

static const struct {
  const char *prefix;
  enum word label;
} kinds[] = {
    [TERM_CATEGORY] = {"category", WORD_list_category},
    [TERM_TAG] = {"tag", WORD_list_tag},
    [TERM_AUTHOR] = {"author", WORD_list_author},
};

static int by_distance(const void *a, const void *b) {
  const struct near *x = a, *y = b;
  int order = (x->distance > y->distance) - (x->distance < y->distance);
  return order ? order : strcmp(x->term.slug, y->term.slug);
}

/* Links that say what kind of list they lead to. */
static enum err link_all(struct site *site, struct arena *a, enum term_kind kind,
    const struct near *found, size_t n, struct view_links *out) {
  struct term terms[NEAR_SHOWN];
  for (size_t i = 0; i < n; i++) {
    terms[i] = found[i].term;
    terms[i].name = words_format(
        a, site->config.language, kinds[kind].label, "NAME", found[i].term.name, NULL);
    if (!terms[i].name)
      return ERR_NOMEM;
  }
  return frame_link_terms(a, kinds[kind].prefix, terms, n, out);
}

/* Of a category the last part alone will do: it may have stood elsewhere. */
static size_t distance_of(const char *wanted, const char *slug) {
  const char *last = strchr(wanted, '/') ? NULL : strrchr(slug, '/');
  size_t whole = near_distance(wanted, slug);
  size_t part = last ? near_distance(wanted, last + 1) : NEAR_FAR;
  return part < whole ? part : whole;
}

enum err near_terms(struct site *site, struct arena *a, enum term_kind kind,
    const char *slug, struct view_links *out) {
  struct term around[2 * NEAR_AROUND];
  struct near found[2 * NEAR_AROUND] = {0};
  size_t count = 0, n = 0;
  enum err e =
      term_public_around(site->store, a, kind, slug, NEAR_AROUND, around, &count);
  if (e)
    return e;
  for (size_t i = 0; i < count; i++) {
    size_t d = distance_of(slug, around[i].slug);
    if (d < NEAR_FAR)
      found[n++] = (struct near){around[i], d};
  }
  qsort(found, n, sizeof *found, by_distance);
  return link_all(site, a, kind, found, n < NEAR_SHOWN ? n : NEAR_SHOWN, out);
}
