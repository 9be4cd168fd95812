#include "export/export_tree.h"

#include <errno.h>
#include <fcntl.h>
#include <fts.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/percent.h"
#include "db/model/path.h"
#include "db/model/redirect.h"
#include "export/export_article.h"
#include "export/export_comments.h"
#include "export/export_folder.h"
#include "export/export_live.h"
#include "site/core/picture_file.h"

/* For the path of one redirect. */
enum { EXPORT_LINE_MEMORY = 1 << 16 };

/* `dir` is the temporary folder of export_folder.c. The modes are subject to the
 * umask. */
struct tree {
  struct export *x;
  const char *dir;
  mode_t file_mode, folder_mode;
  char *why;
  size_t why_size;
};

static enum err export_tree_fail(struct tree *t, const char *path) {
  int error = errno;
  snprintf(t->why, t->why_size, "%s: %s", path, strerror(error));
  return err_of_errno(error);
}

/* Creates the folders above a path in the tree. */
static enum err export_tree_make_above(struct tree *t, char *path) {
  /* Each slash is a string end for the moment of one mkdir. `t->dir` itself exists. */
  for (char *s = path + strlen(t->dir) + 1; (s = strchr(s, '/')) != NULL; s++) {
    *s = '\0';
    if (mkdir(path, t->folder_mode) != 0 && errno != EEXIST)
      return export_tree_fail(t, path);
    *s = '/';
  }
  return OK;
}

static enum err export_tree_create(struct tree *t, char *path, int *fd) {
  enum err e = export_tree_make_above(t, path);
  /* O_NOFOLLOW: the folder may be in a directory that others can write to. */
  int flags = O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC;
  if (!e && (*fd = open(path, flags, t->file_mode)) < 0)
    e = export_tree_fail(t, path);
  return e;
}

static enum err export_tree_write_file(struct tree *t, char *path, const char *text) {
  int fd = -1;
  enum err e = export_tree_create(t, path, &fd);
  if (e)
    return e;
  if (!file_write(fd, text, strlen(text)))
    e = export_tree_fail(t, path);
  /* NFS and quotas report a full disk only when the file is closed. */
  if (close(fd) != 0 && !e)
    e = export_tree_fail(t, path);
  return e;
}

/* The path of an article's file, without the ending. */
static char *export_tree_place_of(
    struct tree *t, struct arena *a, const struct article *r) {
  const char *folder = r->type == ARTICLE_POST ? "posts" : "pages";
  /* A draft has no address yet. One with "/." would leave the folder or be hidden from
   * an import. */
  if (!r->permalink || strstr(r->permalink, "/."))
    return arena_printf(a, "%s/drafts/%lld-%s", t->dir, (long long)r->id, r->slug);
  return arena_printf(
      a, "%s/%s%.*s", t->dir, folder, (int)strlen(r->permalink) - 1, r->permalink);
}

static enum err export_tree_write_live(
    struct tree *t, struct arena *a, int64_t id, const char *place) {
  const char *text;
  enum err e = export_live_text(t->x, a, id, &text);
  if (e || !*text)
    return e;
  char *path = arena_printf(a, "%s.live.json", place);
  return path ? export_tree_write_file(t, path, text) : ERR_NOMEM;
}

static enum err export_tree_write_article(
    void *context, struct arena *a, const struct export_article *article) {
  struct tree *t = context;
  char *place = export_tree_place_of(t, a, &article->text.row);
  bool is_html = strcmp(article->text.format, "html") == 0;
  /* The ending tells an import the format. */
  char *path = place ? arena_printf(a, "%s.%s", place, is_html ? "html" : "md") : NULL;
  char *comments = place ? arena_printf(a, "%s.comments.json", place) : NULL;
  char *text = export_article_text(a, &article->text);
  if (!path || !comments || !text)
    return ERR_NOMEM;
  enum err e = export_tree_write_file(t, path, text);
  if (!e)
    e = export_tree_write_live(t, a, article->text.row.id, place);
  if (e || !article->comment_count)
    return e;
  char *list = export_comments_make(article);
  e = list ? export_tree_write_file(t, comments, list) : ERR_NOMEM;
  free(list);
  return e;
}

/* Copies with the modification time, which tells an import whether the file has
 * changed. */
static enum err export_tree_copy_file(struct tree *t, const char *from, char *to) {
  struct stat st;
  char fault[FILE_WHY];
  int in = -1, out = -1;
  enum err e = file_open(from, FILE_NO_FOLLOW, &in, &st, fault);
  /* Files may be deleted while the export runs, which reads media/ without a lock. */
  if (e == ERR_NOT_FOUND)
    return OK;
  if (e) {
    snprintf(t->why, t->why_size, "%s %s", from, fault);
    return e;
  }
  e = export_tree_create(t, to, &out);
  if (!e && !file_copy(in, out, &st))
    e = export_tree_fail(t, to);
  close(in);
  if (out >= 0 && close(out) != 0 && !e)
    e = export_tree_fail(t, to);
  t->x->total.files += !e;
  return e;
}

static enum err export_tree_copy_media(struct tree *t) {
  char from[PATH_MAX], to[PATH_MAX + 16];
  char *paths[] = {from, NULL};
  FTSENT *f;
  enum err e = OK;
  size_t root = strlen(t->x->site->dir);
  snprintf(from, sizeof from, "%s/media", t->x->site->dir);
  /* FTS_PHYSICAL does not follow symbolic links; FTS_NOCHDIR because the paths may be
   * relative. */
  FTS *walk = fts_open(paths, FTS_PHYSICAL | FTS_NOCHDIR, NULL);
  while (!e && walk && (f = fts_read(walk)) != NULL) {
    if (export_is_stopped(t->x))
      e = ERR_CLOSED;
    /* Hidden names are skipped by an import too, and smaller copies of pictures are
     * made again. */
    else if (f->fts_level > 0 &&
             (f->fts_name[0] == '.' ||
                 (f->fts_level == 1 && strcmp(f->fts_name, PICTURE_FOLDER) == 0)))
      fts_set(walk, f, FTS_SKIP);
    /* Regular files only: a link could lead out of media/. */
    else if (f->fts_info == FTS_F && snprintf(to, sizeof to, "%s%s", t->dir,
                                         f->fts_path + root) < (int)sizeof to)
      e = export_tree_copy_file(t, f->fts_path, to);
  }
  if (walk)
    fts_close(walk);
  return e;
}

/* An import ignores the file; it is there for setting up the site again. */
static enum err export_tree_copy_settings(struct tree *t) {
  char from[PATH_MAX + 16], to[PATH_MAX + 16];
  snprintf(from, sizeof from, "%s/site.ini", t->x->site->dir);
  snprintf(to, sizeof to, "%s/site.ini", t->dir);
  return export_tree_copy_file(t, from, to);
}

/* Describes the folder to anyone who finds it; the same for the same site. */
static enum err export_tree_write_mark(struct tree *t) {
  char path[PATH_MAX + 16];
  snprintf(path, sizeof path, "%s/" EXPORT_MARK, t->dir);
  return export_tree_write_file(
      t, path, "{\"format\": \"pamphlet-export\", \"version\": 1}\n");
}

/* Writes the lines under `name`, unless there are none: the usual site has neither
 * deleted articles nor redirects. */
static enum err export_tree_write_lines(
    struct tree *t, const char *name, const struct buf *lines) {
  char path[PATH_MAX + 64];
  if (!lines->len)
    return OK;
  snprintf(path, sizeof path, "%s/%s", t->dir, name);
  return export_tree_write_file(t, path, buf_text(lines));
}

static enum err export_tree_add_gone(void *context, const char *path) {
  struct buf *all = context;
  buf_printf(all, "%s\n", path);
  return buf_status(all);
}

/* Paths of deleted articles; articles that are only withdrawn have their own file. */
static enum err export_tree_write_gone(struct tree *t) {
  struct buf all = {0};
  enum err e = path_each_gone(t->x->site->db, export_tree_add_gone, &all);
  if (!e)
    e = export_tree_write_lines(t, EXPORT_GONE, &all);
  buf_free(&all);
  return e;
}

static enum err export_tree_add_redirect(
    void *context, const char *path, const char *target) {
  struct buf *all = context;
  struct arena *a = arena_new(EXPORT_LINE_MEMORY);
  /* A decoded path may contain a blank, which separates the two. */
  char *encoded = a ? percent_encode(a, path) : NULL;
  if (encoded)
    buf_printf(all, "%s %s\n", encoded, target);
  arena_free(a);
  return encoded ? buf_status(all) : ERR_NOMEM;
}

static enum err export_tree_write_redirects(struct tree *t) {
  struct buf all = {0};
  enum err e = redirect_each(t->x->site->db, export_tree_add_redirect, &all);
  if (!e)
    e = export_tree_write_lines(t, EXPORT_REDIRECTS, &all);
  buf_free(&all);
  return e;
}

static enum err export_tree_write_rows(struct tree *t) {
  enum err e = export_each(t->x, export_tree_write_article, t);
  if (!e)
    e = export_tree_write_gone(t);
  return e ? e : export_tree_write_redirects(t);
}

/* The database first, then media/: a file that is uploaded meanwhile does no harm, but
 * an article without its picture would. */
static enum err export_tree_write_all(struct tree *t) {
  enum err e = export_tree_write_mark(t);
  if (!e)
    e = db_read_begin(t->x->site->db);
  if (!e) {
    e = export_tree_write_rows(t);
    db_read_end(t->x->site->db);
  }
  if (!e)
    e = export_tree_copy_media(t);
  if (!e)
    e = export_tree_copy_settings(t);
  return e || !export_is_stopped(t->x) ? e : ERR_CLOSED;
}

/* Copying media/ into itself would never end. The temporary folder is examined, because
 * only that one exists in any case. */
static enum err export_tree_check_place(struct tree *t, const struct export_folder *f) {
  char *media = NULL, path[PATH_MAX];
  snprintf(path, sizeof path, "%s/media", t->x->site->dir);
  media = realpath(path, NULL);
  char *next = realpath(f->path, NULL);
  bool inside = media && next && file_is_below(next, media);
  free(media);
  free(next);
  if (!inside)
    return OK;
  snprintf(t->why, t->why_size, "%s is in the site's media: choose another folder",
      f->wanted);
  return ERR_INVALID;
}

enum err export_tree(struct export *x, const char *dir, char *why, size_t why_size) {
  struct export_folder f;
  why[0] = '\0';
  enum err e = export_folder_begin(&f, dir, x->replace, why, why_size);
  if (e)
    return e;
  struct tree t = {
      /* With the email addresses of readers in it, nobody else may read the folder. */
      x, f.path, x->personal ? 0600 : 0666, x->personal ? 0700 : 0777, why, why_size};
  e = export_tree_check_place(&t, &f);
  if (!e)
    e = export_tree_write_all(&t);
  if (!e)
    e = export_folder_end(&f, x->personal);
  if (e && !*why)
    snprintf(why, why_size, "%s: %s", dir, err_text(e));
  export_folder_drop(&f);
  return e;
}
