/* inotify watches single folders and names them by numbers. So there is a table of
 * numbers and paths. A folder that leaves keeps its watches, and nothing says where
 * they are now: the whole tree is watched again then, which is rare. */
#include "base/tree_watch.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/array.h"

/* As deep as an import goes. */
enum { TREE_WATCH_DEEPEST = 32, TREE_WATCH_EVENTS = 64 << 10 };

struct tree_watch_folder {
  int number; /* of inotify, ascending in the table */
  char *path;
};

struct tree_watch {
  int fd;
  char *root;
  tree_watch_skips *skips;
  void *context;
  struct tree_watch_folder *folders;
  size_t count, cap;
};

static enum err tree_watch_fail(
    const char *path, int error, char *why, size_t why_size) {
  /* Of inotify, a full disk is the limit of watches. */
  if (err_of_errno(error) == ERR_FULL) {
    snprintf(why, why_size,
        "the system allows no more watched folders: raise the limit, for instance"
        " \"sysctl fs.inotify.max_user_watches=1000000\"");
    return ERR_FULL;
  }
  if (error == EMFILE) {
    snprintf(why, why_size,
        "the system allows no more programs that watch folders: raise the limit, for"
        " instance \"sysctl fs.inotify.max_user_instances=1024\"");
    return ERR_FULL;
  }
  snprintf(why, why_size, "%s: %s", path, strerror(error));
  return error == ENOENT || error == ENOTDIR ? ERR_NOT_FOUND : err_of_errno(error);
}

/* ---- The table ---- */

static void tree_watch_forget_all(struct tree_watch *w) {
  for (; w->count; w->count--)
    free(w->folders[w->count - 1].path);
}

static struct tree_watch_folder *tree_watch_find(struct tree_watch *w, int number) {
  size_t low = 0, high = w->count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (w->folders[middle].number < number)
      low = middle + 1;
    else
      high = middle;
  }
  bool found = low < w->count && w->folders[low].number == number;
  return found ? &w->folders[low] : NULL;
}

/* inotify gives a folder that is watched already the number that it has. New numbers
 * are always the largest, so that the table stays sorted. */
static enum err tree_watch_remember(
    struct tree_watch *w, int number, const char *path) {
  struct tree_watch_folder *f = tree_watch_find(w, number);
  if (!f) {
    struct tree_watch_folder *folders =
        array_grow(w->folders, w->count, &w->cap, sizeof *folders);
    if (!folders)
      return ERR_NOMEM;
    w->folders = folders;
    f = &w->folders[w->count++];
    *f = (struct tree_watch_folder){.number = number};
  }
  char *before = f->path;
  f->path = strdup(path);
  free(before);
  return f->path ? OK : ERR_NOMEM;
}

/* After the kernel has removed a watch. */
static void tree_watch_forget(struct tree_watch *w, int number) {
  struct tree_watch_folder *f = tree_watch_find(w, number);
  if (!f)
    return;
  free(f->path);
  size_t at = (size_t)(f - w->folders);
  memmove(f, f + 1, (w->count - at - 1) * sizeof *f);
  w->count--;
}

/* ---- Folders ---- */

static enum err tree_watch_add(
    struct tree_watch *w, const char *path, int depth, char *why, size_t why_size);

/* Watches the folders in a folder. One that has gone meanwhile is no error. */
static enum err tree_watch_add_below(
    struct tree_watch *w, const char *path, int depth, char *why, size_t why_size) {
  char below[PATH_MAX];
  struct stat st;
  enum err e = OK;
  DIR *dir = depth < TREE_WATCH_DEEPEST ? opendir(path) : NULL;
  for (struct dirent *d; dir && !e && (d = readdir(dir)) != NULL;) {
    if (strcmp(d->d_name, ".") == 0 || strcmp(d->d_name, "..") == 0 ||
        (d->d_type != DT_DIR && d->d_type != DT_UNKNOWN) ||
        snprintf(below, sizeof below, "%s/%s", path, d->d_name) >= (int)sizeof below)
      continue;
    /* Some file systems do not say in the folder what an entry is. */
    if (d->d_type == DT_UNKNOWN && (lstat(below, &st) != 0 || !S_ISDIR(st.st_mode)))
      continue;
    if (!w->skips(w->context, below, d->d_name))
      e = tree_watch_add(w, below, depth + 1, why, why_size);
    if (e == ERR_NOT_FOUND)
      e = OK;
  }
  if (dir)
    closedir(dir);
  return e;
}

/* The watch comes before the look at what is there, so that nothing falls in between.
 */
static enum err tree_watch_add(
    struct tree_watch *w, const char *path, int depth, char *why, size_t why_size) {
  int number = inotify_add_watch(w->fd, path,
      IN_MODIFY | IN_CLOSE_WRITE | IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO |
          IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR | IN_DONT_FOLLOW);
  if (number < 0)
    return tree_watch_fail(path, errno, why, why_size);
  enum err e = tree_watch_remember(w, number, path);
  return e ? e : tree_watch_add_below(w, path, depth, why, why_size);
}

static enum err tree_watch_begin(struct tree_watch *w, char *why, size_t why_size) {
  if (w->fd >= 0)
    close(w->fd);
  tree_watch_forget_all(w);
  w->fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
  return w->fd < 0 ? tree_watch_fail(w->root, errno, why, why_size)
                   : tree_watch_add(w, w->root, 0, why, why_size);
}

enum err tree_watch_new(const char *root, tree_watch_skips *skips, void *context,
    struct tree_watch **out, char *why, size_t why_size) {
  struct tree_watch *w = calloc(1, sizeof *w);
  char *copy = strdup(root);
  if (!w || !copy) {
    free(w);
    free(copy);
    return ERR_NOMEM;
  }
  *w = (struct tree_watch){.fd = -1, .root = copy, .skips = skips, .context = context};
  enum err e = tree_watch_begin(w, why, why_size);
  if (e)
    tree_watch_free(w);
  else
    *out = w;
  return e;
}

void tree_watch_free(struct tree_watch *w) {
  if (!w)
    return;
  if (w->fd >= 0)
    close(w->fd);
  tree_watch_forget_all(w);
  free(w->folders);
  free(w->root);
  free(w);
}

int tree_watch_fd(const struct tree_watch *w) {
  return w->fd;
}

/* ---- Events ---- */

/* Where the reading is: whom to tell, and whether to watch everything again. */
struct tree_watch_reading {
  struct tree_watch *w;
  tree_watch_visit *visit;
  void *context;
  char *why;
  size_t why_size;
  bool is_lost, is_gone;
};

static enum err tree_watch_folder_event(
    struct tree_watch_reading *r, uint32_t mask, const char *path, const char *name) {
  if (r->w->skips(r->w->context, path, name))
    return OK;
  if (mask & (IN_DELETE | IN_MOVED_FROM)) {
    r->is_lost = true;
    return OK;
  }
  if (!(mask & (IN_CREATE | IN_MOVED_TO)))
    return OK;
  enum err e = tree_watch_add(r->w, path, 1, r->why, r->why_size);
  /* It has gone again, of which another event tells. */
  if (e == ERR_NOT_FOUND)
    return OK;
  return e ? e : r->visit(r->context, TREE_NEW_FOLDER, path);
}

static enum err tree_watch_event(
    struct tree_watch_reading *r, const struct inotify_event *event) {
  char path[PATH_MAX];
  if (event->mask & IN_Q_OVERFLOW) {
    r->is_lost = true;
    return OK;
  }
  const struct tree_watch_folder *f = tree_watch_find(r->w, event->wd);
  if (!f || !f->path)
    return OK;
  if (event->mask & (IN_DELETE_SELF | IN_MOVE_SELF)) {
    r->is_gone = r->is_gone || strcmp(f->path, r->w->root) == 0;
    return OK;
  }
  if (event->mask & IN_IGNORED) {
    tree_watch_forget(r->w, event->wd);
    return OK;
  }
  if (!event->len ||
      snprintf(path, sizeof path, "%s/%s", f->path, event->name) >= (int)sizeof path)
    return OK;
  if (event->mask & IN_ISDIR)
    return tree_watch_folder_event(r, event->mask, path, event->name);
  return r->visit(r->context,
      event->mask & IN_CREATE   ? TREE_CREATED
      : event->mask & IN_MODIFY ? TREE_WRITING
                                : TREE_CHANGED,
      path);
}

enum err tree_watch_read(struct tree_watch *w, tree_watch_visit *visit, void *context,
    char *why, size_t why_size) {
  struct tree_watch_reading r = {w, visit, context, why, why_size, false, false};
  _Alignas(struct inotify_event) char events[TREE_WATCH_EVENTS];
  enum err e = OK;
  for (ssize_t n; !e && (n = read(w->fd, events, sizeof events)) > 0;)
    for (ssize_t at = 0; !e && at < n;) {
      const struct inotify_event *event = (const void *)(events + at);
      e = tree_watch_event(&r, event);
      at += (ssize_t)(sizeof *event + event->len);
    }
  if (e || r.is_gone)
    return e ? e : visit(context, TREE_GONE, w->root);
  if (r.is_lost) {
    e = tree_watch_begin(w, why, why_size);
    if (e == ERR_NOT_FOUND)
      return visit(context, TREE_GONE, w->root);
    if (!e)
      e = visit(context, TREE_LOST, w->root);
  }
  return e;
}
