#include "site/site_sandbox.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/log.h"
#include "db/cache_record.h"
#include "site/cache/cache_epoch.h"

/* The names of time zones are read again when the site is opened again, and a worker
 * holds /dev/null in reserve. */
static const char *const files_to_serve[] = {
    "/dev/null", "/dev/urandom", "/usr/share/zoneinfo"};
/* For names of hosts, and the certificates of those who sign for them. A directory and
 * not its files: resolv.conf is replaced whenever the network changes. */
static const char *const files_to_fetch[] = {"/etc", "/usr", "/lib", "/lib64",
    "/run/systemd/resolve", "/run/NetworkManager", "/run/resolvconf", "/run/nscd"};

static enum err site_sandbox_add_all(
    struct sandbox *s, const char *const *files, size_t count) {
  enum err e = OK;
  for (size_t i = 0; !e && i < count; i++)
    e = sandbox_add(s, files[i], false);
  return e;
}

/* The directory that contains the page cache: the scheduler may only now be creating
 * that, and creates it again if somebody deletes it. But not if it is a mount point, or
 * in the root directory: then all files would be in the sandbox. */
static enum err site_sandbox_add_cache(struct sandbox *s, const char *folder) {
  char parent[PATH_MAX];
  struct stat inner, outer;
  const char *slash = strrchr(folder, '/');
  size_t n = slash ? (size_t)(slash - folder) : 0;
  if (n && n < sizeof parent) {
    memcpy(parent, folder, n);
    parent[n] = '\0';
    if (stat(parent, &outer) == 0 &&
        (stat(folder, &inner) != 0 || inner.st_dev == outer.st_dev))
      return sandbox_add(s, parent, true);
  }
  return *folder ? sandbox_add(s, folder, true) : OK;
}

/* A database that is a symbolic link has its log next to its target. */
static enum err site_sandbox_add_database(struct sandbox *s, const char *dir) {
  char file[PATH_MAX + 32], real[PATH_MAX];
  struct stat st;
  snprintf(file, sizeof file, "%s/pamphlet.db", dir);
  if (lstat(file, &st) != 0 || !S_ISLNK(st.st_mode) || !realpath(file, real))
    return OK;
  *strrchr(real, '/') = '\0';
  return *real ? sandbox_add(s, real, true) : OK;
}

/* Last, because there may be more of them than there is room for: then some lead to
 * files that cannot be read, but the rest of the sandbox holds. */
static enum err site_sandbox_add_links(struct sandbox *s, const char *dir) {
  static const char *const with_links[] = {
      "", "/templates", "/public", "/themes", "/media"};
  char path[PATH_MAX + 32];
  enum err e = OK;
  for (size_t i = 0; !e && i < sizeof with_links / sizeof *with_links; i++) {
    snprintf(path, sizeof path, "%s%s", dir, with_links[i]);
    e = sandbox_add_links(s, path);
  }
  if (e == ERR_TOO_LARGE)
    log_event(LOG_LEVEL_WARN, "sandbox.links", "why",
        "the site has more symbolic links than the sandbox can follow", NULL);
  return e == ERR_TOO_LARGE ? OK : e;
}

/* The folder that the database names, if it is another one: as plain CGI, that of
 * another user. Not whatever somebody has written there, hence the file that each page
 * cache has. */
static enum err site_sandbox_add_recorded(struct sandbox *s, const char *folder) {
  char file[PATH_MAX + 32];
  struct stat st;
  snprintf(file, sizeof file, "%s/owner", folder);
  return *folder && lstat(file, &st) == 0 && S_ISREG(st.st_mode)
             ? sandbox_add(s, folder, true)
             : OK;
}

static enum err site_sandbox_try(
    struct site *site, struct sandbox *s, char *why, size_t why_size) {
  struct cache_record row;
  struct arena *a = arena_new(1 << 16);
  const char *wanted = a ? cache_epoch_wanted_folder(site, a) : NULL;
  enum err e = wanted ? cache_record_read(site->db, a, &row) : ERR_NOMEM;
  if (!e)
    e = sandbox_add(s, site->dir, true);
  if (!e)
    e = site_sandbox_add_database(s, site->dir);
  if (!e)
    e = site_sandbox_add_cache(s, wanted);
  if (!e && strcmp(row.folder, wanted) != 0)
    e = site_sandbox_add_recorded(s, row.folder);
  if (!e)
    e = site_sandbox_add_all(
        s, files_to_serve, sizeof files_to_serve / sizeof *files_to_serve);
  if (!e && s->job == SANDBOX_FETCH)
    e = site_sandbox_add_all(
        s, files_to_fetch, sizeof files_to_fetch / sizeof *files_to_fetch);
  if (!e)
    e = site_sandbox_add_links(s, site->dir);
  arena_free(a);
  return e ? e : sandbox_enter(s, why, why_size);
}

void site_sandbox_enter(struct site *site, enum sandbox_job job, bool logs) {
  static struct sandbox sandbox; /* too large for the stack; one per process */
  char why[200] = "the setting sandbox is \"no\"";
  enum err e = ERR_INVALID;
  /* A server of databases is reached by a connection, which may have to be made again.
   */
  sandbox.job =
      job == SANDBOX_SERVE && db_is_address(site->database) ? SANDBOX_FETCH : job;
  if (site->settings.sandbox) {
    *why = '\0';
    e = site_sandbox_try(site, &sandbox, why, sizeof why);
  }
  if (e && logs)
    log_event(LOG_LEVEL_WARN, "sandbox.off", "why", *why ? why : err_text(e), NULL);
}
