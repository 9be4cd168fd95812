#include "site/publish/publish.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "db/model/article_part.h"
#include "db/model/comment.h"
#include "db/model/correction.h"
#include "db/model/path.h"
#include "db/model/translation.h"
#include "db/txn.h"
#include "site/core/permalink.h"
#include "site/publish/article_check.h"
#include "site/publish/article_closing.h"
#include "site/publish/article_terms.h"
#include "site/publish/article_text.h"
#include "site/publish/article_write.h"
#include "site/publish/correct_input.h"
#include "site/publish/placement.h"
#include "site/publish/related_update.h"
#include "site/publish/revision_keep.h"
#include "site/publish/term_slug.h"

/* One call of publish_save, as the context of its transaction. Only `id` and *problem
 * are results. */
struct save {
  struct site *site;
  struct arena *arena;
  const struct article_input *input;
  publish_more *more;
  void *context; /* of `more` */
  int64_t id;
  struct parse_problem *problem;
};

/* The slug the author asks for, or one derived from the file name or title. Slugs must
 * not be empty; "post" and "untitled" get a number if they are taken. */
static enum err publish_wanted_slug(struct save *c, const char **slug) {
  const struct article_input *in = c->input;
  *slug = in->slug ? in->slug : "";
  enum err e = OK;
  if (!**slug && in->slug_name)
    e = term_slug_make(c->arena, in->slug_name, "", slug);
  if (!e && !**slug)
    e = term_slug_make(
        c->arena, in->title, in->type == ARTICLE_PAGE ? "untitled" : "post", slug);
  return e;
}

/* Aliases fail loudly, unlike former permalinks: the author wrote them and can
 * correct them, unless the input has a list for those that are taken. A path that is
 * free or already this article's becomes a redirect, except its current permalink,
 * which must not lead to itself. */
static enum err publish_save_aliases(struct save *c, int64_t id) {
  const struct front_matter_list *aliases = &c->input->aliases;
  for (size_t i = 0; i < aliases->count; i++) {
    struct path found;
    char *path = permalink_normalise(c->arena, aliases->items[i]);
    if (!path)
      return ERR_NOMEM;
    enum err e = path_find(c->site->db, path, &found);
    bool is_taken = !e && found.article_id != id && found.article_id != 0;
    if (is_taken && !c->input->taken_aliases)
      return parse_problem_set(c->problem, aliases->lines[i],
          "the alias \"%.60s\" leads to another article: remove it here or there",
          path);
    if (is_taken)
      e = front_matter_list_add(
          c->arena, c->input->taken_aliases, path, aliases->lines[i]);
    else if (e == ERR_NOT_FOUND || (!e && found.kind != PATH_ARTICLE))
      e = path_set(c->site->db, path, PATH_MOVED, id);
    if (e)
      return e;
  }
  return OK;
}

/* Former permalinks become redirects; those that now belong to another article are left
 * alone. */
static enum err publish_save_former(struct save *c, int64_t id) {
  const struct front_matter_list *former = &c->input->former;
  enum err e = OK;
  for (size_t i = 0; !e && i < former->count; i++) {
    /* Its sentence would be for the author, who has not written these paths. */
    struct parse_problem ignored;
    struct path found = {PATH_GONE, 0};
    e = article_check_alias(c->arena, former->items[i], 0, &ignored);
    /* Exports of other sites may contain paths that are not allowed here. They
     * cannot become redirects, but the article itself is still good. */
    if (e == ERR_INVALID) {
      e = OK;
      continue;
    }
    char *path = e ? NULL : permalink_normalise(c->arena, former->items[i]);
    if (!path)
      return e ? e : ERR_NOMEM;
    e = path_find(c->site->db, path, &found);
    bool is_free = e == ERR_NOT_FOUND || (!e && !found.article_id);
    if (e == ERR_NOT_FOUND)
      e = OK;
    if (!e && is_free)
      e = path_set(c->site->db, path, PATH_MOVED, id);
  }
  return e;
}

static enum err publish_save_translations(struct save *c, int64_t id) {
  const struct front_matter_list *list = &c->input->translations;
  return translation_names_set(c->site->db, id,
      &(struct translation_names){c->input->translation_key, list->items, list->count});
}

/* Those of the former text go with it. */
static enum err publish_save_pieces(struct save *c, int64_t id) {
  const struct rich_pieces *pieces = &c->input->pieces;
  enum err e = article_part_clear(c->site->db, id);
  for (size_t i = 0; !e && i < pieces->count; i++) {
    const struct rich_piece *p = &pieces->items[i];
    const struct article_part part = {
        (int64_t)p->number, (int64_t)p->size, p->is_whole, p->html};
    e = article_part_add(c->site->db, id, &part);
  }
  return e;
}

/* The dates decide between published, scheduled and withdrawn, so that the statuses
 * never contradict them. */
static enum article_status publish_wanted_status(const struct article_input *in) {
  enum article_status status = in->status;
  int64_t now = clock_now();
  bool due = in->published_at <= now;
  bool hides = status != ARTICLE_PUBLISH && status != ARTICLE_FUTURE;
  /* The scheduler would withdraw it only after readers could have seen it. */
  if (!hides && in->expires_at && in->expires_at <= now)
    return ARTICLE_WITHDRAWN;
  if (status == ARTICLE_PUBLISH && !due)
    return ARTICLE_FUTURE;
  if (status == ARTICLE_FUTURE && due)
    return ARTICLE_PUBLISH;
  return status;
}

/* The row for an input; what placement_set decides is kept from `old`. */
static struct article publish_row_of(struct save *c, const struct article *old) {
  const struct article_input *in = c->input;
  struct article r = {
      .id = in->id,
      .type = in->type,
      .status = old ? old->status : ARTICLE_DRAFT,
      .slug = old ? old->slug : "",
      .title = in->title,
      .excerpt = in->excerpt ? in->excerpt : "",
      .lang = in->lang ? in->lang : "",
      .parent_id = in->parent_id,
      .menu_order = in->menu_order,
      .in_menu = in->in_menu,
      .sticky = in->sticky,
      /* The creation is that of the row. The date of the article is published_at. */
      .created_at = old ? old->created_at : clock_now(),
      .published_at = in->published_at,
      .updated_at = in->updated_at,
      .expires_at = in->expires_at,
      .position = old ? old->position : 0,
      .permalink = old ? old->permalink : NULL,
      .comments_open = article_closing_is_open(in, old),
      .comments_key = in->comments_key || !old ? in->comments_key : old->comments_key,
      .comment_count = old ? old->comment_count : 0,
      .reading_minutes = in->reading_minutes,
      .source_key = in->source_key,
  };
  /* Readers are told about a correction, so that it is an update. */
  if (r.updated_at < correct_input_newest(in))
    r.updated_at = correct_input_newest(in);
  /* From the settings at this moment: changing them does not reopen old articles. */
  if (in->source_key)
    memcpy(r.source_hash, in->source_hash, sizeof r.source_hash);
  return r;
}

/* Fails if somebody has changed the article since its author read it. Compares texts
 * and not times: what the text does not show, such as a new comment, is no conflict.
 * Inside the transaction, so that nobody can come in between. */
static enum err publish_check_unchanged(struct save *c) {
  struct article_text now;
  if (!c->input->was)
    return OK;
  enum err e = article_text_read(c->site, c->arena, c->input->id, &now);
  char *text = e ? NULL : article_text_make(c->arena, &now);
  if (!e && !text)
    e = ERR_NOMEM;
  return e || strcmp(text, c->input->was) == 0
             ? e
             : parse_problem_set(c->problem, 0,
                   "it has been changed by somebody else in the meantime");
}

/* Sets the requested ID, permalink and slug of a new article. One that was public
 * earlier and is a draft now has a permalink as well, which answers 410. */
static enum err publish_want(struct save *c, struct article *row, const char **slug) {
  const struct article_input *in = c->input;
  struct article other;
  struct path found;
  /* IDs are never used twice (AUTOINCREMENT), so the next one is always larger than all
   * before. An import could ask for the largest ID there is, after which SQLite would
   * refuse every new article (SQLITE_FULL). A larger one than this is ignored. */
  enum { MOST_ID = 1 << 30 };
  bool may = in->wanted_id > 0 && in->wanted_id <= MOST_ID;
  enum err e = may ? article_by_id(c->site->db, c->arena, in->wanted_id, &other) : OK;
  /* The ID is free. If it is taken, SQLite chooses another one. */
  if (e == ERR_NOT_FOUND) {
    row->id = in->wanted_id;
    e = OK;
  }
  if (e || !in->permalink)
    return e;
  char *path = permalink_normalise(c->arena, in->permalink);
  /* A normalised permalink ends with a slash. Without it, the last component is the
   * slug. */
  char *parts = path ? arena_strndup(c->arena, path, strlen(path) - 1) : NULL;
  if (!parts)
    return ERR_NOMEM;
  e = path_find(c->site->db, path, &found);
  if (!e && found.article_id)
    return parse_problem_set(c->problem, in->line.permalink,
        "the permalink \"%.60s\" leads to another article: remove it here or there",
        path);
  if (e && e != ERR_NOT_FOUND)
    return e;
  row->permalink = path;
  row->slug = *slug = strrchr(parts, '/') + 1;
  return OK;
}

/* Invalidates the pages that name this article if its title has changed, and the menu
 * for a page, which disappears from it by becoming a post. */
static enum err publish_invalidate_referrers(
    struct save *c, const struct article *old) {
  enum err e = OK;
  if (strcmp(old->title, c->input->title) != 0) {
    e = placement_invalidate_neighbours(c->site->db, old->position);
    if (!e)
      e = related_update_invalidate(c->site->db, c->arena, old->id);
  }
  return e || old->type != ARTICLE_PAGE ? e : txn_invalidate(c->site->db, DEP_MENU, 0);
}

/* The row is stored with its old status and place, or as a draft. placement_set changes
 * both afterwards, comparing them with the row: so it is the only code that
 * publishes. */
static enum err publish_save_article(struct db *s, struct save *c) {
  const struct article_input *in = c->input;
  struct article old, *existing = NULL;
  const char *slug = NULL;
  int64_t author = 0;
  struct article_body body = {in->format, in->source, in->html, in->renderer};
  enum article_status status = publish_wanted_status(in);
  /* Refusals come first, before anything is written. Those that follow later, such as
   * an alias that is taken, roll everything back. */
  enum err e = publish_check_unchanged(c);
  if (!e)
    e = article_check(c->site, c->arena, in, c->problem);
  if (!e)
    e = publish_wanted_slug(c, &slug);
  if (!e && in->id) {
    e = article_by_id(s, c->arena, in->id, &old);
    existing = &old;
  }
  if (!e)
    e = article_terms_author(c->site, c->arena, in, &author);
  if (e)
    return e;
  struct article row = publish_row_of(c, existing);
  row.author_id = author;
  if (existing && (!in->slug || !*in->slug) && existing->permalink)
    slug = existing->slug; /* a new title does not change a permalink */
  if (!existing) {
    row.slug = slug;
    e = publish_want(c, &row, &slug);
  }
  if (!e)
    e = existing ? article_update(s, &row, &body)
                 : article_insert(s, &row, &body, &row.id);
  if (!e)
    e = publish_save_pieces(c, row.id);
  if (!e && in->known && existing)
    e = correction_before_keep(s, row.id, in->known);
  if (!e && in->tells)
    e = correction_before_forget(s, row.id);
  if (!e)
    e = correct_input_save(c->site, c->arena, in, row.id);
  /* Records the permalink of a draft that was public, so that it answers 410, and no
   * other article can take it in the meantime. */
  if (!e && !existing && row.permalink && status != ARTICLE_PUBLISH)
    e = path_set(s, row.permalink, PATH_GONE, row.id);
  if (!e && existing)
    e = publish_invalidate_referrers(c, &old);
  if (!e)
    e = article_terms_set(c->site, c->arena, in, row.id, c->problem);
  /* Before placement_set, which derives the groups from them. */
  if (!e)
    e = publish_save_translations(c, row.id);
  /* Also for a draft: the scheduler may publish it later. */
  if (!e)
    e = publish_save_aliases(c, row.id);
  if (!e)
    e = publish_save_former(c, row.id);
  if (!e)
    e = placement_set(c->site, c->arena, &row, status, slug);
  /* What the caller adds may be comments, which the page shows. */
  if (!e && c->more)
    e = c->more(s, row.id, c->context);
  if (!e && c->more)
    e = comment_invalidate(s, row.id);
  /* Set even after an error; publish_report passes it on only after success. */
  c->id = row.id;
  return e;
}

/* The version that is replaced is read before anything is written. */
static enum err publish_save_txn(struct db *s, void *context) {
  struct save *c = context;
  struct revision_kept before;
  enum err e = revision_keep_begin(c->site, c->input->id, &before);
  if (!e)
    e = publish_save_article(s, c);
  if (!e)
    e = revision_keep_end(c->site, &before, c->input->command);
  revision_keep_free(&before);
  return e;
}

/* An error without a sentence of its own gets that of its code. */
static enum err publish_report(enum err e, const struct save *c, int64_t *id) {
  if (e && !c->problem->message[0])
    snprintf(c->problem->message, sizeof c->problem->message, "%s", err_text(e));
  if (!e)
    *id = c->id;
  return e;
}

enum err publish_save(struct site *site, struct arena *a,
    const struct article_input *in, publish_more *more, void *context, int64_t *id,
    struct parse_problem *problem) {
  struct save c = {site, a, in, more, context, 0, problem};
  *problem = (struct parse_problem){0};
  return publish_report(article_write(site, publish_save_txn, &c), &c, id);
}

/* For callers that are inside a transaction already, such as an import. */
enum err publish_save_within(struct site *site, struct arena *a,
    const struct article_input *in, publish_more *more, void *context, int64_t *id,
    struct parse_problem *problem) {
  struct save c = {site, a, in, more, context, 0, problem};
  *problem = (struct parse_problem){0};
  return publish_report(publish_save_txn(site->db, &c), &c, id);
}
