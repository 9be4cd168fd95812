/* The addresses stay as they are: whether the other host answers over https cannot be
 * known without asking it, and a picture that is rewritten in vain is lost for the feed
 * readers that would have shown it. One report names all, because old blogs have such
 * pictures in most of their articles. */
#include "import/common/import_insecure.h"

#include <strings.h>

#include "import/common/import_report.h"

enum { MOST_NAMED = 3 };

void import_insecure_add(struct import_work *w, const char *url) {
  w->insecure += strncasecmp(url, "http://", 7) == 0;
}

void import_insecure_keep(struct import_work *w) {
  struct import_run *run = w->run;
  if (!w->insecure || run->again)
    return;
  run->insecure += w->insecure;
  if (run->insecure_named++ >= MOST_NAMED)
    return;
  /* The items of an export share its name, so their titles tell them apart. */
  const char *place =
      w->title ? arena_printf(w->arena, "\"%s\" (line %d)", w->title, w->line)
               : import_report_name(w->file);
  const char *before = run->insecure_places;
  char *all = place ? arena_printf(run->arena, "%s%s%s", before ? before : "",
                          before ? ", " : "", place)
                    : NULL;
  /* Without memory for the name, the count is still right. */
  if (all)
    run->insecure_places = all;
}

void import_insecure_report(struct import_run *run) {
  size_t n = run->insecure;
  const char *places = run->insecure_places;
  char *message = arena_printf(run->arena,
      "%zu picture%s http:// address%s, which browsers do not show here: %s%s", n,
      n == 1 ? " has an" : "s have", n == 1 ? "" : "es", places ? places : "",
      run->insecure_named > MOST_NAMED ? ", ..." : "");
  if (n && message)
    run->report(run->context, IMPORT_WARNING, "", 0, message);
}
