/* How it works: the document is written from top to bottom while the articles are read
 * once. What later items need of earlier ones is kept in search trees: the names that
 * categories got, and the files that articles show, which follow as attachments.
 *
 * Names and values of elements are those that the importer of WordPress expects
 * ("WordPress eXtended RSS" 1.2); it has no specification. */
#include "export/export_wxr.h"

#include <ctype.h>
#include <search.h>
#include <string.h>

#include "export/export_article.h"
#include "export/export_live.h"
#include "export/export_wxr_comment.h"
#include "export/export_wxr_files.h"
#include "export/export_wxr_internal.h"
#include "export/export_wxr_login.h"
#include "export/export_wxr_put.h"
#include "export/export_wxr_terms.h"
#include "site/core/feed_id.h"
#include "site/core/permalink.h"

/* What is kept from item to item: names of categories and files. */
enum { KEPT_MEMORY = 256 << 20 };

static void export_wxr_put_meta(
    struct export_wxr *d, const char *key, const char *value) {
  fputs("<wp:postmeta>\n", d->out);
  export_wxr_put(d, "wp:meta_key", key);
  export_wxr_put(d, "wp:meta_value", value);
  fputs("</wp:postmeta>\n", d->out);
}

/* Length of a path without its last component: "/2020/05/" of "/2020/05/hello/". */
static size_t export_wxr_folder(const char *path) {
  /* The slash at the end belongs to the last component. */
  size_t n = strlen(path) - 1;
  while (n && path[n - 1] != '/')
    n--;
  return n;
}

/* Paths that differ in the slug alone, the only old ones that WordPress knows, written
 * as it stores them: percent-encoded in lower case. */
static enum err export_wxr_put_old_slugs(
    struct export_wxr *d, struct arena *a, const struct export_article *article) {
  const struct front_matter_list *aliases = &article->text.matter.aliases;
  const char *own = article->text.row.permalink;
  size_t n = own ? export_wxr_folder(own) : 0;
  for (size_t i = 0; own && i < aliases->count; i++) {
    const char *alias = aliases->items[i];
    if (export_wxr_folder(alias) != n || strncmp(alias, own, n) != 0 ||
        strlen(alias + n) < 2)
      continue;
    /* With the slash at its end, which is cut off below. */
    char *slug = permalink_encode(a, alias + n);
    if (!slug)
      return ERR_NOMEM;
    slug[strlen(slug) - 1] = '\0';
    for (char *s = slug; *s; s++)
      *s = (char)tolower((unsigned char)*s);
    export_wxr_put_meta(d, "_wp_old_slug", slug);
  }
  return OK;
}

/* A withdrawn article is hidden but kept, like one in WordPress's trash. */
static const char *export_wxr_status_of(enum article_status status) {
  return status == ARTICLE_WITHDRAWN ? "trash" : article_status_name(status);
}

static void export_wxr_put_fields(
    struct export_wxr *d, const struct article *r, const char *login) {
  export_wxr_put(d, "dc:creator", login);
  export_wxr_put_number(d, "wp:post_id", r->id);
  export_wxr_put_date(d, "wp:post_date", r->published_at, false);
  export_wxr_put_date(d, "wp:post_date_gmt", r->published_at, true);
  export_wxr_put_date(d, "wp:post_modified", r->updated_at, false);
  export_wxr_put_date(d, "wp:post_modified_gmt", r->updated_at, true);
  export_wxr_put(d, "wp:comment_status", r->comments_open ? "open" : "closed");
  /* Pamphlet has no pingbacks. */
  export_wxr_put(d, "wp:ping_status", "closed");
  export_wxr_put(d, "wp:post_name", r->slug);
  export_wxr_put(d, "wp:status", export_wxr_status_of(r->status));
  export_wxr_put_number(d, "wp:post_parent", r->parent_id);
  export_wxr_put_number(d, "wp:menu_order", r->menu_order);
  export_wxr_put(d, "wp:post_type", article_type_name(r->type));
  export_wxr_put(d, "wp:post_password", "");
  export_wxr_put_number(d, "wp:is_sticky", r->sticky);
}

static enum err export_wxr_put_texts(
    struct export_wxr *d, struct arena *a, const struct export_article *article) {
  const struct article *r = &article->text.row;
  const char *base = d->x->site->settings.base_url, *content = "";
  char *path = r->permalink ? permalink_encode(a, r->permalink) : NULL;
  /* The form of WordPress itself. It never changes, so that a second import finds the
   * same post even if its address has changed. */
  char *guid = feed_id_of_article(d->x->site, a, r->id);
  char *link = path ? arena_printf(a, "%s%s", base, path) : guid;
  /* WordPress has no updates of posts: they become a part of the text. */
  struct export_article whole = *article;
  enum err e =
      link && guid ? export_live_append(d->x, a, r->id, &whole.body.html) : ERR_NOMEM;
  if (!e)
    e = export_wxr_body(d, a, &whole, &content);
  if (!e)
    e = export_wxr_put_plain(d, "title", r->title);
  /* Empty if it was made from the text: as a text of its own it would no longer follow
   * the body after an import, here or in WordPress. */
  const char *excerpt = article->text.matter.excerpt;
  if (!e)
    e = export_wxr_put_plain(d, "excerpt:encoded", excerpt ? excerpt : "");
  if (e)
    return e;
  export_wxr_put(d, "link", link);
  export_wxr_put(d, "guid isPermaLink=\"false\"", guid);
  export_wxr_put(d, "content:encoded", content);
  return OK;
}

static enum err export_wxr_put_item(
    void *context, struct arena *a, const struct export_article *article) {
  struct export_wxr *d = context;
  const struct article *r = &article->text.row;
  /* Attachments need IDs of their own: export_wxr_files.c counts on from the
   * greatest. */
  d->last_id = r->id;
  fputs("<item>\n", d->out);
  const char *login = "";
  enum err e = export_wxr_put_texts(d, a, article);
  if (!e)
    e = export_wxr_login(a, r->author_slug, &login);
  export_wxr_put_fields(d, r, login);
  if (!e)
    e = export_wxr_put_labels(d, a, r->id);
  if (!e)
    e = export_wxr_put_old_slugs(d, a, article);
  for (size_t i = 0; !e && i < article->comment_count; i++)
    e = export_wxr_put_comment(d, &article->comments[i]);
  fputs("</item>\n", d->out);
  return e ? e : ferror(d->out) ? ERR_IO : OK;
}

/* WordPress's importer reads terms before the items that refer to them, and attachments
 * only after the posts they belong to. */
static enum err export_wxr_put_all(struct export_wxr *d) {
  const struct settings *c = &d->x->site->settings;
  fputs("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<rss version=\"2.0\""
        " xmlns:excerpt=\"http://wordpress.org/export/1.2/excerpt/\""
        " xmlns:content=\"http://purl.org/rss/1.0/modules/content/\""
        " xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
        " xmlns:wp=\"http://wordpress.org/export/1.2/\">\n<channel>\n",
      d->out);
  export_wxr_put(d, "title", c->title);
  export_wxr_put(d, "link", c->base_url);
  export_wxr_put(d, "description", c->tagline);
  export_wxr_put(d, "language", c->language);
  /* Without a version, the importer refuses the file. */
  fputs("<wp:wxr_version>1.2</wp:wxr_version>\n", d->out);
  export_wxr_put(d, "wp:base_site_url", c->base_url);
  export_wxr_put(d, "wp:base_blog_url", c->base_url);
  enum err e = export_wxr_put_terms(d);
  if (!e)
    e = export_each(d->x, export_wxr_put_item, d);
  if (!e)
    e = export_wxr_put_files(d);
  fputs("</channel>\n</rss>\n", d->out);
  return e;
}

/* The entries of the trees belong to the arena. */
static void export_wxr_keep(void *node) {
  (void)node;
}

enum err export_wxr(struct export *x, FILE *out) {
  struct export_wxr d = {.x = x, .out = out, .arena = arena_new(KEPT_MEMORY)};
  /* One read transaction: an article that is published meanwhile is in all parts of the
   * document or in none. */
  enum err e = d.arena ? db_read_begin(x->site->db) : ERR_NOMEM;
  if (!e) {
    e = export_wxr_put_all(&d);
    db_read_end(x->site->db);
  }
  tdestroy(d.categories, export_wxr_keep);
  tdestroy(d.nicenames, export_wxr_keep);
  tdestroy(d.files, export_wxr_keep);
  arena_free(d.arena);
  return e ? e : ferror(out) ? ERR_IO : OK;
}
