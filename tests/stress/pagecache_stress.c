/* Publishers, writers, readers and a scheduler run in separate processes, which are
 * killed at random: in the middle of a batch of changes as well, and while they wait
 * for their turn. A reader must never see an older version than was acknowledged before
 * its request, nor one that was refused, nor a partial page. What was acknowledged must
 * be in the database at the end. pagecache_stress SECONDS [WRITES [KILLS]] ends when
 * all three are reached. */
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <sodium.h>

#include "base/clock.h"
#include "db/model/article.h"
#include "db/txn.h"
#include "pagecache/pagecache_read.h"
#include "pagecache/pagecache_sweep.h"
#include "site/cache/cache_epoch.h"
#include "site/cache/cached_page.h"
#include "site/core/permalink.h"
#include "site/pages/page_kind.h"
#include "site/publish/article_write.h"
#include "site/publish/publish.h"
#include "site/site_open.h"
#include "support.h"

enum { ARTICLES = 24, WRITERS = 3, PUBLISHERS = 3, READERS = 2, CHILDREN = 9 };
/* Changes that one transaction has at most, as the answers to forms have. */
enum { BATCH = 4 };
_Static_assert(WRITERS + PUBLISHERS + READERS + 1 == CHILDREN, "one scheduler");

/* Memory shared by all processes. */
static struct {
  atomic_llong acknowledged[ARTICLES + 1]; /* version, by article id */
  atomic_llong seen[ARTICLES + 1];         /* by a reader of the home page */
  atomic_llong writes, batches, undone, reads, hits, publications, refused;
  atomic_llong stale, torn, false_ones, lost;
  atomic_int failed;
} * shared;

static char folder[] = "/tmp/pamphlet-stress-XXXXXX";

static void say(const char *what, enum err e) {
  fprintf(stderr, "stress: %s: %s\n", what, err_name(e));
  atomic_store(&shared->failed, 1);
}

static struct site *open_site(enum role role) {
  char why[400] = "";
  struct site *s = NULL;
  enum err e = site_open(&s, folder, role, why, sizeof why);
  /* Another process may be recovering from the kill at this moment. */
  for (int i = 0; e == ERR_BUSY && i < 10; i++)
    e = site_open(&s, folder, role, why, sizeof why);
  if (e) {
    fprintf(stderr, "stress: %s\n", why);
    _exit(2);
  }
  return s;
}

/* An article to save: `is_new` creates it, `fails` undoes it afterwards. */
struct change {
  struct site *site;
  struct arena *arena;
  int64_t id;
  long long version;
  bool is_new, fails;
  enum err result;
};

/* A version that is undone: no reader may ever see it. */
static const long long undone = INT64_C(1000000000000);

static enum err fail_after(struct db *s, int64_t id, void *context) {
  const struct change *c = context;
  (void)s;
  (void)id;
  return c->fails ? ERR_INVALID : OK;
}

static enum err save_within(struct db *s, void *context) {
  struct change *c = context;
  char html[64], slug[32];
  struct parse_problem problem;
  long long version = c->version + (c->fails ? undone : 0), id = c->id;
  (void)s;
  snprintf(html, sizeof html, "<p>v=%lld;</p>", version);
  snprintf(slug, sizeof slug, "article-%lld", id);
  const int64_t date = INT64_C(1700000000) * CLOCK_SECOND + id;
  const struct article_input d = {.id = c->is_new ? 0 : id,
      .status = ARTICLE_PUBLISH,
      .title = slug,
      .slug = slug,
      .excerpt = html,
      .published_at = date,
      .updated_at = date,
      .html = html,
      .source = html,
      .format = "html",
      .renderer = 1};
  int64_t saved = 0;
  return publish_save_within(c->site, c->arena, &d, fail_after, c, &saved, &problem);
}

struct batch {
  struct change changes[BATCH];
  size_t count;
};

/* Each change succeeds or fails for itself, as in comment_submit_store. */
static enum err save_batch(struct db *s, void *context) {
  struct batch *b = context;
  for (size_t i = 0; i < b->count; i++) {
    struct change *c = &b->changes[i];
    c->result = txn_savepoint(s, save_within, c);
    if (c->result && c->result != ERR_INVALID)
      return c->result;
  }
  return OK;
}

static void acknowledge(const struct batch *b) {
  for (size_t i = 0; i < b->count; i++) {
    const struct change *c = &b->changes[i];
    if (c->result) {
      atomic_fetch_add(&shared->undone, 1);
      continue;
    }
    atomic_store(&shared->acknowledged[c->id], c->version);
    atomic_fetch_add(&shared->writes, 1);
  }
  atomic_fetch_add(&shared->batches, b->count > 1);
}

/* Each writer has its own articles, so that versions only increase. */
static void write_forever(int number) {
  char why[400];
  struct site *site = open_site(ROLE_COMMAND);
  struct arena *a = arena_new(8 << 20);
  /* With a theme, it replaces pages that were read instead of evicting them. */
  if (number % 2 == 0 && site_load_theme(site, why, sizeof why) != OK)
    _exit(2);
  for (;;) {
    struct batch b = {.count = 1 + randombytes_uniform(BATCH)};
    int first = (int)randombytes_uniform(ARTICLES / WRITERS);
    for (size_t i = 0; i < b.count; i++) {
      int id = 1 + number + WRITERS * ((first + (int)i) % (ARTICLES / WRITERS));
      /* A version that was committed but not acknowledged may be saved a second time.
       */
      b.changes[i] = (struct change){.site = site,
          .arena = a,
          .id = id,
          .version = atomic_load(&shared->acknowledged[id]) + 1,
          .fails = b.count > 1 && randombytes_uniform(4) == 0};
    }
    enum err e = article_write(site, save_batch, &b);
    if (!e) {
      acknowledge(&b);
    } else if (e == ERR_BUSY) {
      atomic_fetch_add(&shared->refused, 1);
    } else {
      say("write", e);
    }
    arena_reset(a);
  }
}

static const char *path_of(int id, char out[64]) {
  if (id == 0)
    return "/";
  snprintf(out, 64, "/2023/11/article-%d/", id);
  return out;
}

/* Returns the version of an article that a page shows. */
static long long shown(const char *page, int id) {
  char mark[48];
  snprintf(mark, sizeof mark, "article-%d/\"", id);
  const char *at = strstr(page, mark);
  const char *version = at ? strstr(at, "v=") : NULL;
  return version ? strtoll(version + 2, NULL, 10) : -1;
}

static void raise_to(atomic_llong *least, long long version) {
  long long was = atomic_load(least);
  while (was < version && !atomic_compare_exchange_weak(least, &was, version))
    ;
}

/* A reader that has seen a version on one page must not find an older one on the next.
 * */
static void remember(const char *home) {
  for (int id = 1; id <= ARTICLES; id++)
    raise_to(&shared->seen[id], shown(home, id));
}

static void publish_forever(void) {
  struct site *site = open_site(ROLE_WEB);
  struct arena *a = arena_new(8 << 20);
  char path[64];
  for (;;) {
    struct buf body = {0};
    bool published = false;
    int id = randombytes_uniform(4) ? (int)randombytes_uniform(ARTICLES + 1) : 0;
    enum err e = cached_page_make(site, a, path_of(id, path), &body, &published);
    if (e && e != ERR_BUSY)
      say("render", e);
    if (!e && id == 0)
      remember(buf_text(&body));
    atomic_fetch_add(&shared->publications, published);
    buf_free(&body);
    arena_reset(a);
  }
}

static void read_once(struct site *site, int id) {
  char path[64];
  struct pagecache_entry page = {0};
  struct buf plain = {0};
  int article = id ? id : ARTICLES;
  bool packed = randombytes_uniform(2) == 0;
  long long least = atomic_load(&shared->acknowledged[article]);
  if (atomic_load(&shared->seen[article]) > least)
    least = atomic_load(&shared->seen[article]);
  const char *wanted = path_of(id, path);
  enum err e = pagecache_read(site->pagecache, wanted, page_kind_file_at(wanted)->leaf,
      packed ? 1u << PAGECACHE_GZIP : 0, &page);
  atomic_fetch_add(&shared->reads, 1);
  if (e)
    return;
  atomic_fetch_add(&shared->hits, 1);
  bool whole = page.encoding == PAGECACHE_PLAIN || support_gunzip(&page.body, &plain);
  const struct buf *body = page.encoding == PAGECACHE_PLAIN ? &page.body : &plain;
  whole =
      whole && body->len > 8 && strcmp(body->data + body->len - 8, "</html>\n") == 0;
  if (!whole)
    atomic_fetch_add(&shared->torn, 1);
  else if (shown(body->data, article) < least)
    atomic_fetch_add(&shared->stale, 1);
  else if (shown(body->data, article) >= undone)
    atomic_fetch_add(&shared->false_ones, 1);
  buf_free(&page.body);
  buf_free(&plain);
}

static void read_forever(void) {
  struct site *site = open_site(ROLE_WEB);
  struct cache_record row;
  struct arena *a = arena_new(1 << 20);
  enum err e = cache_epoch_attach(site, a, &row);
  if (e || !site->pagecache) {
    say("attach", e);
    _exit(2);
  }
  for (;;)
    read_once(site, (int)randombytes_uniform(ARTICLES + 1));
}

static void keep_forever(void) {
  struct site *site = open_site(ROLE_SCHEDULER);
  struct arena *a = arena_new(1 << 20);
  for (;;) {
    enum err e = cache_epoch_tend(site, a);
    if (e && e != ERR_BUSY)
      say("tend", e);
    if (site->pagecache)
      pagecache_sweep(site->pagecache);
    arena_reset(a);
    poll(NULL, 0, 50);
  }
}

static pid_t start(int child) {
  fflush(NULL);
  pid_t pid = fork();
  if (pid)
    return pid;
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (child < WRITERS)
    write_forever(child);
  else if (child < WRITERS + PUBLISHERS)
    publish_forever();
  else if (child < WRITERS + PUBLISHERS + READERS)
    read_forever();
  keep_forever();
  _exit(2);
}

/* Creates a site with articles and an empty page cache, in a separate process: a
 * database must not be open across fork. */
static void make_site(char *pagecache, size_t size) {
  char why[400] = "";
  const struct settings_initial choice = {.title = "Stress"};
  if (site_create(folder, &choice, why, sizeof why)) {
    fprintf(stderr, "stress: %s\n", why);
    exit(2);
  }
  int ends[2];
  if (pipe(ends) != 0)
    exit(2);
  if (fork() == 0) {
    struct arena *a = arena_new(8 << 20);
    struct site *site = open_site(ROLE_SCHEDULER), *command = open_site(ROLE_COMMAND);
    enum err e = cache_epoch_start(site, a, why, sizeof why);
    for (int i = 1; !e && i <= ARTICLES; i++) {
      struct batch one = {.count = 1,
          .changes = {{.site = command, .arena = a, .id = i, .is_new = true}}};
      e = article_write(command, save_batch, &one);
      e = e ? e : one.changes[0].result;
    }
    if (e || write(ends[1], site->pagecache_folder,
                 strlen(site->pagecache_folder) + 1) < 2) {
      fprintf(stderr, "stress: %s %s\n", err_name(e), why);
      _exit(2);
    }
    _exit(0);
  }
  int status = 0;
  wait(&status);
  ssize_t n = status ? -1 : read(ends[0], pagecache, size - 1);
  if (n < 2 || strncmp(pagecache, "/dev/shm/pamphlet-", 18) != 0)
    exit(2);
}

/* In a process of its own, as all that open the database: counts articles whose version
 * is not the one that was acknowledged, or one that was committed after it. */
static void count_lost(void) {
  fflush(NULL);
  if (fork() == 0) {
    struct site *site = open_site(ROLE_COMMAND);
    struct arena *a = arena_new(8 << 20);
    for (int id = 1; id <= ARTICLES; id++) {
      struct article_body body;
      long long version = -1;
      if (article_body_read(site->db, a, id, &body) == OK) {
        const char *at = strstr(body.html, "v=");
        version = at ? strtoll(at + 2, NULL, 10) : -1;
      }
      shared->lost += version < shared->acknowledged[id] || version >= undone;
    }
    _exit(0);
  }
  wait(NULL);
}

static int report(long kills, double seconds) {
  printf("%.0f s: %lld writes acknowledged, %lld batches, %lld changes undone, %lld"
         " refused; %lld pages stored; %lld looks, %lld found a page; %ld kills; stale"
         " %lld, torn %lld, undone but shown %lld, lost %lld\n",
      seconds, (long long)shared->writes, (long long)shared->batches,
      (long long)shared->undone, (long long)shared->refused,
      (long long)shared->publications, (long long)shared->reads,
      (long long)shared->hits, kills, (long long)shared->stale, (long long)shared->torn,
      (long long)shared->false_ones, (long long)shared->lost);
  /* A run in which nothing happened proves nothing. */
  bool idle = !shared->writes || !shared->batches || !shared->undone || !shared->hits ||
              !shared->publications || !kills;
  return shared->stale || shared->torn || shared->false_ones || shared->lost ||
         shared->failed || idle;
}

int main(int argc, char **argv) {
  double seconds = argc > 1 ? strtod(argv[1], NULL) : 6;
  long long writes = argc > 2 ? strtoll(argv[2], NULL, 10) : 0;
  long most_kills = argc > 3 ? strtol(argv[3], NULL, 10) : 0, kills = 0;
  char pagecache[4096];
  pid_t children[CHILDREN];
  shared = mmap(
      NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (sodium_init() < 0 || shared == MAP_FAILED || !mkdtemp(folder))
    return 2;
  make_site(pagecache, sizeof pagecache);
  int64_t began = clock_now();
  for (int i = 0; i < CHILDREN; i++)
    children[i] = start(i);
  double ran = 0;
  while (ran < seconds || shared->writes < writes || kills < most_kills) {
    poll(NULL, 0, 50 + (int)randombytes_uniform(300));
    int victim = (int)randombytes_uniform(CHILDREN);
    kill(children[victim], SIGKILL);
    waitpid(children[victim], NULL, 0);
    children[victim] = start(victim);
    kills++;
    ran = (double)(clock_now() - began) / (double)CLOCK_SECOND;
    if (kills % 100 == 0)
      report(kills, ran);
  }
  for (int i = 0; i < CHILDREN; i++) {
    kill(children[i], SIGKILL);
    waitpid(children[i], NULL, 0);
  }
  count_lost();
  int code = report(kills, ran);
  support_remove(pagecache);
  support_remove(folder);
  return code;
}
