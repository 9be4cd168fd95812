#include "pagecache/pagecache_epoch.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "pagecache/pagecache_file.h"
#include "pagecache/pagecache_internal.h"

/* No page has a component with a leading dot (pagecache_can_store), so no page can be
 * at this name. */
static const char key_file[] = ".key";

enum err pagecache_epoch_name(
    const struct pagecache *s, char out[PAGECACHE_EPOCH_NAME]) {
  /* readlink does not terminate the text, and cuts one that is too long. */
  ssize_t n = readlinkat(s->folder_fd, "current", out, PAGECACHE_EPOCH_NAME - 1);
  if (n < 0)
    return errno == ENOENT ? ERR_NOT_FOUND : err_of_errno_in_site(errno);
  out[n] = '\0';
  /* The name becomes part of a path. A link that somebody else has put there must not
   * lead out of the folder. */
  return strncmp(out, "epoch-", 6) == 0 && !strchr(out, '/') ? OK : ERR_IO;
}

/* A file that is cut short or malformed counts as missing: no page is published until a
 * new epoch has begun. */
static enum err pagecache_read_keys(int folder, struct pagecache_epoch *out) {
  char text[64];
  int fd = openat(folder, key_file, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  ssize_t n = fd < 0 ? 0 : read(fd, text, sizeof text - 1);
  if (fd >= 0)
    close(fd);
  if (n <= 0)
    return ERR_NOT_FOUND;
  text[n] = '\0';
  char *rest;
  out->render_key = strtoull(text, &rest, 16);
  if (*rest != ' ')
    return ERR_NOT_FOUND;
  out->list_key = strtoull(rest + 1, &rest, 16);
  return *rest == '\n' ? OK : ERR_NOT_FOUND;
}

static void pagecache_token(const char *name, char out[PAGECACHE_TOKEN]) {
  snprintf(
      out, PAGECACHE_TOKEN, "%.*s", PAGECACHE_TOKEN - 1, name + sizeof "epoch-" - 1);
}

/* The keys of an epoch never change, so those of the last one are kept. A writer that
 * did not see the file of the keys disappear is not wrong: it evicts pages as before.
 */
static enum err pagecache_open_epoch(struct pagecache *s) {
  char name[PAGECACHE_EPOCH_NAME];
  struct pagecache_epoch epoch = {.render_key = 0};
  enum err e = s->writes ? pagecache_epoch_name(s, name) : ERR_INTERNAL;
  if (e)
    return e;
  s->epoch_fd = pagecache_file_open_epoch(s, name);
  if (s->epoch_fd < 0)
    return errno == ENOENT || errno == ENOTDIR ? ERR_NOT_FOUND
                                               : err_of_errno_in_site(errno);
  s->epochs_opened++;
  if (strcmp(name, s->known) == 0)
    return OK;
  s->known[0] = '\0';
  if (pagecache_read_keys(s->epoch_fd, &epoch) == OK) {
    snprintf(s->known, sizeof s->known, "%s", name);
    s->known_render_key = epoch.render_key;
    s->known_list_key = epoch.list_key;
  }
  return OK;
}

enum err pagecache_epoch_folder(struct pagecache *s, int *fd) {
  enum err e = s->epoch_fd < 0 ? pagecache_open_epoch(s) : OK;
  if (!e)
    *fd = s->epoch_fd;
  return e;
}

static enum err pagecache_read_own_epoch(
    struct pagecache *s, struct pagecache_epoch *out) {
  int fd;
  enum err e = pagecache_epoch_folder(s, &fd);
  if (e || !*s->known)
    return e ? e : ERR_NOT_FOUND;
  pagecache_token(s->known, out->token);
  out->render_key = s->known_render_key;
  out->list_key = s->known_list_key;
  return OK;
}

enum err pagecache_read_epoch(struct pagecache *s, struct pagecache_epoch *out) {
  char name[PAGECACHE_EPOCH_NAME];
  if (s->writes)
    return pagecache_read_own_epoch(s, out);
  enum err e = pagecache_epoch_name(s, name);
  if (e)
    return e;
  int folder = pagecache_file_open_epoch(s, name);
  if (folder < 0)
    return ERR_NOT_FOUND;
  pagecache_token(name, out->token);
  e = pagecache_read_keys(folder, out);
  close(folder);
  return e;
}

bool pagecache_epoch_takes(
    struct pagecache *s, const struct pagecache_candidate *page) {
  struct pagecache_epoch current;
  return pagecache_read_epoch(s, &current) == OK &&
         strcmp(current.token, page->epoch) == 0 &&
         current.render_key == page->render_key;
}

/* Removing one link evicts every page. A web server finds none from then on, even if
 * the folder with the pages cannot be deleted. */
enum err pagecache_end_epoch(struct pagecache *s) {
  if (s->epoch_fd >= 0)
    close(s->epoch_fd);
  s->epoch_fd = -1;
  atomic_store(&s->counters->bytes, 0);
  atomic_store(&s->counters->pages, 0);
  return unlinkat(s->folder_fd, "current", 0) == 0 || errno == ENOENT
             ? OK
             : err_of_errno_in_site(errno);
}

/* Creates the folder of an epoch, with its keys in it. */
static bool pagecache_make_epoch(
    struct pagecache *s, const char *name, const struct pagecache_epoch *epoch) {
  char text[64];
  int n = snprintf(text, sizeof text, "%" PRIx64 " %" PRIx64 "\n", epoch->render_key,
      epoch->list_key);
  if (mkdirat(s->folder_fd, name, 0775) != 0)
    return false;
  int folder = pagecache_file_open_epoch(s, name);
  int fd = folder < 0 ? -1
                      : openat(folder, key_file,
                            O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  bool made = fd >= 0 && file_write(fd, text, (size_t)n) &&
              file_give(fd, &s->like, PAGECACHE_PAGE) == OK &&
              file_give(folder, &s->like, PAGECACHE_FOLDER) == OK;
  if (fd >= 0)
    close(fd);
  if (folder >= 0)
    close(folder);
  return made;
}

enum err pagecache_begin_epoch(
    struct pagecache *s, const struct pagecache_epoch *epoch) {
  char name[PAGECACHE_EPOCH_NAME], link[PAGECACHE_NAME];
  /* The old epoch ends even if the new one cannot be created: no pages are better than
   * old ones. So the failures below are not errors. */
  enum err e = pagecache_end_epoch(s);
  if (e)
    return e;
  snprintf(name, sizeof name, "epoch-%.*s", PAGECACHE_TOKEN - 1, epoch->token);
  pagecache_file_work_name(link);
  /* The link is renamed into place when the rest is complete. A process that dies
   * before leaves a folder that nothing refers to, which pagecache_sweep deletes. */
  if (pagecache_make_epoch(s, name, epoch) && symlinkat(name, s->work_fd, link) == 0 &&
      renameat(s->work_fd, link, s->folder_fd, "current") != 0)
    unlinkat(s->work_fd, link, 0);
  return OK;
}
