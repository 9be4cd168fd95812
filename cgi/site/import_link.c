/* Relative links of imported files: pictures go to media/, articles to permalinks. */
#include "site/import_file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/token.h"
#include "site/permalink.h"

enum { MOST_OCTETS = 256 << 20 };

static bool is_media(const char *name) {
  static const char *const ends[] = {".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif",
      ".svg", ".mp3", ".ogg", ".mp4", ".webm", ".pdf"};
  const char *end = strrchr(name, '.');
  for (size_t i = 0; end && i < sizeof ends / sizeof ends[0]; i++)
    if (strcasecmp(ends[i], end) == 0)
      return true;
  return false;
}

/* The file a link names, inside the root of the import; NULL where it leads out of it,
 * through a link too, or is not there. The caller frees. */
static char *resolve(const struct import_file *f, const char *url) {
  char path[PATH_MAX * 2];
  const char *slash = strrchr(f->path, '/');
  if (strchr(url, '%') || strlen(url) > 1000)
    return NULL;
  snprintf(path, sizeof path, "%.*s/%.*s", (int)(slash - f->path), f->path,
      (int)strcspn(url, "?#"), url);
  char *real = realpath(path, NULL);
  size_t n = strlen(f->root);
  if (real && (strncmp(real, f->root, n) != 0 || real[n] != '/')) {
    free(real);
    real = NULL;
  }
  return real;
}

static bool copy(const char *from, const char *to) {
  char temporary[PATH_MAX + 64];
  struct stat st;
  snprintf(temporary, sizeof temporary, "%s.%d", to, (int)getpid());
  int in = open(from, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  int out =
      in < 0 ? -1 : open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
  bool done = out >= 0 && fstat(in, &st) == 0 && S_ISREG(st.st_mode) &&
              st.st_size <= MOST_OCTETS;
  for (off_t left = done ? st.st_size : 0; done && left > 0;) {
    ssize_t n = sendfile(out, in, NULL, (size_t)left);
    done = n > 0;
    left -= n;
  }
  if (in >= 0)
    close(in);
  if (out >= 0 && close(out) != 0)
    done = false;
  if (done)
    done = rename(temporary, to) == 0;
  if (!done && out >= 0)
    unlink(temporary);
  return done;
}

/* A name for the file in media/: its own, with a mark of its path below the root before
 * the ending, so that two files of one name do not meet. */
static const char *media_name(struct import_links *l, const char *file) {
  uint8_t hash[TOKEN_HASH];
  char mark[9];
  const char *below = file + strlen(l->file->root) + 1;
  const char *name = strrchr(file, '/') + 1, *dot = strrchr(name, '.');
  token_hash(below, strlen(below), hash);
  token_hex(hash, 4, mark);
  return arena_printf(l->arena, "%.*s-%s%s", (int)(dot - name), name, mark, dot);
}

static const char *link_media(struct import_links *l, const char *file) {
  char to[PATH_MAX + 32];
  const char *name = media_name(l, file);
  if (!name)
    return NULL;
  snprintf(to, sizeof to, "%s/media/%s", l->run->site->dir, name);
  if (!l->run->dry_run && !copy(file, to)) {
    const char *what =
        arena_printf(l->arena, "cannot copy %s: %s", file, strerror(errno));
    l->run->report(l->run->context, IMPORT_WARNING, l->file->path, 0, what ? what : "");
  }
  char *path = arena_printf(l->arena, "/media/%s", name);
  return path ? permalink_encode(l->arena, path) : NULL;
}

/* The permalink of another file of the import, with its fragment. */
static const char *link_article(
    struct import_links *l, const char *file, const char *url) {
  struct article r;
  const char *fragment = strchr(url, '#');
  char *key = arena_printf(l->arena, "file:%s", file + strlen(l->file->root) + 1);
  if (!key || article_by_source(l->run->site->store, l->arena, key, &r) != OK ||
      !r.permalink)
    return url;
  char *path = permalink_encode(l->arena, r.permalink);
  return path ? arena_printf(l->arena, "%s%s", path, fragment ? fragment : "") : url;
}

const char *import_link(void *context, const char *url, bool is_image) {
  struct import_links *l = context;
  if (*url == '/' || *url == '#' || *url == '?' || !*url || !l->file->path)
    return url;
  char *file = resolve(l->file, url);
  const char *result = url;
  if (file && is_media(file))
    result = link_media(l, file);
  else if (file)
    result = link_article(l, file, url);
  else if (is_image) {
    const char *what = arena_printf(l->arena, "there is no picture %s", url);
    l->run->report(l->run->context, IMPORT_WARNING, l->file->path, 0, what ? what : "");
  }
  free(file);
  return result;
}
