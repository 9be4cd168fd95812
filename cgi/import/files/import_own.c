/* Importing an export must change nothing that was not edited. The text of the file
 * cannot be compared with a stored hash, because the article may have come from another
 * file, from WordPress or from the command line. So the article is exported again in
 * memory, that text is read like the file, and the two results are compared field by
 * field. What an export cannot express, such as the exact microsecond of a date, is
 * lost in both and therefore makes no difference. */
#include "import/files/import_own.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "export/export_article.h"
#include "export/export_comments.h"
#include "export/export_live.h"
#include "import/common/import_report.h"
#include "import/files/import_article.h"
#include "site/core/permalink.h"
#include "site/publish/article_input.h"

static bool import_own_is_same_text(const char *a, const char *b) {
  return strcmp(a ? a : "", b ? b : "") == 0;
}

enum err import_own_find(
    struct import_work *w, const struct article_input *d, struct article *out) {
  struct article r;
  enum err e = d->wanted_id > 0
                   ? article_by_id(w->run->site->db, w->arena, d->wanted_id, &r)
                   : ERR_NOT_FOUND;
  if (e)
    return e;
  bool same = r.type == d->type;
  /* Another site has the same IDs, so the ID alone proves nothing. */
  if (d->permalink) {
    char *path = permalink_normalise(w->arena, d->permalink);
    same = same && path && r.permalink && strcmp(path, r.permalink) == 0;
  } else {
    /* A draft has no permalink yet. Its slug or its title is enough next to the ID, so
     * that editing one of them does not make the file a new article. */
    same = same && !r.permalink &&
           (import_own_is_same_text(r.slug, d->slug) ||
               import_own_is_same_text(r.title, d->title));
  }
  if (same)
    *out = r;
  return same ? OK : ERR_NOT_FOUND;
}

static int import_own_by_text(const void *a, const void *b) {
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* A sorted copy; NULL when out of memory. */
static const char **import_own_sorted(
    struct arena *a, const struct front_matter_list *l) {
  /* One more, because NULL means out of memory and a list may be empty. */
  const char **items = arena_array(a, l->count + 1, sizeof *items);
  if (items && l->count) {
    memcpy(items, l->items, l->count * sizeof *items);
    qsort(items, l->count, sizeof *items, import_own_by_text);
  }
  return items;
}

static bool import_own_is_same_list(struct arena *arena,
    const struct front_matter_list *a, const struct front_matter_list *b) {
  /* The order of terms has no meaning, so the lists are compared sorted. */
  if (a->count != b->count)
    return false;
  const char **x = import_own_sorted(arena, a), **y = import_own_sorted(arena, b);
  bool same = x && y;
  for (size_t i = 0; same && i < a->count; i++)
    same = strcmp(x[i], y[i]) == 0;
  return same;
}

/* A file that says nothing about changes has not changed them. */
static bool import_own_is_same_corrections(
    const struct article_input *a, const struct article_input *b) {
  if (!a->line.corrections)
    return true;
  bool same = a->correction_count == b->correction_count;
  for (size_t i = 0; same && i < a->correction_count; i++) {
    const struct article_correction *x = &a->corrections[i], *y = &b->corrections[i];
    same = x->at == y->at && strcmp(x->note, y->note) == 0 &&
           (!x->changes || import_own_is_same_text(x->changes, y->changes));
  }
  return same;
}

static bool import_own_is_same(
    struct arena *arena, const struct article_input *a, const struct article_input *b) {
  /* The permalink is not among these: it has identified the article (import_own_find).
   * The line numbers are not either, since they differ between any two texts. */
  return a->type == b->type && a->status == b->status && a->parent_id == b->parent_id &&
         a->menu_order == b->menu_order && a->in_menu == b->in_menu &&
         a->sticky == b->sticky && a->comments_open == b->comments_open &&
         a->published_at == b->published_at && a->updated_at == b->updated_at &&
         a->expires_at == b->expires_at && import_own_is_same_text(a->slug, b->slug) &&
         import_own_is_same_text(a->title, b->title) &&
         import_own_is_same_text(a->excerpt, b->excerpt) &&
         import_own_is_same_text(a->lang, b->lang) &&
         import_own_is_same_text(a->author, b->author) &&
         import_own_is_same_text(a->format, b->format) &&
         import_own_is_same_text(a->source, b->source) &&
         import_own_is_same_text(a->html, b->html) &&
         import_own_is_same_list(arena, &a->categories, &b->categories) &&
         import_own_is_same_list(arena, &a->tags, &b->tags) &&
         import_own_is_same_list(arena, &a->term_slugs, &b->term_slugs) &&
         import_own_is_same_list(arena, &a->aliases, &b->aliases) &&
         import_own_is_same_text(a->translation_key, b->translation_key) &&
         import_own_is_same_list(arena, &a->translations, &b->translations) &&
         import_own_is_same_corrections(a, b);
}

/* What an import would make of an export made now. */
static enum err import_own_read_now(struct import_work *w,
    const struct export_article *now, struct article_input *out) {
  struct parse_problem ignored = {0};
  struct import_file file = *w->file;
  /* A copy, so that reading it again adds no notes and no links to the file itself. */
  struct import_work again = {.run = w->run, .arena = w->arena, .file = &file};
  char *text = export_article_text(w->arena, &now->text);
  /* The name of the file must not decide: an article can be exported as HTML and edited
   * in a file of any name. */
  file.format = strcmp(now->text.format, "html") == 0 ? IMPORT_HTML : IMPORT_MARKDOWN;
  return text ? import_article_read(&again, text, strlen(text), out, &ignored)
              : ERR_NOMEM;
}

static enum err import_own_note_comments(
    struct import_work *w, int64_t id, const char *comments) {
  /* A file without comments next to it says nothing about them. */
  bool same = !*comments;
  enum err e = OK;
  /* The export may have been made with or without personal data, and with or without
   * spam. All are the same comments. */
  for (int kind = 0; !e && !same && kind < 4; kind++) {
    struct export x = {.site = w->run->site, .personal = kind & 1, .spam = kind & 2};
    struct export_article now;
    e = export_article_read(&x, w->arena, id, &now);
    char *text = e ? NULL : export_comments_make(&now);
    if (!e && !text)
      e = ERR_NOMEM;
    same = text && strcmp(text, comments) == 0;
    free(text);
  }
  if (!e && !same)
    import_report_note(
        w, 0, "is an article of this site: its comments are not changed");
  return e;
}

enum err import_own_compare(struct import_work *w, const struct article_input *d,
    int64_t id, const char *comments, bool *same) {
  struct export x = {.site = w->run->site};
  struct export_article now;
  struct article_input of_now = {0};
  enum err e = export_article_read(&x, w->arena, id, &now);
  if (!e)
    e = import_own_note_comments(w, id, comments);
  if (e)
    return e;
  /* An article that its own export cannot reproduce is a different one: the file is
   * then imported, which is harmless, whereas calling it the same could lose an
   * edit. */
  e = import_own_read_now(w, &now, &of_now);
  *same = !e && import_own_is_same(w->arena, d, &of_now);
  if (*same && w->live) {
    /* A file without updates next to it says nothing about them. */
    const char *live;
    e = export_live_text(&x, w->arena, id, &live);
    *same = !e && strcmp(live, w->live) == 0;
  }
  return e == ERR_NOMEM ? e : OK;
}
