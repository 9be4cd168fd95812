#include "import/common/import_work.h"

enum { WORK_MEMORY = 256 << 20 };

struct import_work *import_work_new(struct import_run *run, struct import_file *f) {
  struct arena *a = arena_new(WORK_MEMORY);
  struct import_work *w = a ? arena_alloc(a, sizeof *w) : NULL;
  if (!w) {
    arena_free(a);
    return NULL;
  }
  *w = (struct import_work){.run = run, .arena = a, .file = f};
  return w;
}

void import_work_free(struct import_work *w) {
  if (w && !w->is_kept)
    arena_free(w->arena);
}
