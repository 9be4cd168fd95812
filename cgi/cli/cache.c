/* The page cache, seen and steered. */
#include <stdio.h>
#include <sysexits.h>

#include "cli/command/command.h"
#include "cli/exit.h"
#include "cli/output/print.h"
#include "cli/output/progress.h"
#include "pagecache/pagecache.h"
#include "pagecache/pagecache_epoch.h"
#include "pagecache/pagecache_evict.h"
#include "pagecache/pagecache_read.h"
#include "site/cache/cache_epoch.h"
#include "site/cache/cached_page.h"
#include "site/cache/page_each.h"
#include "site/pages/page_kind.h"
#include "site/site_open.h"

enum { MEMORY = 64 << 20 };

static int failed(enum err e) {
  command_complain("%s", err_text(e));
  return exit_of(e);
}

static enum err count_one(void *context, const char *path) {
  int64_t *count = context;
  (void)path;
  ++*count;
  return OK;
}

static json_t *describe(struct site *site, int64_t pages) {
  struct pagecache_usage usage = {0};
  struct pagecache_epoch epoch = {.token = ""};
  if (site->pagecache) {
    pagecache_read_usage(site->pagecache, &usage);
    if (pagecache_read_epoch(site->pagecache, &epoch))
      epoch.token[0] = '\0';
  }
  return json_pack("{s:s, s:s, s:I, s:I, s:I, s:I, s:I, s:I, s:s}", "store",
      site->pagecache ? "on" : "off", "folder", site->pagecache_folder, "stored",
      (json_int_t)usage.pages, "pages", (json_int_t)pages, "bytes",
      (json_int_t)usage.bytes, "limit", (json_int_t)site->settings.cache_mb << 20,
      "published", (json_int_t)usage.published, "overtaken",
      (json_int_t)usage.overtaken, "epoch", epoch.token);
}

int cache_status(const struct command_line *line) {
  enum print_format format;
  int64_t pages = 0;
  int code = 0;
  if (!print_format(line->values[0], PRINT_OBJECT, &format))
    return EX_USAGE;
  struct site *site = command_open(line, COMMAND_READS, &code);
  if (!site)
    return code;
  struct cache_record row;
  struct arena *a = arena_new(MEMORY);
  enum err e = a ? cache_epoch_attach(site, a, &row) : ERR_NOMEM;
  if (!e)
    e = page_each(site, false, count_one, &pages);
  if (e)
    code = failed(e);
  else
    print_object(describe(site, pages), format);
  arena_free(a);
  site_close(site);
  return code;
}

int cache_flush(const struct command_line *line) {
  int code = 0;
  struct site *site = command_open(line, COMMAND_WRITES, &code);
  if (!site)
    return code;
  struct arena *a = arena_new(MEMORY);
  enum err e = a ? cache_epoch_flush(site) : ERR_NOMEM;
  if (!e && site->pagecache)
    pagecache_sweep(site->pagecache);
  if (e)
    code = failed(e);
  else
    puts(site->pagecache
             ? "All stored pages are gone; each is made anew when it is read."
             : "There is no page cache.");
  arena_free(a);
  site_close(site);
  return code;
}

struct warming {
  struct site *site;
  struct arena *arena;
  struct progress progress;
  int64_t made, there, left;
};

static enum err warm_one(void *context, const char *path) {
  struct warming *w = context;
  struct pagecache_entry stored;
  struct buf body = {0};
  bool published = false;
  enum err e = pagecache_read(
      w->site->pagecache, path, page_kind_file_at(path)->leaf, 0, &stored);
  if (!e) {
    buf_free(&stored.body);
    w->there++;
  } else if (e == ERR_NOT_FOUND) {
    e = cached_page_make(w->site, w->arena, path, &body, &published);
    buf_free(&body);
    w->made += published;
    w->left += !published;
  }
  arena_reset(w->arena);
  progress_step(&w->progress);
  /* A page that has gone meanwhile is none to be made. */
  return e == ERR_NOT_FOUND || e == ERR_GONE ? OK : e;
}

static enum err warm(struct warming *w, bool quiet, char *why, size_t why_size) {
  int64_t pages = 0;
  struct cache_record row;
  enum err e = site_open_theme(w->site, why, why_size);
  if (e)
    return e;
  e = cache_epoch_attach(w->site, w->arena, &row);
  if (!e && !w->site->pagecache) {
    snprintf(why, why_size,
        "there is no page cache: start pamphlet.fcgi, and see [pages] in site.ini");
    return ERR_NOT_FOUND;
  }
  if (!e && !cache_epoch_fits(w->site, &row)) {
    snprintf(why, why_size,
        "the running pamphlet.fcgi has other templates or settings: "
        "reload it with kill -HUP first");
    return ERR_CONFIG;
  }
  if (!e)
    e = page_each(w->site, false, count_one, &pages);
  progress_start(&w->progress, "pages", pages, quiet);
  if (!e)
    e = page_each(w->site, false, warm_one, w);
  progress_end(&w->progress);
  return e;
}

int cache_warm(const struct command_line *line) {
  char why[400] = "";
  int code = 0;
  bool quiet = line->values[0] != NULL;
  struct warming w = {.site = command_open(line, COMMAND_WRITES, &code)};
  if (!w.site)
    return code;
  w.arena = arena_new(MEMORY);
  enum err e = w.arena ? warm(&w, quiet, why, sizeof why) : ERR_NOMEM;
  if (e) {
    command_complain("%s", why[0] ? why : err_text(e));
    code = exit_of(e);
  } else if (!quiet) {
    printf("%lld pages made, %lld were there", (long long)w.made, (long long)w.there);
    if (w.left)
      printf(", %lld could not be stored", (long long)w.left);
    putchar('\n');
  }
  arena_free(w.arena);
  site_close(w.site);
  return code;
}
