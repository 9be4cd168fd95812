#include "import/common/import_correction.h"

#include <stdio.h>

#include "import/common/import_report.h"
#include "site/publish/correct_edit.h"

enum err import_correction(struct import_work *w, struct article_input *d, bool told) {
  size_t words = 0;
  enum err e = correct_edit_judge(w->run->site, w->arena, d, told, &words);
  if (e || !d->known || told)
    return e;
  char count[40];
  snprintf(count, sizeof count, "%zu %s of", words, words == 1 ? "word" : "words");
  import_report_note(w, 0,
      "it is published, and %s it changed; if it was wrong before, tell readers: pamphlet"
      " post correct %lld --note=\"...\"",
      words ? count : "the text of", (long long)d->id);
  return OK;
}
