#include "cli/cache.h"

#include <stdio.h>
#include <sysexits.h>

#include "cli/command/command_site.h"
#include "cli/command/exit_code.h"
#include "cli/output/complain.h"
#include "cli/output/plural.h"
#include "cli/output/print.h"
#include "cli/output/progress.h"
#include "pagecache/pagecache.h"
#include "pagecache/pagecache_epoch.h"
#include "pagecache/pagecache_read.h"
#include "pagecache/pagecache_sweep.h"
#include "site/cache/cache_epoch.h"
#include "site/cache/cached_page.h"
#include "site/cache/page_each.h"
#include "site/pages/page_kind.h"
#include "site/site_open.h"

/* For one page that is rendered. */
enum { CACHE_MEMORY = 64 << 20 };

static int cache_fail(enum err e) {
  complain("%s", err_text(e));
  return exit_code_of(e);
}

/* Counted by a walk: the list of pages is not stored anywhere. */
static enum err cache_count_page(void *context, const char *path) {
  int64_t *count = context;
  (void)path;
  ++*count;
  return OK;
}

static json_t *cache_describe(struct site *site, int64_t pages) {
  struct pagecache_usage usage = {0};
  struct pagecache_epoch epoch = {.token = ""};
  if (site->pagecache) {
    pagecache_read_usage(site->pagecache, &usage);
    /* Without an epoch nothing is served from the cache, and the field shows "". */
    if (pagecache_read_epoch(site->pagecache, &epoch))
      epoch.token[0] = '\0';
  }
  /* The casts matter: json_pack is variadic, and reads each "I" as a json_int_t. */
  return json_pack("{s:s, s:s, s:I, s:I, s:I, s:I, s:I, s:I, s:s}", "cache",
      site->pagecache ? "on" : "off", "folder", site->pagecache_folder, "cached",
      (json_int_t)usage.pages, "pages", (json_int_t)pages, "bytes",
      (json_int_t)usage.bytes, "limit", (json_int_t)site->settings.cache_mb << 20,
      "published", (json_int_t)usage.published, "overtaken",
      (json_int_t)usage.overtaken, "epoch", epoch.token);
}

/* `pages` is how many pages "cache warm" would store, `cached` how many are stored. */
int cache_status(const struct command_line *line) {
  enum print_format format;
  int64_t pages = 0;
  int code = 0;
  if (!print_format(command_line_value(line, "format"), PRINT_OBJECT, &format))
    return EX_USAGE;
  struct site *site = command_site_open(line, COMMAND_SITE_READS, &code);
  if (!site)
    return code;
  struct cache_record row;
  struct arena *a = arena_new(CACHE_MEMORY);
  /* A command opens a site without its page cache: this looks up where it is. */
  enum err e = a ? cache_epoch_attach(site, a, &row) : ERR_NOMEM;
  if (!e)
    e = page_each(site, false, cache_count_page, &pages);
  if (e)
    code = cache_fail(e);
  else
    code = print_object(cache_describe(site, pages), format);
  arena_free(a);
  site_close(site);
  return code;
}

int cache_flush(const struct command_line *line) {
  int code = 0;
  /* To write: flushing begins a new epoch, which is a row of the database. */
  struct site *site = command_site_open(line, COMMAND_SITE_WRITES, &code);
  if (!site)
    return code;
  enum err e = cache_epoch_flush(site);
  /* The new epoch makes all stored pages invalid; the sweep only frees the disk. */
  if (!e && site->pagecache)
    pagecache_sweep(site->pagecache);
  if (e)
    code = cache_fail(e);
  else
    puts(site->pagecache
             ? "Removed all pages from the cache. Each is rendered again when"
               " it is next requested."
             : "There is no page cache.");
  site_close(site);
  return code;
}

struct cache_warming {
  struct site *site;
  struct arena *arena; /* of one page */
  struct progress progress;
  int64_t rendered, cached, uncached; /* uncached: rendered, but could not be stored */
};

static enum err cache_warm_page(void *context, const char *path) {
  struct cache_warming *w = context;
  struct pagecache_entry entry;
  struct buf body = {0};
  bool published = false;
  enum err e = pagecache_read(
      /* Only whether it is stored matters, hence no encoding but plain. */
      w->site->pagecache, path, page_kind_file_at(path)->leaf, 0, &entry);
  if (!e) {
    buf_free(&entry.body);
    w->cached++;
  } else if (e == ERR_NOT_FOUND) {
    /* Only what is missing is rendered, so a run that was interrupted can be repeated.
     */
    e = cached_page_make(w->site, w->arena, path, &body, &published);
    buf_free(&body);
    w->rendered += published;
    /* The cache may be full, or a change has overtaken the page. The next reader, or
     * run, tries again. */
    w->uncached += !published;
  }
  /* Also after an error: memory does not grow with the number of pages. */
  arena_reset(w->arena);
  progress_step(&w->progress);
  /* An author may withdraw an article between the listing of its page and now. */
  return e == ERR_NOT_FOUND || e == ERR_GONE ? OK : e;
}

static enum err cache_warm_all(
    struct cache_warming *w, bool quiet, char *why, size_t why_size) {
  int64_t pages = 0;
  struct cache_record row;
  /* A command's site has no templates (site_open.c), and the cached pages refer to the
   * assets that this writes. */
  enum err e = site_open_theme(w->site, why, why_size);
  if (e)
    return e;
  e = cache_epoch_attach(w->site, w->arena, &row);
  if (!e && !w->site->pagecache) {
    snprintf(why, why_size,
        "there is no page cache: start pamphlet.fcgi, and see [cache] in site.ini");
    return ERR_NOT_FOUND;
  }
  /* Pages rendered with other templates than the service's would be refused one by one.
   */
  if (!e && !cache_epoch_fits(w->site, &row)) {
    snprintf(why, why_size,
        "the running pamphlet.fcgi uses other templates or settings: "
        "run \"pamphlet reload\" first");
    return ERR_CONFIG;
  }
  if (!e)
    e = page_each(w->site, false, cache_count_page, &pages);
  /* The pages are counted first for the progress bar. Meanwhile some may come or go. */
  progress_start(&w->progress, "pages", pages, quiet);
  if (!e)
    e = page_each(w->site, false, cache_warm_page, w);
  progress_end(&w->progress);
  return e;
}

int cache_warm(const struct command_line *line) {
  char why[400] = "";
  int code = 0;
  bool quiet = command_line_flag(line, "quiet");
  /* To write: storing a page in a cache that is full begins a new epoch
   * (cached_page.c). */
  struct cache_warming w = {
      .site = command_site_open(line, COMMAND_SITE_WRITES, &code)};
  if (!w.site)
    return code;
  w.arena = arena_new(CACHE_MEMORY);
  enum err e = w.arena ? cache_warm_all(&w, quiet, why, sizeof why) : ERR_NOMEM;
  if (e) {
    complain("%s", why[0] ? why : err_text(e));
    code = exit_code_of(e);
  } else if (!quiet) {
    printf("%lld page%s rendered, %lld already cached", (long long)w.rendered,
        plural(w.rendered), (long long)w.cached);
    if (w.uncached)
      printf(", %lld could not be cached", (long long)w.uncached);
    putchar('\n');
  }
  arena_free(w.arena);
  site_close(w.site);
  return code;
}
