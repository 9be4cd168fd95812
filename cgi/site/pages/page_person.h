/* The pages on which readers ask what is stored about them, and erase it. Each is for
 * one reader, and never cached. */
#ifndef SITE_PAGES_PAGE_PERSON_H
#define SITE_PAGES_PAGE_PERSON_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "site/core/site.h"
#include "view/messages.h"
#include "view/view_person.h"

/* What to show; messages are MESSAGE_COUNT for none. */
struct page_person {
  enum view_person_stage stage;
  const char *token; /* of the link, or NULL */
  enum message fault, done;
};

/* Adds the HTML. ERR_TEMPLATE (discard what was added), ERR_NOMEM, errors of the
 * database. */
enum err page_person_render(struct site *site, struct arena *a,
    const struct page_person *p, struct buf *out) MUST_USE;

#endif
