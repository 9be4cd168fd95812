#include "import/compose/compose.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "db/model/article.h"
#include "import/common/import_correction.h"
#include "import/common/import_report.h"
#include "import/common/import_rich.h"
#include "import/common/import_source.h"
#include "import/common/import_work.h"
#include "import/compose/compose_text.h"
#include "import/files/import_article.h"
#include "import/files/import_link.h"
#include "import/files/import_media.h"
#include "site/publish/article_finish.h"
#include "site/publish/publish.h"

/* Dates in a text have whole seconds: one that is equal to the second is the same. */
static int64_t compose_same_second(int64_t t, int64_t old) {
  return t == old / CLOCK_SECOND * CLOCK_SECOND ? old : t;
}

static void compose_set_dates(struct article_input *d, const struct article *old) {
  int64_t now = clock_now() / CLOCK_SECOND * CLOCK_SECOND;
  bool waits = d->status == ARTICLE_DRAFT || d->status == ARTICLE_PRIVATE;
  if (!d->line.date && !d->line.publish_date)
    /* An article that is not public has no date yet. */
    d->published_at = waits ? 0 : now;
  if (old->id) {
    d->published_at = compose_same_second(d->published_at, old->published_at);
    d->expires_at = compose_same_second(d->expires_at, old->expires_at);
  }
  if (!d->line.updated)
    d->updated_at = old->id && now > d->published_at ? now : d->published_at;
}

struct job {
  const struct compose *ask;
  struct import_work work;
  struct import_file file;
  struct article old; /* id 0: none */
  bool as_given;      /* line numbers are those of the author's text */
};

/* Reads a text into the input of publishing, except for copying its pictures. */
static enum err compose_read_draft(
    struct job *j, struct article_input *d, struct parse_problem *p) {
  struct import_work *w = &j->work;
  char *text = NULL;
  size_t size = 0;
  enum err e =
      compose_text(w->run->site, w->arena, j->ask, &text, &size, &j->as_given, p);
  if (!e)
    e = import_article_read(w, text, size, d, p);
  if (e == ERR_NOT_FOUND && j->file.parent)
    return parse_problem_set(p, j->file.parent_line,
        "its parent page \"%.60s\" does not exist: create it first, or correct \"parent\"",
        j->file.parent);
  if (!e)
    e = import_rich(w, d);
  if (!e)
    e = article_finish(w->arena, d);
  if (e)
    return e;
  d->id = j->ask->id;
  d->was = j->ask->was;
  d->command = j->ask->command;
  /* An author who has seen the text in an editor may have removed the key. */
  d->reopens = d->was || d->comments_key != ARTICLE_COMMENTS_UNSAID;
  d->comments_key = ARTICLE_COMMENTS_UNKNOWN;
  /* A new text is not published unless it says so. */
  if (!d->id && !d->line.status)
    d->status = ARTICLE_DRAFT;
  compose_set_dates(d, &j->old);
  if (j->old.source_key) {
    d->source_key = j->old.source_key;
    d->source_hash = j->old.source_hash;
  }
  return OK;
}

static enum import_format compose_format_named(const char *name) {
  return !name                       ? IMPORT_AUTO
         : strcmp(name, "html") == 0 ? IMPORT_HTML
                                     : IMPORT_MARKDOWN;
}

/* Collects what is known before the text is read. */
static enum err compose_prepare(struct job *j) {
  struct import_work *w = &j->work;
  const struct compose *c = j->ask;
  struct article_body body;
  j->file = (struct import_file){.path = c->file,
      .format = compose_format_named(c->format),
      .known = c->id != 0,
      .strict = true};
  enum err e = c->id ? article_by_id(w->run->site->db, w->arena, c->id, &j->old) : OK;
  /* A text without a format has the one that the article had before. */
  if (!e && c->id && !c->format && !c->file) {
    e = article_body_read(w->run->site->db, w->arena, c->id, &body);
    j->file.format = e ? IMPORT_AUTO : compose_format_named(body.format);
  }
  if (!c->file && j->old.source_key)
    j->file.path = import_source_file(w->arena, w->run->dir, j->old.source_key);
  char *root = j->file.path ? arena_strdup(w->arena, j->file.path) : NULL;
  if (root)
    *strrchr(root, '/') = '\0';
  j->file.root = root;
  return e || root || !j->file.path ? e : ERR_NOMEM;
}

static enum err compose_save_article(
    struct job *j, int64_t *id, struct parse_problem *problem) {
  struct article_input d = {0};
  enum err e = compose_prepare(j);
  if (!e)
    e = compose_read_draft(j, &d, problem);
  if (!e)
    e = import_correction(&j->work, &d, j->ask->corrects);
  if (!e) {
    import_media_copy(&j->work, false);
    e = publish_save(j->work.run->site, j->work.arena, &d, NULL, NULL, id, problem);
  }
  if (e && !problem->message[0])
    snprintf(problem->message, sizeof problem->message, "%s", import_report_reason(e));
  return e;
}

enum err compose_save(struct site *site, struct arena *a, const struct compose *c,
    compose_note *note, void *context, int64_t *id, struct parse_problem *problem) {
  char *dir = realpath(site->dir, NULL);
  struct import_run run = {.site = site, .dir = dir, .arena = a};
  struct job j = {.ask = c, .as_given = c->text != NULL};
  j.work = (struct import_work){.run = &run, .arena = a, .file = &j.file};
  *problem = (struct parse_problem){0};
  enum err e = dir ? compose_save_article(&j, id, problem) : ERR_IO;
  import_rich_end(&run);
  free(dir);
  /* The lines of a text that was put together here mean nothing to the author. */
  if (!j.as_given)
    problem->line = 0;
  for (const struct import_note *n = j.work.notes; !e && n; n = n->next)
    note(context, j.as_given ? n->line : 0, n->text);
  return e;
}
