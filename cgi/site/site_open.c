#include "site/site_open.h"

#include <errno.h>
#include <limits.h>
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "db/db_file.h"
#include "pagecache/pagecache.h"
#include "site/cache/cache_epoch.h"
#include "site/cache/cache_evict.h"
#include "site/core/feed_id.h"
#include "site/core/theme.h"
#include "site/core/theme_style.h"
#include "site/pages/article_memory.h"
#include "site/pages/layout_cache.h"
#include "site/publish/article_write.h"
#include "site/publish/search_update.h"

/* The settings of one site.ini, which may have INI_FILE bytes (site/core/ini.h). */
enum { SETTINGS_MEMORY = 1 << 20 };

static bool site_is_at(const char *dir) {
  char file[PATH_MAX + 16];
  snprintf(file, sizeof file, "%s/site.ini", dir);
  return access(file, F_OK) == 0;
}

bool site_is_interrupted(const char *dir) {
  char folder[PATH_MAX + 32];
  snprintf(folder, sizeof folder, "%s/%s", dir, SITE_INTERRUPTED);
  return access(folder, F_OK) == 0;
}

/* Both the old site and the backup still exist, so the restore can be run again. */
static enum err site_explain_interrupted(const char *dir, char *why, size_t why_size) {
  snprintf(why, why_size,
      "a restore of the site in %s was interrupted: run it again with"
      " \"pamphlet -C %s restore FILE\"",
      dir, dir);
  return ERR_NOT_FOUND;
}

enum err site_locate(const char *given, char **out, char *why, size_t why_size) {
  char here[PATH_MAX];
  snprintf(why, why_size, "cannot read the current directory");
  const char *named = given ? given : getenv("PAMPHLET_SITE");
  if (named && *named) {
    /* Without this, a directory that the user may not enter would be reported as one
     * without site.ini. */
    if (!site_is_at(named) && errno == EACCES) {
      snprintf(why, why_size, "%s: %s", named, err_text(ERR_OWNER));
      return ERR_OWNER;
    }
    if (!site_is_at(named) && site_is_interrupted(named))
      return site_explain_interrupted(named, why, why_size);
    if (!site_is_at(named)) {
      snprintf(why, why_size,
          "%s is not a site directory: it has no site.ini. \"pamphlet init %s\" creates one",
          named, named);
      return ERR_NOT_FOUND;
    }
    *out = realpath(named, NULL);
    /* Absolute: the page cache records the path, and other programs compare it. */
    return *out ? OK : ERR_IO;
  }
  if (!getcwd(here, sizeof here))
    return ERR_IO;
  for (;;) {
    if (site_is_at(here)) {
      *out = strdup(here);
      return *out ? OK : ERR_NOMEM;
    }
    if (site_is_interrupted(here))
      return site_explain_interrupted(here, why, why_size);
    char *slash = strrchr(here, '/');
    if (!slash || !here[1])
      break;
    /* The parent of "/a" is "/", whose slash must stay. */
    slash[slash == here] = '\0';
  }
  snprintf(why, why_size,
      "not a site directory, nor are its parents: change to one, use -C DIR or"
      " $PAMPHLET_SITE, or create one with \"pamphlet init\"");
  return ERR_NOT_FOUND;
}

/* New folders are writable for their group, and set-group-ID makes files in them belong
 * to it: the service and the author may be different users. */
static enum err site_create_folder(
    const char *dir, const char *name, char *path, size_t size) {
  snprintf(path, size, "%s%s%s", dir, *name ? "/" : "", name);
  if (mkdir(path, 0755) == 0)
    /* mkdir applies the umask and ignores the set-group-ID bit in its mode, so chmod
     * sets both. */
    return chmod(path, 02775) == 0 ? OK : ERR_IO;
  return errno == EEXIST ? OK : ERR_IO;
}

/* Creates the database, or completes one from an interrupted init. */
static enum err site_create_file(
    const char *path, bool *made, char *why, size_t why_size) {
  enum err e = db_create(path);
  *made = e == OK;
  if (e == ERR_EXISTS)
    e = db_finish(path);
  if (e)
    snprintf(why, why_size, "cannot create %s: %s", path, err_text(e));
  return e;
}

/* A database of PostgreSQL that has the tables already is that of an interrupted init,
 * or of the same blog on another machine. */
static enum err site_create_db(
    const char *path, const char *address, bool *made, char *why, size_t why_size) {
  if (!address || !*address)
    return site_create_file(path, made, why, why_size);
  if (!db_is_address(address)) {
    snprintf(
        why, why_size, "the address of the database must begin with postgresql://");
    return ERR_CONFIG;
  }
  enum err e = db_create_postgres(address, why, why_size);
  return e == ERR_EXISTS ? OK : e;
}

enum err site_create(const char *dir, const struct settings_initial *choice, char *why,
    size_t why_size) {
  /* "" is the site directory itself, which has to be there before the others. */
  static const char *const folders[] = {"", "media", "templates", "public", "run"};
  char path[PATH_MAX + 32];
  if (site_is_at(dir)) {
    snprintf(why, why_size, "%s is a site already", dir);
    return ERR_EXISTS;
  }
  if (site_is_interrupted(dir))
    return site_explain_interrupted(dir, why, why_size);
  for (size_t i = 0; i < sizeof folders / sizeof folders[0]; i++) {
    enum err e = site_create_folder(dir, folders[i], path, sizeof path);
    if (e) {
      snprintf(why, why_size, "cannot create the folder %s: %s", path, strerror(errno));
      return e;
    }
  }
  /* site.ini comes last, because it is what makes the folder a site: an interrupted
   * init can be run again. */
  snprintf(path, sizeof path, "%s/pamphlet.db", dir);
  bool made = false;
  enum err e = site_create_db(path, choice->database, &made, why, why_size);
  if (e)
    return e;
  e = settings_write(dir, choice, why, why_size);
  /* Only a database that was created here is removed: one that was found may be of
   * an earlier attempt, or the owner's. */
  if (e && made)
    unlink(path);
  return e;
}

const char *site_database(
    struct arena *a, const char *dir, const struct settings *settings) {
  return *settings->database ? settings->database
                             : arena_join(a, dir, "/pamphlet.db", NULL);
}

/* A missing database is never replaced by an empty one: its owner wants the old one
 * back. */
static void site_explain_db(
    const char *database, enum err e, char *why, size_t why_size) {
  /* The address may have a password. */
  if (db_is_address(database) && e == ERR_NOT_FOUND)
    snprintf(why, why_size,
        "the database of the setting server.database does not exist, or has no tables:"
        " \"pamphlet database copy\" fills it");
  else if (db_is_address(database) && e == ERR_REPLACED)
    snprintf(why, why_size,
        "the blog has moved from the database of the setting server.database to another"
        " one: change that setting");
  else if (db_is_address(database))
    snprintf(
        why, why_size, "the database of the setting server.database: %s", err_text(e));
  else if (e == ERR_NOT_FOUND)
    snprintf(why, why_size,
        "%s is missing or empty: put it back from a backup, or, if there is one, from"
        " pamphlet.db.moved of a \"database copy\" that was interrupted (for a new blog,"
        " move site.ini away and run \"pamphlet init\")",
        database);
  else
    snprintf(why, why_size, "%s: %s", database, err_text(e));
}

/* Opened again after the upgrade: the search index can be repaired only by a connection
 * whose schema is the newest. The IDs in its feeds stay those that readers know, even
 * if the upgraded site gets another address. */
static enum err site_upgrade_db(struct site *s, int *from) {
  enum err e = db_upgrade(s->database, from);
  if (!e)
    e = db_open(&s->db, s->database, ROLE_COMMAND);
  if (!e)
    e = search_update_upgrade(s->db);
  if (!e)
    e = article_write_rest(s->db);
  return e;
}

/* A site.ini that cannot be read is reported by whatever reads it next. */
enum err site_upgrade(const char *dir, int *from, int *to, char *why, size_t why_size) {
  static const struct settings none = {.database = ""};
  char ignored[400];
  struct site s = {.dir = dir, .memory = arena_new(SETTINGS_MEMORY)};
  *to = db_schema_version();
  if (!s.memory)
    return ERR_NOMEM;
  bool is_read =
      settings_read(s.memory, dir, &s.settings, ignored, sizeof ignored) == OK;
  s.database = site_database(s.memory, dir, is_read ? &s.settings : &none);
  enum err e = s.database ? site_upgrade_db(&s, from) : ERR_NOMEM;
  if (!e && is_read)
    e = feed_id_open(&s, true);
  db_close(s.db);
  if (e)
    site_explain_db(s.database ? s.database : "", e, why, why_size);
  arena_free(s.memory);
  return e;
}

static enum err site_open_db(
    struct site *s, enum role role, bool reads, char *why, size_t why_size) {
  s->database = site_database(s->memory, s->dir, &s->settings);
  if (!s->database)
    return ERR_NOMEM;
  enum err e =
      reads ? db_open_to_read(&s->db, s->database) : db_open(&s->db, s->database, role);
  if (e)
    site_explain_db(s->database, e, why, why_size);
  return e;
}

/* Without files of its own, a site uses the embedded ones. */
static enum err site_load_files(struct site *s, char *why, size_t why_size) {
  struct theme_files files;
  const char *style = theme_style_make(s->memory, &s->settings.theme);
  enum err e = style ? OK : ERR_NOMEM;
  if (!e)
    e = theme_find(s->dir, s->settings.theme.name, true, &files, why, why_size);
  if (!e)
    e = templates_load(
        &s->templates, &files.templates, s->settings.language, why, why_size);
  if (!e)
    e = assets_load(&s->assets, &files.public_files, style, why, why_size);
  return e;
}

enum err site_load_theme(struct site *s, char *why, size_t why_size) {
  enum err e = site_load_files(s, why, why_size);
  if (e && !why[0])
    snprintf(why, why_size, "the theme of %s: %s", s->dir, err_text(e));
  else if (!e)
    /* Different factors, so that two hashes which change in the same way do not cancel
     * each other out. */
    s->render_key = templates_hash(s->templates) * 31 + assets_hash(s->assets) * 17 +
                    s->settings.render_key;
  return e;
}

enum err site_open_theme(struct site *s, char *why, size_t why_size) {
  char folder[PATH_MAX + 16];
  enum err e = site_load_theme(s, why, why_size);
  if (e)
    return e;
  snprintf(folder, sizeof folder, "%s/run/assets", s->dir);
  e = assets_write(s->assets, folder);
  /* The program sends what the web server does not find there. */
  if (e == ERR_READ_ONLY)
    e = OK;
  if (e)
    snprintf(why, why_size, "%s: %s", folder, err_text(e));
  return e;
}

/* Each page takes some hundred KiB. With glibc's own figures, most of that would go
 * back to the system after each, and cost a fault for every 4 KiB to get again. A block
 * that is larger than any ordinary page still goes back at once. */
static void site_keep_memory(void) {
  mallopt(M_TRIM_THRESHOLD, 2 << 20);
  mallopt(M_TOP_PAD, 256 << 10);
  mallopt(M_MMAP_THRESHOLD, 1 << 20);
}

/* Each step needs those before it: the settings name the language of the templates, and
 * the hook of the page cache may begin an epoch, with the keys of the theme. */
static enum err site_open_with(struct site **out, const char *dir, enum role role,
    bool reads, char *why, size_t why_size) {
  struct site *s = calloc(1, sizeof *s);
  why[0] = '\0';
  if (!s)
    return ERR_NOMEM;
  /* 0 would be a descriptor, which site_close would close. */
  s->lock = -1;
  enum err e = (s->memory = arena_new(SETTINGS_MEMORY)) ? OK : ERR_NOMEM;
  if (!e && !(s->dir = arena_strdup(s->memory, dir)))
    e = ERR_NOMEM;
  if (!e)
    e = settings_read(s->memory, dir, &s->settings, why, why_size);
  if (!e)
    e = site_open_db(s, role, reads, why, why_size);
  if (!e && role == ROLE_WEB)
    site_keep_memory();
  /* Only these roles render pages. Commands are not slowed down by reading
   * templates. */
  if (!e && (role == ROLE_WEB || role == ROLE_SCHEDULER))
    e = site_open_theme(s, why, why_size);
  /* Mails are templates too. */
  else if (!e && role == ROLE_SENDER)
    e = site_load_theme(s, why, why_size);
  if (!e)
    /* For every role, because commands write too, and their changes must evict
     * pages. */
    cache_evict_watch(s);
  /* Neither mails nor what a link or the fetcher changes is in a feed of its own. */
  if (!e && role != ROLE_SENDER && role != ROLE_LINK)
    e = feed_id_open(s, false);
  /* A full disk must not keep the service from starting: the next start tries again. */
  if (!e && role == ROLE_SCHEDULER && feed_id_open(s, true) == ERR_NOMEM)
    e = ERR_NOMEM;
  /* Recovery after a crash may bring back a change that no process has seen, while
   * pages without it were cached meanwhile. */
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
  return site_open_with(out, dir, role, false, why, why_size);
}

enum err site_open_to_read(
    struct site **out, const char *dir, char *why, size_t why_size) {
  return site_open_with(out, dir, ROLE_COMMAND, true, why, why_size);
}

bool site_is_replaced(const struct site *s) {
  return db_file_is_replaced(s->db);
}

/* The pages in the cache are those of the old file, and the record in the new one may
 * name the very epoch they are in: it may be a copy. */
static enum err site_open_replacement(
    struct site **out, const struct site *old, enum role role, char *why, size_t size) {
  struct site *s = NULL;
  enum err e = site_open(&s, old->dir, role, why, size);
  /* The sender may not, and answers no readers. */
  if (!e && role != ROLE_SENDER)
    e = cache_epoch_flush(s);
  if (e) {
    if (!why[0])
      snprintf(why, size, "%s: %s", old->dir, err_text(e));
    site_close(s);
    return e;
  }
  *out = s;
  return OK;
}

enum err site_reopen(struct site **site, enum role role, char *why, size_t why_size) {
  struct site *old = *site;
  int64_t now = clock_now();
  why[0] = '\0';
  /* The new file may be missing or damaged for a while. The second comparison is for a
   * clock that was set back. */
  if (now < old->reopen_at && old->reopen_at <= now + CLOCK_SECOND)
    return ERR_REPLACED;
  old->reopen_at = now + CLOCK_SECOND;
  db_read_end(old->db);
  enum err e = db_file_retire(old->db);
  if (!e)
    e = site_open_replacement(site, old, role, why, why_size);
  else
    snprintf(why, why_size, "the replaced database: %s", err_text(e));
  if (!e)
    site_close(old);
  return e;
}

void site_close(struct site *s) {
  if (!s)
    return;
  db_close(s->db);
  pagecache_close(s->pagecache);
  layout_cache_free(s);
  article_memory_free(s);
  templates_free(s->templates);
  assets_free(s->assets);
  arena_free(s->memory);
  /* Last: until here, no restore may replace the files. */
  if (s->lock >= 0)
    close(s->lock);
  free(s);
}
