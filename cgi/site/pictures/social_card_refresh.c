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

/* BATCH articles are one transaction. MEMORY is for one article with its body. A
 * program that fails for MOST_FAILURES cards in a row would fail for the others. While
 * PROGRAMS draw, this process stores what they have drawn before; more would wait for
 * it. */
enum {
  BATCH = 32,
  PROGRAMS = 2,
  MOST_FAILURES = 3,
  MEMORY = 64 << 20,
  LIST_MEMORY = 64 << 20,
  MOST_LOGO = 4 << 20,
  MEDIA_FOLDER = 02775,
  FILE_NAME = SOCIAL_CARD_HASH + sizeof "." SOCIAL_CARD_ENDING
};

/* What is to be written about an article. */
struct social_card_write {
  struct social_card_due due;
  bool is_public;              /* or will be */
  bool changes;                /* or else only the note is removed */
  bool late;                   /* it has changed meanwhile: nothing is written */
  bool dropped;                /* its card was not drawn after all */
  char hash[SOCIAL_CARD_HASH]; /* "": it has no card any more */
  char before[SOCIAL_CARD_HASH];
  char fault[SOCIAL_CARD_FAULT];
};

/* A process, and the card that it draws. */
struct social_card_slot {
  struct social_card_program program;
  struct arena *arena;             /* has `title` and `before` */
  struct social_card_write *write; /* in the batch; NULL: it draws nothing */
  const char *title;
  struct social_card before;
};

struct social_card_run {
  struct site *site;
  int folder; /* of the files; -1 until it is needed */
  struct social_card_slot slots[PROGRAMS];
  size_t next;  /* the slot that has waited longest */
  int failures; /* of programs, in a row */
  struct buf logo, order, png;
  social_card_report *report;
  void *context;
  struct social_card_total total;
  struct social_card_write batch[BATCH];
  size_t count;
};

/* ---- Files ---- */

/* Everything is done relative to the open folder, because somebody may have replaced a
 * part of its path by a link. */
static enum err social_card_refresh_open(struct social_card_run *r) {
  struct stat like;
  if (r->folder >= 0)
    return OK;
  int site = open(r->site->dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  int media = site >= 0 && fstat(site, &like) == 0
                  ? folder_open_at(site, "media", &like, MEDIA_FOLDER)
                  : -1;
  if (media >= 0) {
    r->folder = folder_open_at(media, PICTURE_FOLDER, &like, MEDIA_FOLDER);
    close(media);
  }
  if (site >= 0)
    close(site);
  return r->folder >= 0 ? OK : ERR_IO;
}

/* The temporary name of a file; the name itself begins one byte later. */
static void social_card_refresh_name(const char *hash, char out[FILE_NAME]) {
  snprintf(out, FILE_NAME, ".%s" SOCIAL_CARD_ENDING, hash);
}

/* A server that loses power may leave an empty file. */
static bool social_card_refresh_exists(struct social_card_run *r, const char *hash) {
  char name[FILE_NAME];
  struct stat st;
  social_card_refresh_name(hash, name);
  return social_card_refresh_open(r) == OK &&
         fstatat(r->folder, name + 1, &st, AT_SYMLINK_NOFOLLOW) == 0 &&
         S_ISREG(st.st_mode) && st.st_size > 0;
}

static void social_card_refresh_unlink(struct social_card_run *r, const char *hash) {
  char name[FILE_NAME];
  social_card_refresh_name(hash, name);
  if (*hash && social_card_refresh_open(r) == OK)
    unlinkat(r->folder, name + 1, 0);
}

/* Under a temporary name first, so that nobody ever gets half a card. */
static enum err social_card_refresh_store(struct social_card_run *r, const char *hash) {
  char name[FILE_NAME];
  struct stat like;
  enum err e = social_card_refresh_open(r);
  if (e)
    return e;
  social_card_refresh_name(hash, name);
  int fd =
      stat(r->site->dir, &like) == 0 ? tempfile_open_at(r->folder, name, true) : -1;
  if (fd < 0)
    return ERR_IO;
  bool good = file_write(fd, r->png.data, r->png.len) &&
              file_give(fd, &like, 0644) == OK && fsync(fd) == 0 &&
              renameat(r->folder, name, r->folder, name + 1) == 0;
  if (!good)
    unlinkat(r->folder, name, 0);
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
    for (size_t i = 0; i < PROGRAMS; i++) {
      r->slots[i].program.logo = r->logo.data;
      r->slots[i].program.logo_size = r->logo.len;
    }
  }
}

/* ---- Writing ---- */

/* While a card was drawn, another command may have changed or withdrawn the article,
 * and may have done all that was due: then nothing is written, and a file that no row
 * names is removed. Such a command may in turn have removed a file that is the same as
 * ours. */
static enum err social_card_refresh_check(
    struct social_card_run *r, struct db *s, struct social_card_write *w) {
  bool current = false, used = false;
  enum err e = social_card_is_current(s, &w->due, w->before, w->is_public, &current);
  w->late =
      !current || (*w->hash && !*w->fault && !social_card_refresh_exists(r, w->hash));
  if (!e && w->late)
    e = social_card_has_hash(s, w->hash, &used);
  if (!e && w->late && !used)
    social_card_refresh_unlink(r, w->hash);
  return e;
}

static enum err social_card_refresh_write(struct db *s, void *context) {
  struct social_card_run *r = context;
  enum err e = OK;
  for (size_t i = 0; !e && i < r->count; i++) {
    struct social_card_write *w = &r->batch[i];
    const struct social_card card = {w->hash, w->fault};
    if (w->dropped)
      continue;
    e = social_card_refresh_check(r, s, w);
    if (e || w->late)
      continue;
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

/* Takes the card that was ordered, if one was. After too many failures it stays as it
 * is. */
static enum err social_card_refresh_take(
    struct social_card_run *r, struct social_card_slot *slot) {
  struct social_card_write *w = slot->write;
  const char *before = slot->before.hash;
  if (!w)
    return OK;
  slot->write = NULL;
  if (r->failures >= MOST_FAILURES) {
    w->dropped = true;
    return OK;
  }
  enum err e = social_card_program_take(&slot->program, &r->png, w->fault);
  if (e)
    return e;
  r->failures = slot->program.failed ? r->failures + 1 : 0;
  r->total.cards++;
  if (r->png.len)
    e = social_card_refresh_store(r, w->hash);
  if (e)
    return e;
  r->total.drawn += r->png.len > 0;
  if (*w->fault) {
    r->total.faults++;
    r->report(r->context, slot->title, w->fault);
  }
  /* One that fails again changes nothing. */
  w->changes = !before || strcmp(before, w->hash) != 0 ||
               strcmp(slot->before.fault, w->fault) != 0;
  return OK;
}

static enum err social_card_refresh_flush(struct social_card_run *r) {
  enum err e = OK;
  for (size_t i = 0; !e && i < PROGRAMS; i++)
    e = social_card_refresh_take(r, &r->slots[(r->next + i) % PROGRAMS]);
  if (!e && r->count)
    e = txn_write(r->site->db, social_card_refresh_write, r);
  for (size_t i = 0; !e && i < r->count; i++) {
    const struct social_card_write *w = &r->batch[i];
    if (!w->late && !w->dropped && strcmp(w->before, w->hash) != 0)
      social_card_refresh_unlink(r, w->before);
  }
  r->count = 0;
  return e;
}

/* ---- One article ---- */

/* One that was deleted has an ID of 0. */
static bool social_card_refresh_is_public(const struct article *article) {
  return article->id &&
         (article->status == ARTICLE_PUBLISH || article->status == ARTICLE_FUTURE);
}

/* True in *out if the article should have a card. */
static enum err social_card_refresh_wants(struct social_card_run *r, struct arena *a,
    const struct article *article, bool *out) {
  struct article_body body;
  const char *picture = NULL;
  *out = r->site->settings.cards && social_card_refresh_is_public(article) &&
         *article->title;
  if (!*out)
    return OK;
  enum err e = article_body_read(r->site->db, a, article->id, &body);
  if (!e)
    e = first_picture_find(r->site, a, body.html, "/", &picture);
  *out = !picture;
  return e;
}

/* Orders the card of the article, unless it is what there is already. */
static enum err social_card_refresh_order(struct social_card_run *r,
    struct social_card_slot *slot, const struct article *article,
    struct social_card_write *w) {
  const struct social_card *before = &slot->before;
  enum err e = social_card_order(
      r->site, article, r->logo.data, r->logo.len, &r->order, w->hash);
  if (e)
    return e;
  if (before->hash && strcmp(before->hash, w->hash) == 0 && !*before->fault &&
      social_card_refresh_exists(r, w->hash)) {
    r->total.cards++;
    return OK;
  }
  slot->title = article->title;
  slot->write = w;
  r->next = (r->next + 1) % PROGRAMS;
  return social_card_program_order(&slot->program, &r->order);
}

/* What is to be done about an article, in the next place of the batch. */
static enum err social_card_refresh_begin_one(struct social_card_run *r,
    struct social_card_slot *slot, const struct social_card_due *due) {
  struct social_card_write *w = &r->batch[r->count];
  struct article article = {0};
  bool wanted = false;
  *w = (struct social_card_write){.due = *due};
  arena_reset(slot->arena);
  enum err e = article_by_id(r->site->db, slot->arena, due->article, &article);
  if (e == ERR_NOT_FOUND)
    e = OK;
  if (!e)
    e = social_card_find(r->site->db, slot->arena, due->article, &slot->before);
  if (!e)
    e = social_card_refresh_wants(r, slot->arena, &article, &wanted);
  if (e)
    return e;
  w->is_public = social_card_refresh_is_public(&article);
  if (slot->before.hash)
    snprintf(w->before, sizeof w->before, "%s", slot->before.hash);
  if (wanted)
    e = social_card_refresh_order(r, slot, &article, w);
  else
    w->changes = slot->before.hash != NULL;
  r->total.removed += w->changes;
  if (!e && (slot->write || w->changes || due->change))
    r->count++;
  return e;
}

/* Waits for the card that was ordered before the last one. If its program fails once
 * too often, *done is false: the article is left. */
static enum err social_card_refresh_one(
    struct social_card_run *r, const struct social_card_due *due, bool *done) {
  struct social_card_slot *slot = &r->slots[r->next];
  enum err e = social_card_refresh_take(r, slot);
  *done = !e && r->failures < MOST_FAILURES;
  if (!*done)
    return e;
  e = social_card_refresh_begin_one(r, slot, due);
  return e || r->count < BATCH ? e : social_card_refresh_flush(r);
}

/* ---- Many ---- */

/* *found is false if there is nothing to draw with. */
static enum err social_card_refresh_begin(
    struct social_card_run *r, char program[PATH_MAX], bool *found) {
  for (size_t i = 0; i < PROGRAMS; i++) {
    r->slots[i].arena = arena_new(MEMORY);
    if (!r->slots[i].arena)
      return ERR_NOMEM;
    r->slots[i].program.path = program;
  }
  *found = picture_program_find(program);
  if (*found)
    social_card_refresh_read_logo(r);
  return OK;
}

static enum err social_card_refresh_end(
    struct social_card_run *r, enum err e, struct social_card_total *out) {
  enum err last = social_card_refresh_flush(r);
  r->total.ended = r->failures >= MOST_FAILURES;
  for (size_t i = 0; i < PROGRAMS; i++) {
    social_card_program_stop(&r->slots[i].program);
    arena_free(r->slots[i].arena);
  }
  if (r->folder >= 0)
    close(r->folder);
  buf_free(&r->logo);
  buf_free(&r->order);
  buf_free(&r->png);
  if (!e)
    e = last;
  if (!e)
    *out = r->total;
  return e;
}

enum err social_card_refresh_due(struct site *site, int64_t most,
    social_card_report *report, void *context, struct social_card_total *out) {
  char program[PATH_MAX];
  struct social_card_run r = {
      .site = site, .folder = -1, .report = report, .context = context};
  struct social_card_due *list = NULL;
  size_t count = 0, at = 0;
  struct arena *a = arena_new(LIST_MEMORY);
  bool done = false;
  enum err e = a ? social_card_refresh_begin(&r, program, &done) : ERR_NOMEM;
  if (!e && done)
    e = social_card_due_list(site->db, a, most, &list, &count);
  while (!e && done && at < count)
    if ((e = social_card_refresh_one(&r, &list[at], &done)) == OK)
      at += done;
  if (!e)
    e = social_card_refresh_flush(&r);
  bool partly = r.failures >= MOST_FAILURES || (int64_t)count == most;
  if (!e && partly)
    e = social_card_due_count(site->db, &r.total.left);
  arena_free(a);
  return social_card_refresh_end(&r, e, out);
}

enum err social_card_refresh_all(struct site *site, social_card_report *report,
    void *context, struct social_card_total *out) {
  char program[PATH_MAX];
  struct social_card_run r = {
      .site = site, .folder = -1, .report = report, .context = context};
  struct social_card_due due = {0, 0};
  bool found = false, done = true;
  enum err e = social_card_refresh_begin(&r, program, &found);
  while (!e && found && done) {
    e = social_card_due_next(site->db, due.article, &found, &due);
    if (!e && found)
      e = social_card_refresh_one(&r, &due, &done);
  }
  return social_card_refresh_end(&r, e, out);
}
