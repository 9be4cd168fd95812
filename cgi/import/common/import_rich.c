#include "import/common/import_rich.h"

#include <string.h>

#include "import/common/import_report.h"
#include "markup/rich/rich.h"

/* The line of the file on which the part begins; 0 if it cannot be told. Of a text that
 * occurs twice, it is the first one. */
static int import_rich_line(const struct import_work *w, const char *part) {
  part += strspn(part, " \t\r\n");
  size_t n = strcspn(part, "\n");
  const char *at = w->text && n ? memmem(w->text, strlen(w->text), part, n) : NULL;
  int line = 1;
  if (!at)
    return 0;
  for (const char *s = w->text; s < at; s++)
    line += *s == '\n';
  return line;
}

static void import_rich_note(void *context, const char *part, const char *message) {
  struct import_work *w = context;
  import_report_note(w, part ? import_rich_line(w, part) : 0, "%s", message);
}

enum err import_rich(struct import_work *w, struct article_input *d) {
  struct import_run *run = w->run;
  if (!run->rich && !(run->rich = rich_new()))
    return ERR_NOMEM;
  return rich_make(run->rich, w->arena, d->html, run->site->settings.diagrams,
      import_rich_note, w, &d->pieces);
}

void import_rich_end(struct import_run *run) {
  rich_free(run->rich);
  run->rich = NULL;
}
