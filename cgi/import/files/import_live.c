#include "import/files/import_live.h"

#include <string.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "import/common/import_report.h"
#include "import/common/import_rich.h"
#include "import/files/import_dialect.h"
#include "import/files/import_render.h"
#include "import/files/import_tags.h"
#include "markup/rich/rich.h"

static enum err import_live_check_title(const char *title, struct parse_problem *p) {
  if (utf8_check(title, strlen(title), UTF8_ONE_LINE) || !utf8_is_plain(title))
    return parse_problem_set(
        p, 0, "the title must be a single line without control characters");
  if (utf8_length(title) > LIMIT_TITLE)
    return parse_problem_set(
        p, 0, "the title is over %d characters: shorten it", LIMIT_TITLE);
  return OK;
}

/* *source becomes a copy with LF as line ends, and none at its end. */
static enum err import_live_check_source(
    struct arena *a, const char **source, struct parse_problem *p) {
  char *text = arena_strdup(a, *source);
  if (!text)
    return ERR_NOMEM;
  size_t n = utf8_unify_newlines(text, strlen(text));
  while (n && strchr(" \t\n", text[n - 1]))
    n--;
  text[n] = '\0';
  if (utf8_check(text, n, UTF8_MULTI_LINE))
    return parse_problem_set(
        p, 0, "the text contains a control character, or is not UTF-8");
  if (utf8_is_blank(text))
    return parse_problem_set(p, 0, "the text is empty");
  if (utf8_length(text) > LIMIT_LIVE_UPDATE)
    return parse_problem_set(
        p, 0, "the text is over %d characters: shorten it", LIMIT_LIVE_UPDATE);
  *source = text;
  return OK;
}

static enum err import_live_rich(
    struct import_work *w, struct article_input *d, const char **rich) {
  enum err e = import_rich(w, d);
  *rich = NULL;
  return e || !d->pieces.count ? e : rich_join(w->arena, d->html, &d->pieces, rich);
}

enum err import_live_render(
    struct import_work *w, struct live_update *u, struct parse_problem *problem) {
  struct import_file *whole = w->file, file = *whole;
  const struct front_matter none = {.comments = -1};
  struct article_input d = {0};
  enum err e = u->title ? import_live_check_title(u->title, problem) : OK;
  if (!e && u->source)
    e = import_live_check_source(w->arena, &u->source, problem);
  if (e || !u->source)
    return e;
  /* Markdown, whatever the post is written in. Its author can correct it. */
  file.format = IMPORT_MARKDOWN;
  file.strict = true;
  w->file = &file;
  e = import_tags(w, &none, &u->source, 1, false);
  if (!e)
    e = import_dialect_body(w, &none, 1, &u->source, problem);
  if (!e)
    e = import_render(w, u->source, &d);
  if (!e)
    e = import_live_rich(w, &d, &u->rich);
  w->file = whole;
  u->html = d.html;
  if (e && !problem->message[0])
    return parse_problem_set(problem, 0, "%s", import_report_reason(e)), e;
  return e;
}
