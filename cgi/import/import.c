/* The phases of an import. All files are listed first; then they are imported until no
 * page waits for its parent; then those with links to articles are read again, because
 * a permalink may have come later; and at last paths that are gone and files that are
 * gone are looked for, which needs all that came before.
 *
 * A dry run takes the same way on a copy of the database. It does not predict what
 * would happen, which would be a second set of rules: it lets it happen. */
#include "import/import.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/scratch.h"
#include "db/db.h"
#include "db/db_copy.h"
#include "db/model/path.h"
#include "db/model/translation.h"
#include "db/transfer/transfer.h"
#include "import/blogs/import_blogger.h"
#include "import/blogs/import_ghost.h"
#include "import/blogs/import_movable.h"
#include "import/common/import_batch.h"
#include "import/common/import_insecure.h"
#include "import/common/import_prune.h"
#include "import/common/import_report.h"
#include "import/common/import_rich.h"
#include "import/files/import_addresses.h"
#include "import/files/import_file.h"
#include "import/files/import_list.h"
#include "import/files/import_prefetch.h"
#include "import/files/import_staticman.h"
#include "import/import_cards.h"
#include "import/import_old_urls.h"
#include "import/threads/import_commento.h"
#include "import/threads/import_disqus.h"
#include "import/threads/import_isso.h"
#include "import/threads/import_remark42.h"
#include "import/wordpress/import_wxr.h"
#include "import/wordpress/import_wxr_guids.h"
#include "import/wordpress/import_wxr_prune.h"
#include "site/publish/article_write.h"

/* Pages of the database that are kept in memory: those that many articles change. */
enum { LIST_MEMORY = 256 << 20, DATABASE_KIB = 16 << 10 };

/* What imports a file that is read as a whole or as a stream, rather than as one
 * article. NULL: import_file. */
typedef enum err import_export_function(
    struct import_run *run, struct import_file *f, int fd);
static const struct {
  import_export_function *run;
  bool is_of_comments; /* of articles that must exist */
} import_exports[IMPORT_UNKNOWN + 1] = {[IMPORT_WXR] = {import_wxr, false},
    [IMPORT_GHOST] = {import_ghost, false},
    [IMPORT_BLOGGER] = {import_blogger, false},
    [IMPORT_MOVABLE_TYPE] = {import_movable, false},
    [IMPORT_DISQUS] = {import_disqus, true},
    [IMPORT_ISSO] = {import_isso, true},
    [IMPORT_REMARK42] = {import_remark42, true},
    [IMPORT_COMMENTO] = {import_commento, true}};

static enum err import_export(struct import_list *l, struct import_file *f) {
  char why[FILE_WHY];
  struct stat st;
  int fd = l->run->input;
  /* Uploads are searched for below --source-dir, not next to the export file: the URLs
   * in an export say nothing about where the author has put the files. */
  f->root = l->run->source_dir;
  bool opens = f->path && !f->is_packed;
  enum err e = opens ? file_open(f->path, FILE_NO_FOLLOW, &fd, &st, why) : OK;
  if (f->is_packed)
    fd = f->unpacked;
  /* A file that cannot be opened must not stop the others. */
  if (e) {
    l->run->report(l->run->context, IMPORT_FAILED, f->path, 0, why);
    return OK;
  }
  e = import_exports[f->format].run(l->run, f, fd);
  if (opens)
    close(fd);
  return e;
}

static enum err import_one(struct import_list *l, struct import_file *f) {
  if (import_exports[f->format].run)
    return import_export(l, f);
  if (f->format != IMPORT_UNKNOWN)
    return import_file(l->run, f);
  l->run->report(l->run->context, IMPORT_FAILED, import_report_name(f), 0,
      "its format is not known: --list-formats shows what can be imported;"
      " --format=markdown or --format=html imports a text as such");
  return OK;
}

/* Imports all files, pages after their parents: files waiting for a parent are tried
 * again as long as a round imports something. */
static enum err import_all(struct import_list *l) {
  size_t left = l->count, before;
  /* A round takes time proportional to the files that wait, and each round imports at
   * least one more generation of pages, so that a site needs as many rounds as its tree
   * of pages has levels at most. */
  for (size_t i = 0; i < l->count; i++)
    l->files[i].waits = !import_exports[l->files[i].format].is_of_comments;
  do {
    before = left;
    left = 0;
    for (size_t i = 0; i < l->count; i++) {
      struct import_file *f = &l->files[i];
      if (!f->waits)
        continue;
      import_prefetch(l->run, l->files, l->count, i);
      enum err e = import_one(l, f);
      if (e && e != ERR_NOT_FOUND)
        return e;
      f->waits = e == ERR_NOT_FOUND;
      left += f->waits;
    }
    /* Parents in the batch must be saved before the next round searches for them. */
    enum err e = import_batch_flush(l->run);
    if (e)
      return e;
    /* A round without any progress means that the parents are missing, or that pages
     * name each other as parents. */
  } while (left && left < before);
  /* Such a page is imported without its parent rather than not at all. */
  for (size_t i = 0; i < l->count; i++) {
    struct import_file *f = &l->files[i];
    if (!f->waits)
      continue;
    f->waits = false;
    f->is_orphan = true;
    enum err e = import_one(l, f);
    if (e)
      return e;
  }
  return import_batch_flush(l->run);
}

/* Imports files with links to other articles again: those articles may have got a
 * permalink, or another one, in the meantime. */
static enum err import_again(struct import_list *l) {
  enum err e = OK;
  l->run->again = true;
  /* If nothing was saved, no permalink has changed either. */
  for (size_t i = 0; !e && l->run->changed && i < l->count; i++) {
    struct import_file *f = &l->files[i];
    /* A file that failed has been reported, and would only be reported once more. */
    if (f->has_links && f->format != IMPORT_UNKNOWN && !import_exports[f->format].run &&
        !f->failed && !f->waits)
      e = import_file(l->run, f);
  }
  /* A parent that was there the first time and is gone now was changed by somebody else
   * meanwhile. */
  return e == ERR_NOT_FOUND ? OK : e;
}

/* Imports files of comments alone, whose articles may be in any other file, and their
 * old addresses in the lists of a folder. */
static enum err import_comment_files(struct import_list *l) {
  enum err e = OK;
  l->run->again = false;
  for (size_t i = 0; !e && i < l->count; i++)
    if (import_exports[l->files[i].format].is_of_comments)
      e = import_export(l, &l->files[i]);
  return e;
}

/* Prunes items missing from WordPress exports, unless an export file could not be read:
 * the items could be in that one. */
static enum err import_prune_exports(const struct import_list *l) {
  size_t unread = 0;
  const char *last = NULL;
  for (size_t i = 0; i < l->count; i++)
    if (l->files[i].format == IMPORT_WXR) {
      last = import_report_name(&l->files[i]);
      unread++;
    }
  for (const struct wxr_guids *g = l->run->exports; g; g = g->next)
    /* Each export that was read has left its GUIDs in this list. */
    unread--;
  return last && !unread ? import_wxr_prune(l->run, last) : OK;
}

static void import_report_undated(struct import_run *run) {
  const char *message = "has no date: the time of the file is used";
  /* One message for all of them: often a whole blog has no dates. */
  if (run->undated > 1)
    message = arena_printf(run->arena,
        "has no date, like %zu other files: the times of the files are used",
        run->undated - 1);
  if (run->undated && run->undated_file && message)
    run->report(run->context, IMPORT_WARNING, run->undated_file, 0, message);
}

struct unresolved {
  struct import_run *run;
  size_t count;
};

/* Says how many old addresses lead to articles now, whatever import they came with. */
static enum err import_report_addresses(struct import_run *run) {
  int64_t n = 0;
  enum err e = run->changed ? path_count_moved(run->site->db, &n) : OK;
  char *message = n == 1 ? arena_strdup(run->arena, "1 old address leads to an article")
                         : arena_printf(run->arena,
                               "%lld old addresses lead to articles", (long long)n);
  if (!e && n && message)
    run->report(run->context, IMPORT_NOTE, "", 0, message);
  return e;
}

static enum err import_count_unresolved(
    void *context, int64_t article, const char *name) {
  struct unresolved *u = context;
  int64_t id;
  enum err e = translation_resolve(u->run->site->db, name, article, &id);
  u->count += e == ERR_NOT_FOUND || e == ERR_EXISTS;
  return e == ERR_NOT_FOUND || e == ERR_EXISTS ? OK : e;
}

/* Translations may be imported in any order, and on different days, so that only the
 * end of an import tells which are missing. */
static enum err import_report_translations(struct import_run *run) {
  struct unresolved u = {run, 0};
  enum err e = run->changed
                   ? translation_each_name(run->site->db, import_count_unresolved, &u)
                   : OK;
  char *message =
      u.count == 1
          ? arena_strdup(run->arena, "1 name of a translation leads to no"
                                     " public article yet")
          : arena_printf(run->arena,
                "%zu names of translations lead to no public article yet", u.count);
  if (!e && u.count && message)
    run->report(run->context, IMPORT_NOTE, "", 0, message);
  return e;
}

/* Lists the files: of each path or, if the options name a part, of that part of the
 * first one. */
static enum err import_list_all(
    struct import_list *l, const char *const *paths, size_t count, bool *missing) {
  const struct import_part *part = l->run->options->part;
  enum err e = OK;
  for (size_t i = 0; !e && i < (part ? part->changed_count : count); i++) {
    l->only = part ? part->changed[i] : NULL;
    e = import_list_add(l, paths[part ? 0 : i], missing);
  }
  l->only = NULL;
  return e;
}

/* What comes after all articles are saved, because it needs to know them. */
static enum err import_rest(struct import_run *run, struct import_list *l) {
  enum err e = OK;
  for (size_t i = 0; !e && i < l->folder_count; i++) {
    e = import_addresses(run, l->folders[i]);
    if (!e)
      e = import_staticman_report_rest(run, l->folders[i]);
    if (!e)
      e = import_prune(run, l->folders[i]);
  }
  if (!e)
    e = import_comment_files(l);
  /* These are about the whole site, and were said when all of it was imported. */
  if (!e && run->options->part)
    e = import_prune_files(run, run->options->part);
  else if (!e)
    e = import_report_addresses(run);
  if (!e && !run->options->part)
    e = import_report_translations(run);
  if (!e && run->options->old_urls)
    e = import_old_urls(run, run->options->old_urls);
  if (!e && !run->dry_run)
    e = article_write_rest(run->site->db);
  if (!e && !run->dry_run)
    import_cards(run);
  return e;
}

static enum err import_all_of(
    struct import_run *run, const char *const *paths, size_t count) {
  struct import_list l = {
      .run = run, .folders = arena_array(run->arena, count + 1, sizeof *l.folders)};
  bool missing = false;
  enum err e = l.folders ? import_list_all(&l, paths, count, &missing) : ERR_NOMEM;
  size_t files = l.count;
  /* gone.txt is reported like a file, so it counts as one. */
  for (size_t i = 0; i < l.folder_count; i++)
    files += import_addresses_count(l.folders[i]);
  /* The number is reported before the first file, so that the caller can show the
   * progress. */
  run->report(run->context, IMPORT_FOUND, "", (int)files, "");
  if (!e)
    e = import_all(&l);
  if (!e)
    e = import_again(&l);
  /* What is ready is saved even if a later file ended the run. */
  enum err last = import_batch_flush(run);
  if (!e)
    e = last;
  if (!e)
    e = import_prune_exports(&l);
  import_report_undated(run);
  import_insecure_report(run);
  if (!e)
    e = import_rest(run, &l);
  for (size_t i = 0; i < l.count; i++)
    if (l.files[i].is_packed)
      close(l.files[i].unpacked);
  free(l.files);
  /* The files that exist are imported before a missing path is reported. */
  return !e && missing ? ERR_NOT_FOUND : e;
}

/* Finds the real path of --source-dir. A missing folder is reported. */
static enum err import_find_source_dir(struct import_run *run) {
  const char *given = run->options->source_dir;
  struct stat st;
  char *real = given ? realpath(given, NULL) : NULL;
  if (given && (!real || stat(real, &st) != 0 || !S_ISDIR(st.st_mode))) {
    run->report(run->context, IMPORT_FAILED, given, 0, "no such folder");
    free(real);
    return ERR_NOT_FOUND;
  }
  run->source_dir = real ? arena_strdup(run->arena, real) : NULL;
  free(real);
  return given && !run->source_dir ? ERR_NOMEM : OK;
}

/* The copy of the database that a dry run changes. */
struct import_copy {
  struct db *db;
  struct scratch folder; /* of a copy from PostgreSQL */
  bool has_folder;
};

static enum err import_copy_open(struct db *from, struct import_copy *copy) {
  char file[PATH_MAX + 32], why[400];
  if (!db_is_of_server(from))
    return db_copy(from, &copy->db);
  enum err e = scratch_open(&copy->folder, "pamphlet-import", why, sizeof why);
  if (e)
    return e;
  copy->has_folder = true;
  snprintf(file, sizeof file, "%s/pamphlet.db", copy->folder.path);
  e = transfer_to_file(from, file, why, sizeof why);
  return e ? e : db_open(&copy->db, file, ROLE_COMMAND);
}

static void import_copy_close(struct import_copy *copy) {
  db_close(copy->db);
  if (copy->has_folder)
    scratch_close(&copy->folder);
}

enum err import_paths(struct site *site, const char *const *paths, size_t count,
    const struct import_options *options, import_reporter *report, void *context) {
  bool dry_run = options->dry_run;
  /* The copy shares everything with the site except the database, so that settings are
   * the same in both. */
  struct site tried = *site;
  struct import_copy copy = {.db = NULL};
  char *dir = realpath(site->dir, NULL);
  struct import_run run = {.site = dry_run ? &tried : site,
      .dir = dir,
      .arena = arena_new(LIST_MEMORY),
      .options = options,
      .input = -1,
      .dry_run = dry_run,
      .report = report,
      .context = context};
  enum err e = !dir ? ERR_IO : run.arena ? OK : ERR_NOMEM;
  /* A dry run is a real run on a copy, so that both report the same. */
  if (!e && dry_run)
    e = import_copy_open(site->db, &copy);
  tried.db = copy.db;
  if (!e)
    e = import_find_source_dir(&run);
  if (!e) {
    db_change_many(run.site->db, DATABASE_KIB);
    e = import_all_of(&run, paths, count);
    db_change_many(run.site->db, 0);
  }
  /* The input is open only if something was read from standard input. */
  if (run.input >= 0)
    close(run.input);
  import_prefetch_end(&run);
  import_rich_end(&run);
  import_copy_close(&copy);
  arena_free(run.arena);
  free(dir);
  return e;
}

enum err import_redirects(
    struct site *site, const char *file, import_reporter *report, void *context) {
  return import_addresses_file(site, file, report, context);
}
