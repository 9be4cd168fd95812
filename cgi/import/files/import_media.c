/* Copies keep the modification time of their picture, because size and time are what
 * tells whether a picture has changed: a file found in media/ must give the same hash
 * as the one it was copied from. */
#include "import/files/import_media.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/exif_location.h"
#include "base/file.h"
#include "base/folder.h"
#include "base/tempfile.h"
#include "import/common/import_report.h"
#include "site/pictures/picture_refresh.h"

/* The set-group-ID bit passes the group of the site on to whatever is created in the
 * folder, so that the service and its authors can both write there. */
enum { MOST_BYTES = 256 << 20, MEDIA_FOLDER = 02775 };

static char *import_media_path(
    const struct import_run *run, struct arena *a, const char *name) {
  return arena_printf(a, "%s/media/%s", run->site->dir, name);
}

bool import_media_find(
    const struct import_run *run, struct arena *a, const char *name, struct stat *st) {
  char *path = import_media_path(run, a, name);
  return path && stat(path, st) == 0;
}

/* Next to the picture, with a name that web servers and backups ignore. */
static char *import_media_part_path(struct arena *a, const char *to) {
  const char *name = strrchr(to, '/') + 1;
  return arena_printf(a, "%.*s.%s.part", (int)(name - to), to, name);
}

/* Copies to a temporary name first, so that nobody ever gets half a picture. */
static enum err import_media_copy_file(
    struct arena *a, const char *from, const char *to, char why[FILE_WHY]) {
  struct stat st;
  int in = -1;
  char *temporary = import_media_part_path(a, to);
  if (!temporary)
    return ERR_NOMEM;
  /* The file is opened once and judged by its descriptor, so that it cannot be replaced
   * by a link or a larger file in between. */
  enum err e = file_open(from, FILE_NO_FOLLOW, &in, &st, why);
  if (e)
    return e;
  if (st.st_size > MOST_BYTES) {
    close(in);
    snprintf(why, FILE_WHY, "is over 256 MiB");
    return ERR_TOO_LARGE;
  }
  /* Waits: a command that edits an article may be copying the same picture. */
  int out = tempfile_open(temporary, true);
  /* Regardless of the umask, because a web server must be able to read it. */
  bool copied = out >= 0 && file_copy(in, out, &st) && fchmod(out, 0644) == 0;
  size_t erased = 0;
  /* Before anybody can get the copy, and without a change of its size and time. */
  if (copied && exif_location_is_possible(to))
    copied = exif_location_erase_file(out, &erased) == OK;
  /* errno is kept, because close() may change it. */
  int error = copied ? 0 : errno;
  close(in);
  if (!error && rename(temporary, to) != 0)
    error = errno;
  if (error && out >= 0)
    unlink(temporary);
  /* After rename(): the lock on the temporary name ends with the descriptor. */
  if (out >= 0 && close(out) != 0 && !error)
    error = errno;
  if (!error)
    return OK;
  snprintf(why, FILE_WHY, "cannot be copied to media/: %s", strerror(error));
  return ERR_IO;
}

/* Copies one picture; folders above it get the mode and group of the site. */
static enum err import_media_take(struct import_work *w, const struct import_picture *p,
    const struct stat *site, bool only_missing, char why[FILE_WHY]) {
  char *to = import_media_path(w->run, w->arena, p->name);
  if (!to)
    return ERR_NOMEM;
  if (only_missing && access(to, F_OK) == 0)
    return OK;
  if (folder_make_above(to, strlen(w->run->site->dir) + 1, site, MEDIA_FOLDER))
    return import_media_copy_file(w->arena, p->file, to, why);
  snprintf(why, FILE_WHY, "cannot be copied: cannot create its folder in media/: %s",
      strerror(errno));
  return ERR_IO;
}

/* Has smaller copies made of a picture that is new or was replaced. The article is
 * saved after that, which evicts its pages; if it is not, because only the copies are
 * missing, as after an upgrade, all pages are evicted. A defective picture costs
 * neither the article nor the import; the fault is reported once, when it is new. */
static void import_media_refresh(
    struct import_work *w, const struct import_picture *p, bool evicts) {
  const struct picture_refresh refresh = {.site = w->run->site, .evicts = evicts};
  struct picture_outcome outcome = {0};
  enum err e = picture_refresh_one(&refresh, w->arena, p->name, &outcome);
  const char *why = e ? err_text(e) : outcome.changed ? outcome.fault : NULL;
  if (why)
    import_report_note(w, 0, "the picture %s %s", p->file ? p->file : p->name, why);
}

bool import_media_copy(struct import_work *w, bool only_missing) {
  bool all = true;
  struct stat site;
  /* The database of a dry run is a copy, but media/ is the real one. */
  if (w->run->dry_run || !w->picture_count)
    return true;
  if (stat(w->run->site->dir, &site) != 0)
    return false;
  for (size_t i = 0; i < w->picture_count; i++) {
    const struct import_picture *p = &w->pictures[i];
    char why[FILE_WHY] = "";
    enum err e = p->file ? import_media_take(w, p, &site, only_missing, why) : OK;
    if (e) {
      /* A missing picture costs no article. */
      import_report_note(w, 0, "the picture %s %s", p->file, *why ? why : err_text(e));
      all = false;
    } else {
      import_media_refresh(w, p, only_missing);
    }
  }
  return all;
}
