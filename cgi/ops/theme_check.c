#include "ops/theme_check.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "ops/theme_contrast.h"
#include "site/core/assets.h"
#include "site/core/settings.h"
#include "site/core/theme.h"
#include "site/core/theme_style.h"
#include "view/template_lint.h"
#include "view/templates.h"

enum { THEME_CHECK_MEMORY = 4 << 20 };

struct theme_check {
  const char *dir;
  theme_check_report *report;
  void *context;
  enum err error; /* the first of `report` */
};

/* Below the site, because that is where the author works. */
static const char *theme_check_short(const struct theme_check *c, const char *path) {
  size_t n = strlen(c->dir);
  return strncmp(path, c->dir, n) == 0 && path[n] == '/' ? path + n + 1 : path;
}

static void theme_check_tell(
    void *context, const char *file, int line, const char *finding) {
  struct theme_check *c = context;
  char where[OVERLAY_PATH + 20];
  snprintf(where, sizeof where, "%s:%d", theme_check_short(c, file), line);
  if (!c->error)
    c->error = c->report(c->context, where, finding);
}

static void theme_check_templates(
    struct theme_check *c, const struct overlay *files, const char *lang) {
  struct templates *t = NULL;
  char why[800] = "";
  template_lint_files(files, theme_check_tell, c);
  if (c->error)
    return;
  enum err e = templates_load(&t, files, lang, why, sizeof why);
  c->error = e == ERR_TEMPLATE ? c->report(c->context, "templates", why) : e;
  templates_free(t);
}

static enum err theme_check_contrast(void *context, const char *finding) {
  const struct theme_check *c = context;
  return c->report(c->context, "style sheet", finding);
}

static void theme_check_style(
    struct theme_check *c, const struct overlay *files, const char *style) {
  struct assets *a = NULL;
  char why[800] = "";
  enum err e = assets_load(&a, files, style, why, sizeof why);
  const struct asset *sheet = e ? NULL : assets_find(a, assets_url(a, "style.css"));
  struct buf css = {0};
  if (e == ERR_CONFIG || e == ERR_IO)
    e = c->report(c->context, "public", why);
  if (!e && sheet) {
    buf_add(&css, (const char *)sheet->data, sheet->size);
    e = buf_status(&css);
  }
  if (!e && sheet)
    e = theme_contrast(buf_text(&css), theme_check_contrast, c);
  buf_free(&css);
  assets_free(a);
  c->error = e;
}

enum err theme_check(const char *dir, const char *name, theme_check_report *report,
    void *context, char *why, size_t why_size) {
  struct theme_check c = {.dir = dir, .report = report, .context = context};
  struct theme_files files;
  struct settings settings;
  const char *style = NULL;
  struct arena *a = arena_new(THEME_CHECK_MEMORY);
  enum err e = a ? settings_read(a, dir, &settings, why, why_size) : ERR_NOMEM;
  if (!e && !(style = theme_style_make(a, &settings.theme)))
    e = ERR_NOMEM;
  if (!e)
    e = theme_find(dir, name, true, &files, why, why_size);
  if (!e)
    theme_check_templates(&c, &files.templates, settings.language);
  if (!e && !c.error)
    theme_check_style(&c, &files.public_files, style);
  arena_free(a);
  return e ? e : c.error;
}
