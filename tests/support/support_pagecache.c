#include "support_pagecache.h"

#include <dirent.h>
#include <unistd.h>

char support_pagecache_folder[64], *support_pagecache_site, support_pagecache_lock[512];
struct pagecache *support_cache;

struct pagecache *support_pagecache_open(void) {
  struct pagecache *s = NULL;
  assert_err(pagecache_open(&s, support_pagecache_folder, support_pagecache_lock), OK);
  return s;
}

void support_pagecache_begin(const char *token) {
  struct pagecache_epoch epoch = {
      .render_key = SUPPORT_RENDER_KEY, .list_key = SUPPORT_LIST_KEY};
  snprintf(epoch.token, sizeof epoch.token, "%s", token);
  assert_err(pagecache_lock(support_cache), OK);
  assert_err(pagecache_begin_epoch(support_cache, &epoch), OK);
  pagecache_unlock(support_cache);
}

int support_pagecache(void **state) {
  char why[300] = "";
  (void)state;
  snprintf(support_pagecache_folder, sizeof support_pagecache_folder,
      "/dev/shm/pamphlet-test-XXXXXX");
  assert_non_null(mkdtemp(support_pagecache_folder));
  support_pagecache_site = support_folder();
  snprintf(support_pagecache_lock, sizeof support_pagecache_lock, "%s/x.lock",
      support_pagecache_site);
  assert_err(pagecache_create(
                 support_pagecache_folder, support_pagecache_lock, why, sizeof why),
      OK);
  support_cache = support_pagecache_open();
  support_pagecache_begin(SUPPORT_EPOCH_ONE);
  return 0;
}

int support_pagecache_remove(void **state) {
  (void)state;
  pagecache_close(support_cache);
  support_remove(support_pagecache_folder);
  support_remove(support_pagecache_site);
  free(support_pagecache_site);
  return 0;
}

bool support_pagecache_yes(void *context) {
  (void)context;
  return true;
}

bool support_pagecache_no(void *context) {
  (void)context;
  return false;
}

struct pagecache_candidate support_pagecache_candidate(
    const char *path, const char *body) {
  return (struct pagecache_candidate){.path = path,
      .leaf = "index.html",
      .epoch = SUPPORT_EPOCH_ONE,
      .render_key = SUPPORT_RENDER_KEY,
      .revision = 4711,
      .body = body,
      .size = strlen(body),
      .limit = 1 << 20};
}

enum err support_pagecache_publish(const char *path, const char *body) {
  struct pagecache_candidate o = support_pagecache_candidate(path, body);
  return pagecache_publish(support_cache, &o, support_pagecache_yes, NULL);
}

enum err support_pagecache_look(const char *path) {
  struct pagecache_entry page = {0};
  enum err e = pagecache_read(support_cache, path, "index.html", 0, &page);
  buf_free(&page.body);
  return e;
}

uint64_t support_pagecache_count(void) {
  struct pagecache_usage u;
  pagecache_read_usage(support_cache, &u);
  return u.pages;
}

int support_pagecache_entries(const char *name) {
  char path[200];
  snprintf(path, sizeof path, "%s/%s", support_pagecache_folder, name);
  DIR *d = opendir(path);
  int n = 0;
  assert_non_null(d);
  for (struct dirent *e; (e = readdir(d)) != NULL;)
    n += e->d_name[0] != '.';
  closedir(d);
  return n;
}
