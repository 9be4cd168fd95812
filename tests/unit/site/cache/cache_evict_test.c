/* A seeded random walk through everything that can be written. After each step, every
 * page left in the page cache must equal a fresh rendering. PAMPHLET_WALK_STEPS and
 * PAMPHLET_WALK_SEED set its length and its path. */
#include "pagecache/pagecache_epoch.h"
#include "pagecache/pagecache_evict.h"
#include "pagecache/pagecache_lock.h"
#include "pagecache/pagecache_read.h"
#include "pagecache/pagecache_sweep.h"
#include "site/cache/cache_evict.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "cache_walk.h"
#include "site/cache/cached_page.h"
#include "site/cache/page_each.h"
#include "site/core/permalink.h"
#include "site/pages/article_memory.h"
#include "site/pages/layout_cache.h"
#include "site/pages/page.h"
#include "site/pages/page_kind.h"

enum {
  MOST_PAGES = 4000,
  STEPS = 350, /* enough to run each kind of step */
/* The sanitizers make a step ten times as slow; the plain build walks the whole way. */
#ifdef __SANITIZE_ADDRESS__
  DEFAULT_STEPS = 60,
#else
  DEFAULT_STEPS = STEPS,
#endif
  MOST_PATH = 512
};

/* A cached page before the step. */
struct known {
  char path[MOST_PATH];
  char *body;
};

static struct known pages[MOST_PAGES];
static size_t page_count;
static int evicted[STEP_KINDS], needless[STEP_KINDS], flips[STEP_KINDS],
    ran[STEP_KINDS], replaced[STEP_KINDS];

/* ---- The checks after each step ---- */

/* Renders a page without the cache. NULL if there is no such page. The caller frees it.
 * */
static char *render_in(struct site *site, const char *path) {
  struct arena *a = arena_new(8 << 20);
  struct buf body = {0};
  struct page p = {0};
  char *encoded = permalink_encode(a, path);
  const struct page_request r = {.raw_path = encoded, .path = path, .now = clock_now()};
  assert_err(db_read_begin(site->db), OK);
  enum err e = page_find(site, a, &r, &p);
  if (!e && p.location)
    e = ERR_NOT_FOUND;
  if (!e)
    e = page_render(site, a, &p, &body);
  db_read_end(site->db);
  assert_true(e == OK || e == ERR_NOT_FOUND || e == ERR_GONE);
  arena_free(a);
  char *text = e ? NULL : buf_steal(&body);
  buf_free(&body);
  return text;
}

/* What a process remembers of earlier pages must not make a difference. */
static char *render(const char *path) {
  char *remembered = render_in(web, path);
  layout_cache_free(forgetful);
  article_memory_free(forgetful);
  char *fresh = render_in(forgetful, path);
  if (!fresh != !remembered || (fresh && strcmp(fresh, remembered) != 0))
    fail_msg("%s is not what the process remembers of it", path);
  free(remembered);
  return fresh;
}

static bool is_cached(const char *path, struct pagecache_entry *out) {
  return pagecache_read(web->pagecache, path, page_kind_file_at(path)->leaf, 0, out) ==
         OK;
}

/* The compressed forms of a page are of the same version. */
static void check_compressed(const struct known *page, const char *fresh) {
  struct pagecache_entry stored = {0};
  struct buf plain = {0};
  if (pagecache_read(web->pagecache, page->path, page_kind_file_at(page->path)->leaf,
          1u << PAGECACHE_GZIP, &stored) != OK)
    return;
  if (stored.encoding == PAGECACHE_GZIP) {
    assert_true(support_gunzip(&stored.body, &plain));
    assert_string_equal(buf_text(&plain), fresh);
  }
  buf_free(&plain);
  buf_free(&stored.body);
}

/* Every page that was cached before is evicted, or still current. */
static void check(enum step step, bool flipped) {
  for (size_t i = 0; i < page_count; i++) {
    struct pagecache_entry stored = {0};
    bool there = is_cached(pages[i].path, &stored);
    if (flipped && !there)
      continue;
    char *fresh = render(pages[i].path);
    if (getenv("PAMPHLET_WALK_SHOW") && there && fresh &&
        strcmp(fresh, buf_text(&stored.body))) {
      support_write("/tmp", "stale.html", buf_text(&stored.body));
      support_write("/tmp", "fresh.html", fresh);
    }
    if (there && (!fresh || strcmp(fresh, buf_text(&stored.body)) != 0))
      fail_msg("%s is stale after: %s", pages[i].path, step_names[step]);
    check_compressed(&pages[i], fresh);
    replaced[step] += there && strcmp(fresh, pages[i].body) != 0;
    if (!there) {
      evicted[step]++;
      bool same = fresh && strcmp(fresh, pages[i].body) == 0;
      needless[step] += same;
      if (same && getenv("PAMPHLET_WALK_SHOW"))
        printf("needless after %s: %s\n", step_names[step], pages[i].path);
    }
    buf_free(&stored.body);
    free(fresh);
  }
}

static enum err fill(void *context, const char *path) {
  struct arena *a = context;
  struct pagecache_entry stored = {0};
  struct buf body = {0};
  bool published = false;
  assert_true(page_count < MOST_PAGES && strlen(path) < MOST_PATH);
  struct known *k = &pages[page_count++];
  snprintf(k->path, sizeof k->path, "%s", path);
  if (!is_cached(path, &stored)) {
    enum err e = cached_page_make(web, a, path, &body, &published);
    if (e || !published)
      fail_msg("%s could not be stored: %s", path, err_name(e));
    stored.body = body;
  }
  k->body = buf_steal(&stored.body);
  arena_reset(a);
  return OK;
}

/* As a web server would, a moment later: a change replaces some of these pages instead
 * of evicting them. */
static void read_some(void) {
  char file[8192];
  struct timespec times[2] = {{0}, {.tv_nsec = UTIME_OMIT}};
  static const char *const endings[] = {"", ".gz", ".br"};
  clock_gettime(CLOCK_REALTIME, &times[0]);
  times[0].tv_sec++;
  for (size_t i = 0; i < page_count; i++)
    /* What was replaced has only the encodings that were read. */
    if (draw(3) == 0 &&
        snprintf(file, sizeof file, "%s/current%s%s%s", web->pagecache_folder,
            pages[i].path, page_kind_file_at(pages[i].path)->leaf,
            endings[draw(3)]) < (int)sizeof file)
      utimensat(AT_FDCWD, file, times, 0);
}

/* Nobody has asked for these yet. Of some lists, no page is stored then. */
static void forget_some(void) {
  size_t kept = 0;
  unsigned one_in = 1 + draw(4);
  assert_err(pagecache_lock(web->pagecache), OK);
  for (size_t i = 0; i < page_count; i++)
    if (draw(3 * one_in) == 0) {
      assert_err(pagecache_evict(web->pagecache, pages[i].path), OK);
      free(pages[i].body);
    } else {
      pages[kept++] = pages[i];
    }
  page_count = kept;
  pagecache_unlock(web->pagecache);
}

static void fill_cache(void) {
  struct arena *a = arena_new(8 << 20);
  while (page_count)
    free(pages[--page_count].body);
  assert_err(page_each(command, true, fill, a), OK);
  arena_free(a);
}

static void epoch(char out[PAGECACHE_TOKEN]) {
  struct pagecache_epoch current;
  assert_err(pagecache_read_epoch(scheduler->pagecache, &current), OK);
  memcpy(out, current.token, PAGECACHE_TOKEN);
}

static void no_page_is_ever_stale(void **state) {
  const char *steps = getenv("PAMPHLET_WALK_STEPS"),
             *way = getenv("PAMPHLET_WALK_SEED");
  long n = steps ? strtol(steps, NULL, 10) : DEFAULT_STEPS;
  (void)state;
  seed = way ? (unsigned)strtoul(way, NULL, 10) : 1;
  struct cache_record row;
  struct arena *a = arena_new(1 << 20);
  assert_err(cache_epoch_attach(web, a, &row), OK);
  arena_free(a);
  for (int i = 0; i < 8; i++)
    save(0);
  for (long i = 0; i < n; i++) {
    char before[PAGECACHE_TOKEN], after[PAGECACHE_TOKEN];
    fill_cache();
    read_some();
    forget_some();
    epoch(before);
    enum step step = run_step();
    epoch(after);
    bool flipped = strcmp(before, after) != 0;
    ran[step]++;
    flips[step] += flipped;
    check(step, flipped);
    if (i % 50 == 0)
      pagecache_sweep(scheduler->pagecache);
  }
  fill_cache();
  printf("%-16s %6s %6s %8s %8s %8s\n", "step", "runs", "epochs", "evicted", "needless",
      "replaced");
  for (int i = 0; i < STEP_KINDS; i++)
    printf("%-16s %6d %6d %8d %8d %8d\n", step_names[i], ran[i], flips[i], evicted[i],
        needless[i], replaced[i]);
  assert_true(replaced[COMMENT] > 0);
  /* A new comment evicts the pages that show it and no others. A change that moves
   * articles may evict a page that stays the same by chance, and the moderation of an
   * old comment evicts the feeds of all comments, which show only the newest. If the
   * article shows the newest comments, only the count of all would tell whether the
   * page before them is a link further away. Lists do not show what an edit or a
   * closing changes. */
  assert_true(needless[COMMENT] <= (web->settings.newest_first ? ran[COMMENT] : 0));
  int all = 0, in_vain = 0;
  for (int i = 0; i < STEP_KINDS; i++) {
    all += evicted[i];
    in_vain += i == EDIT_COMMENT || i == CLOSE ? 0 : needless[i];
  }
  assert_true(in_vain * 20 <= all);
  assert_int_equal(flips[COMMENT] + flips[MODERATE] + flips[DELETE_COMMENT], 0);
  if (n >= STEPS)
    for (int i = 0; i < STEP_KINDS; i++)
      assert_true(ran[i] > 0);
  while (page_count)
    free(pages[--page_count].body);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(no_page_is_ever_stale, set_up, tear_down),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
