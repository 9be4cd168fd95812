#include "import/common/import_source.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "db/model/article.h"

static const char scheme[] = IMPORT_SOURCE_SCHEME;

/* An article whose file is gone. */
struct lost {
  int64_t id; /* 0: already matched with a renamed file */
  uint8_t hash[IMPORT_HASH_HALF];
};

struct import_gone {
  const struct import_run *run;
  struct lost *items;
  size_t count, cap;
};

char *import_source_key(struct arena *a, const char *dir, const char *file) {
  size_t common = 0; /* length up to and including the last common slash */
  size_t i = 0;
  for (; dir[i] && dir[i] == file[i]; i++)
    if (dir[i] == '/')
      common = i + 1;
  /* The file is in the site directory itself. */
  if (!dir[i] && file[i] == '/')
    return arena_printf(a, "%s%s", scheme, file + i + 1);
  char *key = arena_strdup(a, scheme);
  /* One ".." for each folder of the site's path that the file is not in. */
  for (const char *s = dir + common; key && *s;) {
    s += strcspn(s, "/");
    s += *s == '/';
    key = arena_printf(a, "%s../", key);
  }
  return key ? arena_printf(a, "%s%s", key, file + common) : NULL;
}

/* Not realpath(), because the file of an article may be gone. */
char *import_source_plain(struct arena *a, const char *path) {
  char *out = arena_strdup(a, path);
  size_t n = 0;
  for (const char *s = path; out && *s;) {
    s += strspn(s, "/");
    size_t m = strcspn(s, "/");
    if (m == 2 && memcmp(s, "..", 2) == 0) {
      while (n && out[n - 1] != '/')
        n--;
      n -= n > 0;
    } else if (m && !(m == 1 && *s == '.')) {
      out[n++] = '/';
      memcpy(out + n, s, m);
      n += m;
    }
    s += m;
  }
  if (out)
    out[n] = '\0';
  return out;
}

char *import_source_file(struct arena *a, const char *dir, const char *key) {
  if (strncmp(key, scheme, sizeof scheme - 1) != 0)
    return NULL;
  char *path = arena_printf(a, "%s/%s", dir, key + sizeof scheme - 1);
  return path ? import_source_plain(a, path) : NULL;
}

static enum err import_source_add_if_gone(
    void *context, int64_t id, const char *key, const uint8_t *hash) {
  struct import_gone *gone = context;
  struct import_run const *run = gone->run;
  struct stat st;
  if (strncmp(key, scheme, sizeof scheme - 1) != 0)
    return OK;
  char *path = arena_printf(run->arena, "%s/%s", run->dir, key + sizeof scheme - 1);
  if (!path)
    return ERR_NOMEM;
  /* A copy is no rename: as long as the old file exists, its article is that file's. */
  if (lstat(path, &st) == 0 || (errno != ENOENT && errno != ENOTDIR))
    return OK;
  struct lost *items =
      arena_grow(run->arena, gone->items, gone->count, &gone->cap, sizeof *items);
  if (!items)
    return ERR_NOMEM;
  gone->items = items;
  gone->items[gone->count].id = id;
  /* Only the half that covers the content: links and pictures of a file may change when
   * it moves. */
  memcpy(gone->items[gone->count++].hash, hash, IMPORT_HASH_HALF);
  return OK;
}

/* A part of a folder comes with the files that are gone. */
static enum err import_source_find_part(
    struct import_gone *gone, const struct import_part *part) {
  const struct import_run *run = gone->run;
  enum err e = OK;
  for (size_t i = 0; !e && i < part->gone_count; i++) {
    struct article r;
    char *key = import_source_key(run->arena, run->dir, part->gone[i]);
    e = key ? article_by_source(run->site->db, run->arena, key, &r) : ERR_NOMEM;
    if (!e)
      e = import_source_add_if_gone(gone, r.id, key, r.source_hash);
    if (e == ERR_NOT_FOUND)
      e = OK;
  }
  return e;
}

/* Done once per run and only when needed: renames are rare, and a table of all hashes
 * would exist just for them. */
static enum err import_source_find_gone(struct import_run *run) {
  if (run->gone)
    return OK;
  struct import_gone *gone = arena_alloc(run->arena, sizeof *gone);
  if (!gone)
    return ERR_NOMEM;
  gone->run = run;
  const struct import_part *part = run->options->part;
  enum err e =
      part ? import_source_find_part(gone, part)
           : article_each_source(run->site->db, import_source_add_if_gone, gone);
  if (!e)
    run->gone = gone;
  return e;
}

enum err import_source_find(struct import_run *run, struct arena *a, const char *key,
    const uint8_t *hash, struct article *out, bool *moved) {
  enum err e = article_by_source(run->site->db, a, key, out);
  *moved = false;
  if (e != ERR_NOT_FOUND)
    return e;
  e = import_source_find_gone(run);
  if (e)
    return e;
  for (size_t i = 0; i < run->gone->count; i++) {
    struct lost *lost = &run->gone->items[i];
    if (!lost->id || memcmp(lost->hash, hash, sizeof lost->hash) != 0)
      continue;
    /* Each article is matched once: of two files with the same content, the first one
     * takes it over. */
    int64_t id = lost->id;
    lost->id = 0;
    *moved = true;
    return article_by_id(run->site->db, a, id, out);
  }
  return ERR_NOT_FOUND;
}
