/* Exports for tests: whole documents as strings, and parts of a WXR document. */
#ifndef TESTS_EXPORT_SUPPORT_H
#define TESTS_EXPORT_SUPPORT_H

#include <search.h>

#include "db/db.h"
#include "export/export.h"
#include "export/export_wxr_internal.h"
#include "support_site.h"

#define assert_has(text, part)                                                         \
  do {                                                                                 \
    if (!strstr(text, part))                                                           \
      fail_msg("\"%s\" is not in \"%s\"", part, text);                                 \
  } while (0)
#define assert_lacks(text, part)                                                       \
  do {                                                                                 \
    if (strstr(text, part))                                                            \
      fail_msg("\"%s\" is in \"%s\"", part, text);                                     \
  } while (0)

static inline bool export_support_stop(void *context) {
  (void)context;
  return true;
}

/* A function that writes a whole document. */
typedef enum err export_support_write(struct export *x, FILE *out);

/* Returns the document, in the arena of the blog. */
static inline const char *export_support_document(
    struct blog *b, struct export *x, export_support_write *write) {
  char *text = NULL;
  size_t size = 0;
  FILE *out = open_memstream(&text, &size);
  assert_err(write(x, out), OK);
  fclose(out);
  const char *copy = arena_strdup(b->arena, text);
  free(text);
  return copy;
}

/* Writes the document to memory. For fail_alloc_each. */
static inline enum err export_support_try(struct blog *b, export_support_write *write) {
  struct export x = {.site = b->site, .personal = true};
  char *text = NULL;
  size_t size = 0;
  FILE *out = open_memstream(&text, &size);
  enum err e = write(&x, out);
  fclose(out);
  free(text);
  return e;
}

/* A WXR document in memory, for functions that write parts of one. */
struct export_support_wxr {
  struct export_wxr wxr;
  struct export x;
  char *text;
  size_t size;
};

/* Begins a document. wxr.arena is NULL when out of memory. */
static inline void export_support_begin(struct export_support_wxr *d, struct blog *b) {
  *d = (struct export_support_wxr){.x = {.site = b->site}};
  d->wxr = (struct export_wxr){.x = &d->x, .arena = arena_new(1 << 20)};
  d->wxr.out = open_memstream(&d->text, &d->size);
}

/* Returns the document so far. */
static inline const char *export_support_text(struct export_support_wxr *d) {
  fflush(d->wxr.out);
  return d->text;
}

/* Frees nothing: the nodes of the trees are in the arena. */
static inline void export_support_keep(void *node) {
  (void)node;
}

static inline void export_support_end(struct export_support_wxr *d) {
  fclose(d->wxr.out);
  free(d->text);
  tdestroy(d->wxr.categories, export_support_keep);
  tdestroy(d->wxr.nicenames, export_support_keep);
  tdestroy(d->wxr.files, export_support_keep);
  arena_free(d->wxr.arena);
}

#endif
