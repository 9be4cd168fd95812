#include "db/search/search_query.h"

enum err search_query_but_one(struct arena *a, const struct search_query *q,
    const char *either, search_query_translate *translate, void *context,
    const char **out) {
  const char *any = NULL;
  enum err e = OK;
  for (size_t i = 0; !e && q->count > 1 && i < 2; i++) {
    /* The order of elements does not matter: the last takes the place of the omitted
     * one. */
    struct search_query rest = *q;
    const char *text = NULL;
    rest.elements[i] = rest.elements[--rest.count];
    e = translate(context, &rest, &text);
    if (e || !text)
      continue;
    any = arena_join(a, any ? any : "", any ? either : "", "(", text, ")", NULL);
    e = any ? OK : ERR_NOMEM;
  }
  if (!e)
    *out = any;
  return e;
}
