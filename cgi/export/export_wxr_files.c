#include "export/export_wxr_files.h"

#include <ctype.h>
#include <limits.h>
#include <search.h>
#include <string.h>
#include <sys/stat.h>

#include "base/clock.h"
#include "base/percent.h"
#include "export/export_wxr_login.h"
#include "export/export_wxr_put.h"
#include "markup/html/sanitise.h"

/* Where the pages show files of the site (URL), and where they are in its directory:
 * the same. */
static const char folder[] = "/media/";

/* A file, and the first article that shows it. */
struct file {
  const char *path; /* "/media/NAME", encoded */
  const char *author;
  int64_t article, changed;
};

/* The conversion of a body. */
struct body {
  struct export_wxr *wxr;
  struct arena *arena;
  const struct export_article *article;
};

static int export_wxr_files_by_path(const void *a, const void *b) {
  return strcmp(((const struct file *)a)->path, ((const struct file *)b)->path);
}

/* A path with "/." could leave media/ or name a hidden file. A symbolic link could lead
 * anywhere, hence lstat. */
static bool export_wxr_files_is_there(
    struct body *b, const char *path, struct stat *st) {
  char name[PATH_MAX];
  char *plain = percent_decode(b->arena, path);
  return plain && !strstr(plain, "/.") &&
         snprintf(name, sizeof name, "%s%s", b->wxr->x->site->dir, plain) <
             (int)sizeof name &&
         lstat(name, st) == 0 && S_ISREG(st->st_mode);
}

static const char *export_wxr_files_note(
    void *context, const char *url, bool is_image) {
  struct body *b = context;
  struct export_wxr *d = b->wxr;
  struct stat st;
  /* A file that is only linked to has to move as well as one that is shown. */
  (void)is_image;
  /* A query or a fragment is not part of the file's name. */
  char *path = arena_strndup(b->arena, url, strcspn(url, "?#"));
  if (strncmp(url, folder, sizeof folder - 1) != 0 || !path ||
      !export_wxr_files_is_there(b, path, &st))
    return url;
  /* The same picture in two articles is one attachment: WordPress would download it
   * twice and name the copy differently. */
  const struct file wanted = {.path = path};
  if (!tfind(&wanted, &d->files, export_wxr_files_by_path)) {
    const struct article *r = &b->article->text.row;
    /* In the arena of the export: the one of the body ends with the article. */
    struct file *f = arena_alloc(d->arena, sizeof *f);
    const char *login;
    if (!f || export_wxr_login(d->arena, r->author_slug, &login))
      return url;
    *f = (struct file){arena_strdup(d->arena, path), arena_strdup(d->arena, login),
        r->id, st.st_mtime * CLOCK_SECOND};
    if (!f->path || !f->author || !tsearch(f, &d->files, export_wxr_files_by_path))
      return url;
  }
  /* WordPress replaces the URL of an attachment in all texts, but only where it is
   * absolute. */
  const char *whole =
      arena_printf(b->arena, "%s%s", d->x->site->settings.base_url, url);
  return whole ? whole : url;
}

enum err export_wxr_body(struct export_wxr *d, struct arena *a,
    const struct export_article *article, const char **out) {
  struct body b = {d, a, article};
  const struct sanitise_rewriter rewriter = {export_wxr_files_note, &b};
  const char *html = article->body.html;
  struct buf clean = {0}, block = {0};
  enum err e = sanitise_html(html, strlen(html), &rewriter, &clean);
  if (!e && clean.len) {
    /* Without the block, WordPress's wpautop would add paragraphs of its own. */
    buf_puts(&block, "<!-- wp:html -->");
    for (const char *s = buf_text(&clean); *s; s++)
      /* WordPress expands shortcodes even within an HTML block. Text that only looks
       * like one must stay text. */
      if (*s == '[' && (isalpha((unsigned char)s[1]) || s[1] == '/'))
        buf_puts(&block, "&#91;");
      else
        buf_putc(&block, *s);
    buf_puts(&block, "<!-- /wp:html -->");
  }
  if (!e)
    e = buf_status(&block);
  if (!e && !(*out = arena_strdup(a, buf_text(&block))))
    e = ERR_NOMEM;
  buf_free(&clean);
  buf_free(&block);
  return e;
}

static void export_wxr_files_put(struct export_wxr *d, const struct file *f) {
  char url[PATH_MAX];
  /* Never NULL: the path begins with "/media/". */
  const char *name = strrchr(f->path, '/') + 1;
  snprintf(url, sizeof url, "%s%s", d->x->site->settings.base_url, f->path);
  fputs("<item>\n", d->out);
  export_wxr_put(d, "title", name);
  export_wxr_put(d, "link", url);
  export_wxr_put(d, "dc:creator", f->author);
  export_wxr_put(d, "guid isPermaLink=\"false\"", url);
  export_wxr_put(d, "content:encoded", "");
  export_wxr_put(d, "excerpt:encoded", "");
  export_wxr_put_number(d, "wp:post_id", ++d->last_id);
  export_wxr_put_date(d, "wp:post_date", f->changed, false);
  export_wxr_put_date(d, "wp:post_date_gmt", f->changed, true);
  export_wxr_put(d, "wp:comment_status", "closed");
  export_wxr_put(d, "wp:ping_status", "closed");
  export_wxr_put(d, "wp:post_name", "");
  export_wxr_put(d, "wp:status", "inherit");
  export_wxr_put_number(d, "wp:post_parent", f->article);
  export_wxr_put_number(d, "wp:menu_order", 0);
  export_wxr_put(d, "wp:post_type", "attachment");
  export_wxr_put(d, "wp:post_password", "");
  export_wxr_put_number(d, "wp:is_sticky", 0);
  /* The importer downloads the file from here, hence the absolute URL. */
  export_wxr_put(d, "wp:attachment_url", url);
  fputs("</item>\n", d->out);
}

static void export_wxr_files_put_node(const void *node, VISIT visit, void *context) {
  struct file *const *file = node;
  /* twalk_r visits an inner node three times and a leaf once; these two give each node
   * once, in order. */
  if (visit == postorder || visit == leaf)
    export_wxr_files_put(context, *file);
}

enum err export_wxr_put_files(struct export_wxr *d) {
  twalk_r(d->files, export_wxr_files_put_node, d);
  return ferror(d->out) ? ERR_IO : OK;
}
