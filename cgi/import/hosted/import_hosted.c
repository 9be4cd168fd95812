#include "import/hosted/import_hosted.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "import/hosted/import_medium.h"
#include "import/hosted/import_substack.h"

struct import_hosted {
  const char *root; /* the folder with posts/ in it */
  bool is_substack;
  struct import_substack_rows rows; /* of Substack */
};

/* Counts what Substack has published and the folder lacks. */
static void import_hosted_report_missing(
    struct import_run *run, const struct import_hosted *h, const char *csv) {
  size_t missing = 0;
  for (size_t i = 0; i < h->rows.count; i++) {
    const struct import_substack_row *row = &h->rows.items[i];
    char *file = arena_printf(run->arena, "%s/posts/%s.html", h->root, row->id);
    /* A number alone is not the whole name. */
    missing += import_substack_rows_is_published(row) && strchr(row->id, '.') && file &&
               access(file, F_OK) != 0;
  }
  char *message = missing ? arena_printf(run->arena,
                                "has %zu published post%s without a file in posts/: %s"
                                " not imported",
                                missing, missing == 1 ? "" : "s",
                                missing == 1 ? "it is" : "they are")
                          : NULL;
  if (message)
    run->report(run->context, IMPORT_WARNING, csv, 0, message);
}

/* Reads posts.csv. Returns ERR_INVALID if it is another file of that name: not if the
 * files have the names that Substack gives them, for then it was damaged, or saved
 * again by a spreadsheet. */
static enum err import_hosted_read_rows(
    struct import_run *run, struct import_hosted *h, const char *csv, bool has_names) {
  char why[FILE_WHY];
  struct buf text = {0};
  enum err e = file_read(csv, FILE_NO_FOLLOW, LIMIT_IMPORT_FILE, &text, why);
  bool is_read = !e;
  if (is_read)
    e = import_substack_rows_read(run->arena, buf_text(&text), text.len, &h->rows);
  if (is_read && e == ERR_INVALID)
    snprintf(why, sizeof why, "is not a list of posts as Substack writes it");
  if (e && e != ERR_NOMEM && (!is_read || has_names)) {
    /* Without it, nobody knows which posts are for everybody: all become drafts. */
    run->report(run->context, IMPORT_FAILED, csv, 0, why);
    e = OK;
  }
  buf_free(&text);
  if (!e)
    import_hosted_report_missing(run, h, csv);
  return e;
}

static enum err import_hosted_try(
    struct import_run *run, const char *folder, const struct import_hosted **out) {
  char *csv = arena_printf(run->arena, "%s/posts.csv", folder);
  char *posts = arena_printf(run->arena, "%s/posts", folder);
  if (!csv || !posts)
    return ERR_NOMEM;
  bool has_names = import_substack_has_names(posts);
  bool is_substack = has_names || access(csv, F_OK) == 0;
  if (access(posts, F_OK) != 0 || (!is_substack && !import_medium_is_export(folder)))
    return OK;
  struct import_hosted *h = arena_alloc(run->arena, sizeof *h);
  const char *root = arena_strdup(run->arena, folder);
  if (!h || !root)
    return ERR_NOMEM;
  *h = (struct import_hosted){.root = root, .is_substack = is_substack};
  enum err e = is_substack ? import_hosted_read_rows(run, h, csv, has_names) : OK;
  if (!e)
    *out = h;
  return e == ERR_INVALID ? OK : e;
}

enum err import_hosted_find(struct import_run *run, const char *folder, bool is_first,
    const struct import_hosted **out) {
  *out = NULL;
  enum err e = import_hosted_try(run, folder, out);
  const char *slash = strrchr(folder, '/');
  if (e || *out || !is_first || !slash || slash == folder)
    return e;
  /* The folder of posts may be imported alone. */
  char *above = arena_strndup(run->arena, folder, (size_t)(slash - folder));
  return above ? import_hosted_try(run, above, out) : ERR_NOMEM;
}

/* The path below the export; NULL outside of it. */
static const char *import_hosted_inside(
    const struct import_hosted *h, const char *path) {
  size_t n = strlen(h->root);
  return strncmp(path, h->root, n) == 0 && path[n] == '/' ? path + n + 1 : NULL;
}

const char *import_hosted_skips(
    const struct import_hosted *h, const char *path, bool is_folder) {
  const char *inside = import_hosted_inside(h, path);
  if (!inside)
    return NULL;
  bool is_csv = file_name_ends_with(inside, ".csv");
  if (strcmp(inside, "posts") == 0 || strncmp(inside, "posts/", 6) == 0)
    return is_csv ? "is skipped: it is a list of readers" : NULL;
  if (h->is_substack && is_csv)
    return strcmp(inside, "posts.csv") == 0
               ? NULL
               : "is skipped: it may contain addresses of subscribers";
  if (is_folder)
    return h->is_substack
               ? "is skipped: in an export of Substack, the posts are in posts/"
               : "is skipped: in an export of Medium, only posts/ has posts; the other"
                 " folders have personal data";
  return "is skipped: in an export, the posts are in posts/";
}

enum err import_hosted_convert(struct import_work *w, char **text, size_t *size) {
  const struct import_file *f = w->file;
  /* What is no text is refused later, with the place. */
  if (!f->path || !file_name_ends_with(f->path, ".html") ||
      f->format == IMPORT_MARKDOWN || strlen(*text) != *size ||
      !utf8_is_valid(*text, *size))
    return OK;
  if (f->hosted && f->hosted->is_substack)
    return import_hosted_inside(f->hosted, f->path)
               ? import_substack_convert(w, &f->hosted->rows, text, size)
               : OK;
  return import_medium_is_post(*text) ? import_medium_convert(w, text, size) : OK;
}
