#include "site/site_open.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "pagecache/pagecache.h"
#include "site/cache/cache_epoch.h"
#include "site/cache/cache_evict.h"
#include "site/pages/layout_cache.h"
#include "site/publish/article_write.h"
#include "site/publish/search_update.h"

enum { SETTINGS_MEMORY = 256 * 1024 };

static bool is_site(const char *dir) {
  char file[PATH_MAX + 16];
  snprintf(file, sizeof file, "%s/site.ini", dir);
  return access(file, F_OK) == 0;
}

bool site_is_interrupted(const char *dir) {
  char folder[PATH_MAX + 32];
  snprintf(folder, sizeof folder, "%s/%s", dir, SITE_INTERRUPTED);
  return access(folder, F_OK) == 0;
}

/* Nothing is lost then: it only has to be said. */
static enum err tell_interrupted(const char *dir, char *why, size_t why_size) {
  snprintf(why, why_size,
      "a restore of the site in %s was interrupted: give it again,"
      " \"pamphlet -C %s restore FILE\"",
      dir, dir);
  return ERR_NOT_FOUND;
}

enum err site_locate(const char *given, char **out, char *why, size_t why_size) {
  char here[PATH_MAX];
  snprintf(why, why_size, "the current directory cannot be read");
  const char *named = given ? given : getenv("PAMPHLET_SITE");
  if (named && *named) {
    if (!is_site(named) && errno == EACCES) {
      snprintf(why, why_size, "%s: %s", named, err_text(ERR_OWNER));
      return ERR_OWNER;
    }
    if (!is_site(named) && site_is_interrupted(named))
      return tell_interrupted(named, why, why_size);
    if (!is_site(named)) {
      snprintf(why, why_size,
          "%s is no site directory: it has no site.ini. \"pamphlet init %s\" makes one",
          named, named);
      return ERR_NOT_FOUND;
    }
    *out = realpath(named, NULL);
    return *out ? OK : ERR_IO;
  }
  if (!getcwd(here, sizeof here))
    return ERR_IO;
  for (;;) {
    if (is_site(here)) {
      *out = strdup(here);
      return *out ? OK : ERR_NOMEM;
    }
    if (site_is_interrupted(here))
      return tell_interrupted(here, why, why_size);
    char *slash = strrchr(here, '/');
    if (!slash || !here[1])
      break;
    slash[slash == here] = '\0';
  }
  snprintf(why, why_size,
      "there is no site here: go to its directory, name it with -C DIR"
      " or $PAMPHLET_SITE, or make one with \"pamphlet init\"");
  return ERR_NOT_FOUND;
}

/* A new one belongs to the group as much as to the owner, and so does what is made in
 * it: the service and the author need not be the same user. */
static enum err make_folder(
    const char *dir, const char *name, char *path, size_t size) {
  snprintf(path, size, "%s%s%s", dir, *name ? "/" : "", name);
  if (mkdir(path, 0755) == 0)
    return chmod(path, 02775) == 0 ? OK : ERR_IO;
  return errno == EEXIST ? OK : ERR_IO;
}

/* Makes the database, or finishes one that was begun by an init that did not end. */
static enum err make_store(const char *path, bool *made) {
  enum err e = db_create(path);
  *made = e == OK;
  return e == ERR_EXISTS ? db_finish(path) : e;
}

enum err site_create(const char *dir, const struct settings_initial *choice, char *why,
    size_t why_size) {
  static const char *const folders[] = {"", "media", "templates", "public", "run"};
  char path[PATH_MAX + 32];
  if (is_site(dir)) {
    snprintf(why, why_size, "%s is a site already", dir);
    return ERR_EXISTS;
  }
  if (site_is_interrupted(dir))
    return tell_interrupted(dir, why, why_size);
  for (size_t i = 0; i < sizeof folders / sizeof folders[0]; i++) {
    enum err e = make_folder(dir, folders[i], path, sizeof path);
    if (e) {
      snprintf(why, why_size, "cannot make the folder %s: %s", path, strerror(errno));
      return e;
    }
  }
  /* The settings are written last: they are what makes the folder a site. */
  snprintf(path, sizeof path, "%s/pamphlet.db", dir);
  bool made = false;
  enum err e = make_store(path, &made);
  if (e) {
    snprintf(why, why_size, "cannot make %s: %s", path, err_text(e));
    return e;
  }
  e = settings_write(dir, choice, why, why_size);
  if (e && made)
    unlink(path);
  return e;
}

/* An empty database is never made where there was a blog: its owner wants that one. */
static void explain(const char *database, enum err e, char *why, size_t why_size) {
  if (e == ERR_NOT_FOUND)
    snprintf(why, why_size,
        "%s is missing or empty: put it back from a backup (for a new blog, move site.ini"
        " away and run \"pamphlet init\")",
        database);
  else
    snprintf(why, why_size, "%s: %s", database, err_text(e));
}

enum err site_upgrade(const char *dir, int *from, int *to, char *why, size_t why_size) {
  char path[PATH_MAX + 32];
  snprintf(path, sizeof path, "%s/pamphlet.db", dir);
  struct db *store = NULL;
  enum err e = db_upgrade(path, from);
  *to = db_schema_version();
  if (!e)
    e = db_open(&store, path, ROLE_COMMAND);
  if (!e)
    e = search_update_upgrade(store);
  if (!e)
    e = article_write_rest(store);
  db_close(store);
  if (e)
    explain(path, e, why, why_size);
  return e;
}

static enum err open_store(
    struct site *s, enum role role, bool reads, char *why, size_t why_size) {
  char file[PATH_MAX + 16];
  snprintf(file, sizeof file, "%s/pamphlet.db", s->dir);
  enum err e = reads ? db_open_to_read(&s->db, file) : db_open(&s->db, file, role);
  if (e)
    explain(file, e, why, why_size);
  return e;
}

enum err site_load_theme(struct site *s, char *why, size_t why_size) {
  char folder[PATH_MAX + 16];
  snprintf(folder, sizeof folder, "%s/templates", s->dir);
  enum err e = templates_load(&s->templates, access(folder, F_OK) == 0 ? folder : NULL,
      s->settings.language, why, why_size);
  if (e)
    return e;
  snprintf(folder, sizeof folder, "%s/public", s->dir);
  e = assets_load(&s->assets, folder, why, why_size);
  if (e && !why[0])
    snprintf(why, why_size, "%s: %s", folder, err_text(e));
  else if (!e)
    s->render_key = templates_hash(s->templates) * 31 + assets_hash(s->assets) * 17 +
                    s->settings.hash;
  return e;
}

enum err site_open_theme(struct site *s, char *why, size_t why_size) {
  char folder[PATH_MAX + 16];
  enum err e = site_load_theme(s, why, why_size);
  if (e)
    return e;
  snprintf(folder, sizeof folder, "%s/run/assets", s->dir);
  e = assets_write(s->assets, folder);
  if (e)
    snprintf(why, why_size, "%s: %s", folder, err_text(e));
  return e;
}

static enum err open_site(struct site **out, const char *dir, enum role role,
    bool reads, char *why, size_t why_size) {
  struct site *s = calloc(1, sizeof *s);
  why[0] = '\0';
  if (!s)
    return ERR_NOMEM;
  s->lock = -1;
  enum err e = (s->memory = arena_new(SETTINGS_MEMORY)) ? OK : ERR_NOMEM;
  if (!e && !(s->dir = arena_strdup(s->memory, dir)))
    e = ERR_NOMEM;
  if (!e)
    e = settings_read(s->memory, dir, &s->settings, why, why_size);
  if (!e)
    e = open_store(s, role, reads, why, why_size);
  if (!e && (role == ROLE_WEB || role == ROLE_SCHEDULER))
    e = site_open_theme(s, why, why_size);
  if (!e)
    cache_evict_watch(s);
  /* A crash can leave a change in the log that nobody has seen yet, and pages made
   * meanwhile without it. */
  if (!e && role == ROLE_COMMAND && db_recovered())
    e = cache_epoch_flush(s);
  if (e) {
    if (!why[0])
      snprintf(why, why_size, "%s: %s", dir, err_text(e));
    site_close(s);
    return e;
  }
  *out = s;
  return OK;
}

enum err site_open(
    struct site **out, const char *dir, enum role role, char *why, size_t why_size) {
  return open_site(out, dir, role, false, why, why_size);
}

enum err site_open_to_read(
    struct site **out, const char *dir, char *why, size_t why_size) {
  return open_site(out, dir, ROLE_COMMAND, true, why, why_size);
}

void site_close(struct site *s) {
  if (!s)
    return;
  db_close(s->db);
  pagecache_close(s->pagecache);
  layout_cache_free(s);
  templates_free(s->templates);
  assets_free(s->assets);
  arena_free(s->memory);
  if (s->lock >= 0)
    close(s->lock);
  free(s);
}
