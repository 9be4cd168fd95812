#include "import/files/import_dialect.h"

#include <string.h>

#include "base/limits.h"
#include "import/files/import_engine.h"
#include "import/files/import_jekyll.h"
#include "import/files/import_marks.h"
#include "import/files/import_render.h"
#include "markup/markdown/definition_list.h"
#include "markup/markdown/kramdown_table.h"
#include "markup/markdown/math_marks.h"

typedef enum err import_dialect_convert(const char *text, struct buf *out);

static bool import_dialect_is_kramdown(const struct import_file *f) {
  return f->is_jekylls && !(f->engine && f->engine->kind == IMPORT_ENGINE_HEXO);
}

/* True if the engine makes definition lists. Those of CommonMark (Zola, Hexo, Eleventy)
 * show a line that begins with a colon as text, so that it was meant as text. Files of
 * no known engine count as having them: Pelican, Pandoc, Grav and others do, while of
 * those that do not, hardly any text has such a line after a blank line and a
 * paragraph. */
static bool import_dialect_has_definitions(const struct import_file *f) {
  if (import_dialect_is_kramdown(f))
    return true;
  return f->engine ? f->engine->kind == IMPORT_ENGINE_HUGO : !f->is_liquid;
}

static enum err import_dialect_apply(struct import_work *w,
    import_dialect_convert *convert, const char **body, bool *has_changed) {
  struct buf out = {.most = LIMIT_HTML};
  char *text = NULL;
  enum err e = convert(*body, &out);
  if (!e && !(text = arena_strdup(w->arena, buf_text(&out))))
    e = ERR_NOMEM;
  buf_free(&out);
  if (e)
    return e;
  *has_changed |= strcmp(*body, text) != 0;
  *body = text;
  return OK;
}

static enum err import_dialect_blocks(
    struct import_work *w, const char **body, bool *has_changed) {
  enum err e = OK;
  if (import_dialect_is_kramdown(w->file) && kramdown_table_is_in(*body))
    e = import_dialect_apply(w, kramdown_table_convert, body, has_changed);
  if (!e && import_dialect_has_definitions(w->file) && definition_list_is_in(*body))
    e = import_dialect_apply(w, definition_list_convert, body, has_changed);
  return e;
}

/* The key of an article counts more than the setting. */
static bool import_dialect_has_math(
    const struct import_work *w, const struct front_matter *m) {
  return m->line.math ? m->math : w->run->site->settings.math;
}

enum err import_dialect_body(struct import_work *w, const struct front_matter *m,
    int first, const char **body, struct parse_problem *problem) {
  /* An article of this site is Markdown as it is. */
  bool is_foreign = w->file->path && !w->file->known && !m->article_id;
  bool has_changed = false;
  enum err e = import_jekyll_body(w, body);
  if (!e && is_foreign)
    e = import_marks_body(w, body);
  if (!e)
    e = import_render_contain(w, first, body, problem);
  /* Last, because it changes the number of lines. What it has taken out of its
   * indentation is checked again. */
  if (!e && is_foreign)
    e = import_dialect_blocks(w, body, &has_changed);
  if (!e && import_dialect_has_math(w, m) && math_marks_are_in(*body))
    e = import_dialect_apply(w, math_marks_convert, body, &has_changed);
  if (!e && has_changed)
    e = import_render_contain(w, first, body, problem);
  return e;
}
