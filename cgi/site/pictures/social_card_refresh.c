/* A card is a file whose name is a hash of what it shows, so that it never changes. The
 * file comes first, then the row that makes pages name it; the file of a card that is
 * replaced is removed after that. Cached pages that still name it are evicted in the
 * same transaction.
 *
 * Drafts have no cards. A scheduled article has one, because the scheduler, which
 * publishes it, draws none. */
#include "site/pictures/social_card_refresh.h"

#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/folder.h"
#include "base/tempfile.h"
#include "db/model/article.h"
#include "db/model/social_card.h"
#include "db/txn.h"
#include "site/core/first_picture.h"
#include "site/core/picture_file.h"
#include "site/core/social_card_file.h"
#include "site/pictures/picture_program.h"
#include "site/pictures/social_card_order.h"
#include "site/pictures/social_card_program.h"

/* BATCH articles are one transaction. MEMORY is for one article with its body. */
enum {
  BATCH = 32,
  MEMORY = 64 << 20,
  LIST_MEMORY = 64 << 20,
  MOST_LOGO = 4 << 20,
  MEDIA_FOLDER = 02775
};

/* What is to be written about an article. */
struct social_card_write {
  struct social_card_due due;
  bool changes;                /* or else only the note is removed */
  char hash[SOCIAL_CARD_HASH]; /* "": it has no card any more */
  char before[SOCIAL_CARD_HASH];
  char fault[SOCIAL_CARD_FAULT];
};

struct social_card_run {
  struct site *site;
  struct arena *arena;
  struct social_card_program program;
  struct buf logo, order, png;
  social_card_report *report;
  void *context;
  struct social_card_total total;
  struct social_card_write batch[BATCH];
  size_t count;
};

/* ---- Files ---- */

static bool social_card_refresh_path(
    const struct social_card_run *r, const char *hash, char out[PATH_MAX]) {
  const char *file = social_card_file(r->arena, hash);
  return file && snprintf(out, PATH_MAX, "%s%s", r->site->dir, file) < PATH_MAX;
}

static bool social_card_refresh_exists(
    const struct social_card_run *r, const char *hash) {
  char path[PATH_MAX];
  return social_card_refresh_path(r, hash, path) && access(path, F_OK) == 0;
}

static void social_card_refresh_unlink(
    const struct social_card_run *r, const char *hash) {
  char path[PATH_MAX];
  if (*hash && social_card_refresh_path(r, hash, path))
    unlink(path);
}

/* Under a temporary name first, so that nobody ever gets half a card. */
static enum err social_card_refresh_store(struct social_card_run *r, const char *hash) {
  char path[PATH_MAX], *temporary;
  struct stat like;
  if (!social_card_refresh_path(r, hash, path))
    return ERR_IO;
  const char *name = strrchr(path, '/') + 1;
  temporary = arena_printf(r->arena, "%.*s.%s", (int)(name - path), path, name);
  if (!temporary)
    return ERR_NOMEM;
  if (stat(r->site->dir, &like) != 0 ||
      !folder_make_above(path, strlen(r->site->dir) + 1, &like, MEDIA_FOLDER))
    return ERR_IO;
  int fd = tempfile_open(temporary, true);
  if (fd < 0)
    return ERR_IO;
  bool good = file_write(fd, r->png.data, r->png.len) &&
              file_give(fd, &like, 0644) == OK && rename(temporary, path) == 0;
  if (!good)
    unlink(temporary);
  return close(fd) == 0 && good ? OK : ERR_IO;
}

/* A drawing is not decoded (docs/pictures.md), so only other pictures are logos of
 * cards. A logo that is missing, too large or a link is left out. */
static void social_card_refresh_read_logo(struct social_card_run *r) {
  char path[PATH_MAX], why[FILE_WHY];
  const char *logo = r->site->settings.theme.logo;
  if (*logo && !file_name_ends_with(logo, ".svg") &&
      snprintf(path, sizeof path, "%s%s", r->site->dir, logo) < (int)sizeof path &&
      file_read(path, FILE_NO_FOLLOW, MOST_LOGO, &r->logo, why) == OK && r->logo.len) {
    r->program.logo = r->logo.data;
    r->program.logo_size = r->logo.len;
  }
}

/* ---- Writing ---- */

static enum err social_card_refresh_write(struct db *s, void *context) {
  const struct social_card_run *r = context;
  enum err e = OK;
  for (size_t i = 0; !e && i < r->count; i++) {
    const struct social_card_write *w = &r->batch[i];
    const struct social_card card = {w->hash, w->fault};
    if (w->changes)
      e = *w->hash ? social_card_put(s, w->due.article, &card)
                   : social_card_drop(s, w->due.article);
    /* Only the page of the article names its card. */
    if (!e && w->changes)
      e = txn_invalidate(s, DEP_NEIGHBOURS, w->due.article);
    if (!e && w->due.change)
      e = social_card_due_done(s, &w->due);
  }
  return e;
}

static enum err social_card_refresh_flush(struct social_card_run *r) {
  enum err e = r->count ? txn_write(r->site->db, social_card_refresh_write, r) : OK;
  for (size_t i = 0; !e && i < r->count; i++)
    if (strcmp(r->batch[i].before, r->batch[i].hash) != 0)
      social_card_refresh_unlink(r, r->batch[i].before);
  r->count = 0;
  return e;
}

/* ---- One article ---- */

/* True in *out if the article should have a card. One that was deleted has an ID of 0.
 */
static enum err social_card_refresh_wants(
    struct social_card_run *r, const struct article *article, bool *out) {
  struct article_body body;
  const char *picture = NULL;
  *out = r->site->settings.cards && article->id && *article->title &&
         (article->status == ARTICLE_PUBLISH || article->status == ARTICLE_FUTURE);
  if (!*out)
    return OK;
  enum err e = article_body_read(r->site->db, r->arena, article->id, &body);
  if (!e)
    e = first_picture_find(r->site, r->arena, body.html, "/", &picture);
  *out = !picture;
  return e;
}

/* Draws what `order` says, unless that is what there is already. */
static enum err social_card_refresh_draw(struct social_card_run *r, const char *title,
    const struct social_card *before, struct social_card_write *w) {
  bool same = before->hash && strcmp(before->hash, w->hash) == 0;
  r->total.cards++;
  if (same && !*before->fault && social_card_refresh_exists(r, w->hash))
    return OK;
  enum err e = social_card_program_draw(&r->program, &r->order, &r->png, w->fault);
  if (!e && r->png.len)
    e = social_card_refresh_store(r, w->hash);
  if (e)
    return e;
  r->total.drawn += r->png.len > 0;
  if (*w->fault) {
    r->total.faults++;
    r->report(r->context, title, w->fault);
  }
  /* One that fails again changes nothing. */
  w->changes = !same || strcmp(before->fault, w->fault) != 0;
  return OK;
}

static enum err social_card_refresh_one(
    struct social_card_run *r, const struct social_card_due *due) {
  struct social_card_write *w = &r->batch[r->count];
  struct article article = {0};
  struct social_card before;
  bool wanted = false;
  *w = (struct social_card_write){.due = *due};
  arena_reset(r->arena);
  enum err e = article_by_id(r->site->db, r->arena, due->article, &article);
  if (e == ERR_NOT_FOUND)
    e = OK;
  if (!e)
    e = social_card_find(r->site->db, r->arena, due->article, &before);
  if (!e)
    e = social_card_refresh_wants(r, &article, &wanted);
  if (e)
    return e;
  if (before.hash)
    snprintf(w->before, sizeof w->before, "%s", before.hash);
  if (wanted) {
    e = social_card_order(
        r->site, &article, r->logo.data, r->logo.len, &r->order, w->hash);
    if (!e)
      e = social_card_refresh_draw(r, article.title, &before, w);
  } else {
    w->changes = before.hash != NULL;
    r->total.removed += w->changes;
  }
  if (!e && (w->changes || due->change))
    r->count++;
  return e || r->count < BATCH ? e : social_card_refresh_flush(r);
}

/* ---- Many ---- */

/* False if there is nothing to draw with. */
static bool social_card_refresh_begin(
    struct social_card_run *r, char program[PATH_MAX]) {
  if (!picture_program_find(program))
    return false;
  r->program.path = program;
  social_card_refresh_read_logo(r);
  return true;
}

static enum err social_card_refresh_end(
    struct social_card_run *r, enum err e, struct social_card_total *out) {
  enum err last = r->count ? social_card_refresh_flush(r) : OK;
  social_card_program_stop(&r->program);
  buf_free(&r->logo);
  buf_free(&r->order);
  buf_free(&r->png);
  arena_free(r->arena);
  if (!e)
    e = last;
  if (!e)
    *out = r->total;
  return e;
}

enum err social_card_refresh_due(struct site *site, int64_t most,
    social_card_report *report, void *context, struct social_card_total *out) {
  char program[PATH_MAX];
  struct social_card_run r = {.site = site, .report = report, .context = context};
  struct social_card_due *list = NULL;
  size_t count = 0;
  struct arena *a = arena_new(LIST_MEMORY);
  r.arena = arena_new(MEMORY);
  enum err e = a && r.arena ? OK : ERR_NOMEM;
  if (!e && social_card_refresh_begin(&r, program))
    e = social_card_due_list(site->db, a, most, &list, &count);
  for (size_t i = 0; !e && i < count; i++)
    e = social_card_refresh_one(&r, &list[i]);
  if (!e && (int64_t)count == most)
    e = social_card_refresh_flush(&r);
  if (!e && (int64_t)count == most)
    e = social_card_due_count(site->db, &r.total.left);
  arena_free(a);
  return social_card_refresh_end(&r, e, out);
}

enum err social_card_refresh_all(struct site *site, social_card_report *report,
    void *context, struct social_card_total *out) {
  char program[PATH_MAX];
  struct social_card_run r = {
      .site = site, .arena = arena_new(MEMORY), .report = report, .context = context};
  struct social_card_due due = {0, 0};
  enum err e = r.arena ? OK : ERR_NOMEM;
  bool found = !e && social_card_refresh_begin(&r, program);
  while (!e && found) {
    e = social_card_due_next(site->db, due.article, &found, &due);
    if (!e && found)
      e = social_card_refresh_one(&r, &due);
  }
  return social_card_refresh_end(&r, e, out);
}
