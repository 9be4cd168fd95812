/* A file is read up to the point where its text is rendered, as import_file reads it,
 * and everything but that text is forgotten. It is read again when its turn comes: by
 * then, what it depends on may have changed, and a text that has become another one is
 * simply not found among those that were rendered ahead. Reading costs a tenth of
 * rendering. */
#include "import/files/import_prefetch.h"

#include "base/file.h"
#include "base/limits.h"
#include "import/common/import_ahead.h"
#include "import/common/import_work.h"
#include "import/files/import_article.h"
#include "import/files/import_render.h"

/* So many files in a row must need rendering. When a folder is imported again, most are
 * unchanged, and reading them twice would cost more than it wins. */
enum { FEW = 8 };

static bool import_prefetch_wants(
    const struct import_run *run, const struct import_file *f) {
  return f->waits && f->path && !f->hosted && !run->options->charset &&
         (f->format == IMPORT_AUTO || f->format == IMPORT_MARKDOWN) &&
         !import_render_is_html(f);
}

static void import_prefetch_one(struct import_run *run, struct import_file *f) {
  const struct import_file before = *f;
  struct article_input ignored = {0};
  struct parse_problem problem = {0};
  char why[FILE_WHY];
  struct buf text = {0};
  struct import_work *w = import_work_new(run, f);
  if (!w)
    return;
  w->looks_ahead = true;
  char *copy = NULL;
  if (file_read(f->path, FILE_NO_FOLLOW, LIMIT_IMPORT_FILE, &text, why) == OK)
    copy = arena_strndup(w->arena, buf_text(&text), text.len);
  /* The result is always an error. One that matters is found again by import_file. */
  enum err e = copy ? import_article_read(w, copy, text.len, &ignored, &problem) : OK;
  (void)e;
  buf_free(&text);
  import_work_free(w);
  *f = before;
}

void import_prefetch(
    struct import_run *run, struct import_file *files, size_t count, size_t current) {
  if (run->rendered < FEW)
    return;
  if (!run->ahead_tried)
    run->ahead = import_ahead_new(import_ahead_processes());
  run->ahead_tried = true;
  if (run->next_ahead <= current) {
    /* What is still there is of earlier files, which turned out to be unchanged. */
    if (run->ahead)
      import_ahead_forget(run->ahead);
    run->next_ahead = current + 1;
  }
  while (run->ahead && run->next_ahead < count && import_ahead_has_room(run->ahead)) {
    struct import_file *f = &files[run->next_ahead++];
    if (import_prefetch_wants(run, f))
      import_prefetch_one(run, f);
  }
}

void import_prefetch_end(struct import_run *run) {
  import_ahead_free(run->ahead);
  run->ahead = NULL;
}
