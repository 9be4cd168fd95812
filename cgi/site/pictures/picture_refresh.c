/* Copies are named after a hash of the picture's bytes and of how they are made. So a
 * page that was rendered before a picture changed goes on showing copies that exist,
 * and browsers may cache them forever. Copies that no row names any more are removed
 * later, by picture_refresh_all(). */
#include "site/pictures/picture_refresh.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <fts.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/crypt.h"
#include "base/exif_location.h"
#include "db/model/picture.h"
#include "db/model/social_card.h"
#include "db/txn.h"
#include "site/core/picture_file.h"
#include "site/pictures/picture_program.h"

/* Raise it when the program makes copies in another way: then all are made again. */
#define PICTURE_RECIPE "1"

enum {
  HASH_BYTES = 10, /* of a hash in names: enough that no two pictures have the same */
  HASH_TEXT = 2 * HASH_BYTES + 1,
  MEDIA_FOLDER = 02775,
  MEMORY = 1 << 20, /* for one picture */
  /* Copies younger than this may belong to a picture whose row is about to be written
   * by another command. */
  YOUNG_SECONDS = 3600
};

/* ---- One picture ---- */

struct picture_write {
  const struct picture_refresh *refresh;
  struct picture row;
  bool drops;
  bool known; /* the row exists: any page may show its copies */
};

static enum err picture_refresh_write(struct db *s, void *context) {
  const struct picture_write *w = context;
  enum err e = w->drops ? picture_drop(s, w->row.name) : picture_put(s, &w->row);
  bool evicts = w->refresh->evicts || w->known || w->drops;
  return e || !evicts ? e : txn_invalidate(s, DEP_SITE, 0);
}

static enum err picture_refresh_drop(
    const struct picture_refresh *r, const char *name) {
  struct picture_write w = {.refresh = r, .row = {.name = name}, .drops = true};
  return txn_write(r->site->db, picture_refresh_write, &w);
}

static char *picture_refresh_recipe(const struct site *site, struct arena *a) {
  return arena_join(a, PICTURE_RECIPE, " ", site->settings.picture_formats, NULL);
}

/* Hashes the open file and the recipe. */
static enum err picture_refresh_hash(
    int fd, const struct stat *st, const char *recipe, char out[HASH_TEXT]) {
  uint8_t both[2 * CRYPT_HASH] = {0}, hash[CRYPT_HASH];
  size_t n = (size_t)st->st_size;
  if (n) {
    void *data = mmap(NULL, n, PROT_READ, MAP_PRIVATE, fd, 0);
    if (data == MAP_FAILED)
      return ERR_IO;
    crypt_hash(data, n, both);
    munmap(data, n);
  }
  crypt_hash(recipe, strlen(recipe), both + CRYPT_HASH);
  crypt_hash(both, sizeof both, hash);
  crypt_hex(hash, HASH_BYTES, out);
  return OK;
}

struct picture_check {
  const char *folder, *hash;
};

static enum err picture_refresh_check_copy(
    void *context, const char *format, bool is_own, int64_t width) {
  const struct picture_check *c = context;
  char path[PATH_MAX];
  (void)is_own;
  return snprintf(path, sizeof path, "%s/%s-%lld.%s", c->folder, c->hash,
             (long long)width, format) < (int)sizeof path &&
                 access(path, R_OK) == 0
             ? OK
             : ERR_NOT_FOUND;
}

static bool picture_refresh_has_copies(const char *folder, const struct picture *p) {
  struct picture_check c = {folder, p->hash};
  return picture_file_each_copy(p->copies, picture_refresh_check_copy, &c) == OK;
}

/* A file with a second name may be the author's own, which must stay as it is. */
static void picture_refresh_erase_location(
    int fd, const struct stat *st, const char *name, struct picture_outcome *out) {
  size_t erased = 0;
  if (st->st_nlink == 1 && exif_location_is_possible(name) &&
      exif_location_erase_file(fd, &erased) == OK)
    out->has_location = erased > 0;
}

/* The program creates the folder. Like the others, it gets the group of the site, and
 * its owner when run by root, so that other authors can write there. Only the user who
 * has created it may change that; for any other one it is done already. */
static void picture_refresh_give_folder(const struct site *site, const char *folder) {
  struct stat like, st;
  /* By its descriptor: a folder that is replaced by a link meanwhile must not lead
   * elsewhere. */
  int fd = open(folder, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  if (fd < 0)
    return;
  if (stat(site->dir, &like) == 0 && fstat(fd, &st) == 0) {
    if (st.st_gid != like.st_gid || (!geteuid() && st.st_uid != like.st_uid))
      (void)!fchown(fd, geteuid() ? (uid_t)-1 : like.st_uid, like.st_gid);
    if ((st.st_mode & 07777) != MEDIA_FOLDER)
      (void)!fchmod(fd, MEDIA_FOLDER);
  }
  close(fd);
}

static enum err picture_refresh_make(const struct picture_refresh *r, struct arena *a,
    const char *folder, int fd, struct picture *p) {
  char program[PATH_MAX], hash[HASH_TEXT];
  struct picture_found found;
  struct stat st;
  if (!picture_program_find(program))
    return ERR_NOT_FOUND;
  if (fstat(fd, &st) != 0)
    return ERR_IO;
  enum err e = picture_refresh_hash(fd, &st, p->recipe, hash);
  const struct picture_order order = {
      program, fd, folder, hash, r->site->settings.picture_formats};
  if (!e)
    e = picture_program_run(&order, &found);
  if (e)
    return e;
  if (*found.copies)
    picture_refresh_give_folder(r->site, folder);
  p->width = found.width;
  p->height = found.height;
  p->hash = arena_strdup(a, hash);
  p->copies = arena_strdup(a, found.copies);
  p->fault = arena_strdup(a, found.fault);
  return p->hash && p->copies && p->fault ? OK : ERR_NOMEM;
}

/* The file is open, and its row, if it has one, is not up to date. */
static enum err picture_refresh_open(const struct picture_refresh *r, struct arena *a,
    const char *folder, int fd, struct picture *p, const struct picture *before,
    struct picture_outcome *out) {
  struct picture_write w = {.refresh = r, .known = before != NULL};
  enum err e = picture_refresh_make(r, a, folder, fd, p);
  if (e)
    /* Without the program, pictures are shown as they are. */
    return e == ERR_NOT_FOUND ? OK : e;
  /* One that failed before has failed again: no page changes. */
  if (before && *p->fault && strcmp(before->fault, p->fault) == 0 &&
      strcmp(before->hash, p->hash) == 0)
    return OK;
  w.row = *p;
  e = txn_write(r->site->db, picture_refresh_write, &w);
  out->changed = !e;
  return e;
}

/* The program that decodes the picture must not be able to write to it. Returns the
 * descriptor to go on with. */
static int picture_refresh_only_read(int fd) {
  char self[40];
  snprintf(self, sizeof self, "/proc/self/fd/%d", fd);
  int again = open(self, O_RDONLY | O_CLOEXEC);
  if (again < 0)
    return fd;
  close(fd);
  return again;
}

static enum err picture_refresh_file(const struct picture_refresh *r, struct arena *a,
    const char *path, const char *folder, struct picture *p, bool known,
    struct picture_outcome *out) {
  struct stat st;
  int fd = open(path, O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
  /* That of another user can be read, at least. */
  if (fd < 0)
    fd = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
  if (fd < 0 || fstat(fd, &st) != 0 || !S_ISREG(st.st_mode)) {
    if (fd >= 0)
      close(fd);
    return known ? picture_refresh_drop(r, p->name) : OK;
  }
  const struct picture before = *p;
  char *recipe = picture_refresh_recipe(r->site, a);
  bool same =
      recipe && known && p->size == st.st_size &&
      p->changed == picture_file_time(&st) && strcmp(p->recipe, recipe) == 0 &&
      (!r->checks_copies || (!*p->fault && picture_refresh_has_copies(folder, p)));
  enum err e = recipe ? OK : ERR_NOMEM;
  if (!e && !same) {
    picture_refresh_erase_location(fd, &st, p->name, out);
    fd = picture_refresh_only_read(fd);
    p->size = st.st_size;
    p->changed = picture_file_time(&st);
    p->recipe = recipe;
    e = picture_refresh_open(r, a, folder, fd, p, known ? &before : NULL, out);
  }
  close(fd);
  if (!e && p->fault && *p->fault)
    out->fault = p->fault;
  return e;
}

enum err picture_refresh_one(const struct picture_refresh *r, struct arena *a,
    const char *name, struct picture_outcome *out) {
  struct picture p = {0};
  struct picture_outcome outcome = {0};
  if (!picture_file_is_one(name)) {
    *out = outcome;
    return OK;
  }
  char *path = arena_printf(a, "%s/media/%s", r->site->dir, name);
  char *folder = arena_printf(a, "%s/media/" PICTURE_FOLDER, r->site->dir);
  enum err e = path && folder ? picture_find(r->site->db, a, name, &p) : ERR_NOMEM;
  bool known = !e;
  if (e == ERR_NOT_FOUND)
    e = OK;
  p.name = name;
  if (!e)
    e = picture_refresh_file(r, a, path, folder, &p, known, &outcome);
  if (!e)
    *out = outcome;
  return e;
}

/* ---- All pictures ---- */

struct picture_walk {
  struct picture_refresh *refresh;
  struct arena *arena;
  picture_refresh_report *report;
  void *context;
  struct picture_refresh_total *total;
};

static enum err picture_refresh_visit(struct picture_walk *w, const char *name) {
  struct picture_outcome outcome;
  if (!picture_file_is_one(name))
    return OK;
  enum err e = picture_refresh_one(w->refresh, w->arena, name, &outcome);
  if (!e) {
    w->total->pictures++;
    w->total->changed += outcome.changed;
    w->total->faults += outcome.fault != NULL;
    w->total->located += outcome.has_location;
    w->report(w->context, name, &outcome);
  }
  arena_reset(w->arena);
  return e;
}

static enum err picture_refresh_walk(struct picture_walk *w) {
  char root[PATH_MAX];
  char *paths[] = {root, NULL};
  FTSENT *f;
  enum err e = OK;
  size_t n = (size_t)snprintf(root, sizeof root, "%s/media", w->refresh->site->dir) + 1;
  FTS *walk = fts_open(paths, FTS_PHYSICAL | FTS_NOCHDIR, NULL);
  if (!walk)
    return errno == ENOENT ? OK : ERR_IO;
  while (!e && (f = fts_read(walk)) != NULL) {
    /* Web servers do not serve hidden files. */
    if (f->fts_level > 0 &&
        (f->fts_name[0] == '.' || strcmp(f->fts_path + n, PICTURE_FOLDER) == 0))
      fts_set(walk, f, FTS_SKIP);
    else if (f->fts_info == FTS_F)
      e = picture_refresh_visit(w, f->fts_path + n);
  }
  fts_close(walk);
  return e;
}

/* Rows of files that are gone. */
static enum err picture_refresh_prune_rows(struct picture_walk *w) {
  struct db *s = w->refresh->site->db;
  char name[PATH_MAX] = "", path[PATH_MAX];
  bool found = true;
  enum err e = OK;
  while (!e && found) {
    struct picture p;
    arena_reset(w->arena);
    e = picture_next(s, w->arena, name, &found, &p);
    if (e || !found)
      break;
    if (snprintf(name, sizeof name, "%s", p.name) >= (int)sizeof name)
      break;
    if (snprintf(path, sizeof path, "%s/media/%s", w->refresh->site->dir, name) >=
            (int)sizeof path ||
        access(path, F_OK) == 0 || errno != ENOENT)
      continue;
    e = picture_refresh_drop(w->refresh, name);
    w->total->removed += !e;
  }
  return e;
}

/* Copies whose hash no row has, and what an interrupted run has left. */
static enum err picture_refresh_sweep_file(
    struct picture_walk *w, int folder, const char *file, int64_t now) {
  char hash[HASH_TEXT];
  struct stat st;
  bool used = false;
  const char *name = file + (file[0] == '.');
  snprintf(hash, sizeof hash, "%s", name);
  enum err e = OK;
  if (fstatat(folder, file, &st, AT_SYMLINK_NOFOLLOW) != 0 || !S_ISREG(st.st_mode))
    return OK;
  /* A hidden file is one that was being written. */
  bool named =
      name == file && strlen(hash) == HASH_TEXT - 1 && name[HASH_TEXT - 1] == '-';
  if (named)
    e = picture_has_hash(w->refresh->site->db, hash, &used);
  if (!e && named && !used)
    e = social_card_has_hash(w->refresh->site->db, hash, &used);
  if (!e && !used && st.st_mtim.tv_sec < now - YOUNG_SECONDS)
    unlinkat(folder, file, 0);
  return e;
}

/* Relative to the open folder: a path could lead elsewhere if somebody replaced the
 * folder by a link. */
static enum err picture_refresh_sweep(struct picture_walk *w) {
  char root[PATH_MAX];
  enum err e = OK;
  snprintf(root, sizeof root, "%s/media/" PICTURE_FOLDER, w->refresh->site->dir);
  int fd = open(root, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  DIR *folder = fd < 0 ? NULL : fdopendir(fd);
  if (!folder) {
    if (fd >= 0)
      close(fd);
    return OK;
  }
  int64_t now = (int64_t)time(NULL);
  for (struct dirent *f; !e && (f = readdir(folder)) != NULL;)
    e = picture_refresh_sweep_file(w, fd, f->d_name, now);
  closedir(folder);
  return e;
}

enum err picture_refresh_all(struct picture_refresh *r, picture_refresh_report *report,
    void *context, struct picture_refresh_total *out) {
  struct picture_refresh_total total = {0};
  struct picture_walk w = {r, arena_new(MEMORY), report, context, &total};
  enum err e = w.arena ? picture_refresh_walk(&w) : ERR_NOMEM;
  if (!e)
    e = picture_refresh_prune_rows(&w);
  if (!e)
    e = picture_refresh_sweep(&w);
  arena_free(w.arena);
  if (!e)
    *out = total;
  return e;
}
