#include <stdlib.h>
#include <string.h>

#include "db/model/term.h"
#include "site/pages/layout.h"
#include "site/pages/suggest_internal.h"
#include "view/messages.h"

struct near {
  struct term term;
  size_t distance;
};

static const struct {
  const char *prefix;
  enum message label;
} kinds[] = {
    [TERM_CATEGORY] = {"category", MESSAGE_list_category},
    [TERM_TAG] = {"tag", MESSAGE_list_tag},
    [TERM_AUTHOR] = {"author", MESSAGE_list_author},
};

static int by_distance(const void *a, const void *b) {
  const struct near *x = a, *y = b;
  int order = (x->distance > y->distance) - (x->distance < y->distance);
  return order ? order : strcmp(x->term.slug, y->term.slug);
}

/* Links that say what kind of list they lead to. */
static enum err link_all(struct site *site, struct arena *a, enum term_kind kind,
    const struct near *found, size_t n, struct view_links *out) {
  struct term terms[SUGGEST_SHOWN];
  for (size_t i = 0; i < n; i++) {
    terms[i] = found[i].term;
    terms[i].name = message_format(a, site->settings.language, kinds[kind].label,
        "NAME", found[i].term.name, NULL);
    if (!terms[i].name)
      return ERR_NOMEM;
  }
  return layout_link_terms(a, kinds[kind].prefix, terms, n, out);
}

/* Of a category the last part alone will do: it may have stood elsewhere. */
static size_t distance_of(const char *wanted, const char *slug) {
  const char *last = strchr(wanted, '/') ? NULL : strrchr(slug, '/');
  size_t whole = suggest_distance(wanted, slug);
  size_t part = last ? suggest_distance(wanted, last + 1) : SUGGEST_FAR;
  return part < whole ? part : whole;
}

enum err suggest_terms(struct site *site, struct arena *a, enum term_kind kind,
    const char *slug, struct view_links *out) {
  struct term around[2 * SUGGEST_AROUND];
  struct near found[2 * SUGGEST_AROUND] = {0};
  size_t count = 0, n = 0;
  enum err e = term_around(site->db, a, kind, slug, SUGGEST_AROUND, around, &count);
  if (e)
    return e;
  for (size_t i = 0; i < count; i++) {
    size_t d = distance_of(slug, around[i].slug);
    if (d < SUGGEST_FAR)
      found[n++] = (struct near){around[i], d};
  }
  qsort(found, n, sizeof *found, by_distance);
  return link_all(site, a, kind, found, n < SUGGEST_SHOWN ? n : SUGGEST_SHOWN, out);
}
