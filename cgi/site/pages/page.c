#include "site/pages/page.h"

#include <string.h>

#include "site/core/permalink.h"
#include "site/core/revision.h"
#include "site/pages/page_kind.h"
#include "site/pages/page_redirect.h"

/* The order of the table decides who may claim a path (page_kind.h). A kind that claims
 * it has the last word, even if that is an error. */
static enum err page_ask_kinds(
    struct site *site, struct arena *a, const struct page_request *r, struct page *p) {
  bool claimed = false;
  enum err e = OK;
  for (size_t i = 0; !e && !claimed && i < page_kind_count; i++) {
    p->kind = &page_kinds[i];
    e = p->kind->find(site, a, r, p, &claimed);
  }
  return e || claimed ? e : ERR_NOT_FOUND;
}

/* The revision begins with 0, and every key that the page depends on raises it, here
 * and in the function of its kind. */
enum err page_find(struct site *site, struct arena *a, const struct page_request *r,
    struct page *out) {
  struct page p = {.decoded = permalink_normalise(a, r->path)};
  p.path = p.decoded ? permalink_encode(a, p.decoded) : NULL;
  if (!p.path)
    return ERR_NOMEM;
  struct page as_asked = p;
  enum err e = page_ask_kinds(site, a, r, &p);
  /* Asked last, so that a redirect can never hide a page. */
  if (e == ERR_NOT_FOUND || e == ERR_GONE) {
    enum err former = page_redirect_former(site, a, &as_asked);
    if (former != ERR_NOT_FOUND)
      e = former;
    if (!former)
      p = as_asked;
  }
  /* One address per page: other spellings of the path lead to the canonical one. */
  if (!e && !p.location && strcmp(r->raw_path, p.path) != 0)
    e = page_redirect_to(&p, p.path, true);
  /* Every page shows the menu and depends on the site as a whole. */
  if (!e)
    e = revision_raise_layout(site->db, &p.layout_revision);
  if (p.layout_revision > p.revision)
    p.revision = p.layout_revision;
  if (!e)
    *out = p;
  return e;
}

const char *page_type(const struct page *p) {
  const struct page_file *file =
      p->location ? NULL : page_kind_file(p->kind, p->decoded);
  return file ? file->type : NULL;
}

enum err page_render(
    struct site *site, struct arena *a, const struct page *p, struct buf *out) {
  /* Callers send a redirect without rendering. */
  return p->location ? ERR_INTERNAL : p->kind->render(site, a, p, out);
}
