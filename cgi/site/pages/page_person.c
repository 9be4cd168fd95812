#include "site/pages/page_person.h"

#include "site/comments/person_link.h"
#include "site/pages/layout.h"

enum err page_person_render(
    struct site *site, struct arena *a, const struct page_person *p, struct buf *out) {
  const char *lang = site->settings.language;
  struct view_person_page v = {
      .stage = p->stage, .action = PERSON_LINK_PATH, .token = p->token};
  enum err e = layout_fill(site, a, NULL, &v.layout);
  if (e)
    return e;
  if (p->fault != MESSAGE_COUNT)
    v.fault = message_get(lang, p->fault);
  if (p->done != MESSAGE_COUNT)
    v.done = message_get(lang, p->done);
  v.layout.title = message_get(lang, MESSAGE_privacy_title);
  v.layout.noindex = true;
  return view_person_page(site->templates, &v, out);
}
