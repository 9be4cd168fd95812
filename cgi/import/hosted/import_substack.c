#include "import/hosted/import_substack.h"

#include <dirent.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "import/common/import_report.h"
#include "import/hosted/import_hosted_post.h"
#include "import/hosted/import_substack_body.h"

/* LEAST_DIGITS: of a post's number. A shorter one may be a year, or count chapters. */
enum { LEAST_DIGITS = 5 };

/* What the service showed to some readers only must not become public because it is
 * moved. When in doubt, a post is for nobody. */
static bool import_substack_is_draft(
    struct import_work *w, const struct import_substack_row *row, bool has_paid_part) {
  const char *command = row && strcasecmp(row->type, "page") == 0
                            ? "pamphlet page publish"
                            : "pamphlet post publish";
  if (!row) {
    import_report_note(
        w, 0, "is not in posts.csv of the export: it is kept as a draft");
    return true;
  }
  if (!import_substack_rows_is_published(row))
    return true;
  if (import_substack_rows_is_public(row) && !has_paid_part)
    return false;
  bool is_free = strcasecmp(row->audience, "only_free") == 0;
  bool is_paid = has_paid_part || strcasecmp(row->audience, "only_paid") == 0 ||
                 strcasecmp(row->audience, "founding") == 0;
  if (is_paid || is_free)
    import_report_note(w, 0,
        "was for %ssubscribers only: it is kept as a draft, which readers do not see;"
        " \"%s\" makes it public",
        is_paid ? "paying " : "", command);
  else
    import_report_note(w, 0,
        "its audience \"%.40s\" is not known: it is kept as a draft, which readers do"
        " not see; \"%s\" makes it public",
        row->audience, command);
  return true;
}

static const char *import_substack_or(const char *text) {
  return text && *text ? text : NULL;
}

/* An episode is heard first, and then read about. */
static enum err import_substack_put_podcast(
    struct import_work *w, const char *url, const char **body) {
  struct buf b = {0};
  if (strncmp(url, "https://", 8) != 0)
    return OK;
  buf_puts(&b, "<figure><audio controls preload=\"none\" src=\"");
  buf_add_html(&b, url, strlen(url));
  buf_printf(&b, "\"></audio></figure>\n%s", *body);
  enum err e = buf_status(&b);
  if (!e && !(*body = arena_strdup(w->arena, buf_text(&b))))
    e = ERR_NOMEM;
  buf_free(&b);
  return e;
}

bool import_substack_has_names(const char *posts) {
  struct dirent *entry;
  bool found = false;
  DIR *folder = opendir(posts);
  while (folder && !found && (entry = readdir(folder))) {
    const char *name = entry->d_name, *end = strrchr(name, '.');
    size_t digits = strspn(name, "0123456789");
    found = digits >= LEAST_DIGITS && name[digits] == '.' && end > name + digits &&
            strcasecmp(end, ".html") == 0;
  }
  if (folder)
    closedir(folder);
  return found;
}

enum err import_substack_convert(struct import_work *w,
    const struct import_substack_rows *rows, char **text, size_t *size) {
  struct import_hosted_post post = {.body = *text};
  const char *name = strrchr(w->file->path, '/') + 1, *end = strrchr(name, '.');
  size_t n = end ? (size_t)(end - name) : strlen(name);
  const struct import_substack_row *row = import_substack_rows_find(rows, name, n);
  const char *dot = memchr(name, '.', n);
  /* "1234.html" has no slug; what is before the dot of any other name is the number. */
  const char *slug = dot ? dot + 1 : name + (strspn(name, "0123456789") == n ? n : 0);
  bool has_paid_part = false;
  enum err e =
      import_substack_body_read(w->arena, *text, *size, &post.body, &has_paid_part);
  if (!e && row)
    e = import_substack_put_podcast(w, row->podcast, &post.body);
  post.name = e ? NULL : arena_strndup(w->arena, slug, (size_t)(name + n - slug));
  if (!e && !post.name)
    e = ERR_NOMEM;
  if (e)
    return e;
  post.is_draft = import_substack_is_draft(w, row, has_paid_part);
  if (row) {
    post.title = import_substack_or(row->title);
    post.excerpt = import_substack_or(row->subtitle);
    post.date = import_substack_or(*row->date ? row->date : row->sent_at);
    post.is_page = strcasecmp(row->type, "page") == 0;
    /* A draft has had no address yet. */
    if (*post.name && import_substack_rows_is_published(row) &&
        !(post.url = arena_printf(w->arena, "/p/%s", post.name)))
      return ERR_NOMEM;
  }
  if (!*post.name)
    post.name = post.title;
  return import_hosted_post_write(w, &post, text, size);
}
