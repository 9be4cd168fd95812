/* An item as an article. Only an item over the limits is refused; anything else that
 * cannot be kept is counted (import_wxr_left.h) and listed once at the end, because an
 * export with a plugin's shortcode has it in many of its posts. */
#include "import/wordpress/import_wxr_article.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/limits.h"
#include "base/percent.h"
#include "base/utf8.h"
#include "import/common/import_insecure.h"
#include "import/common/import_report.h"
#include "import/files/import_former.h"
#include "import/wordpress/import_wxr_left.h"
#include "import/wordpress/import_wxr_link.h"
#include "import/wordpress/import_wxr_terms.h"
#include "import/wordpress/import_wxr_text.h"
#include "markup/html/excerpt.h"
#include "markup/html/html_plain.h"
#include "markup/html/sanitise.h"
#include "markup/names/slug.h"
#include "markup/wordpress/wordpress_html.h"
#include "site/core/permalink.h"
#include "site/publish/article_finish.h"

/* The conversion of one item. */
struct maker {
  struct import_wxr *wxr;
  struct import_work *work;
  const struct wxr_item *item;
  struct article_input draft;
  struct import_wxr_links links;
  struct wordpress_unknown unknown;
};

static enum err import_wxr_article_append(
    struct arena *a, struct front_matter_list *l, const char *text, int line) {
  return text ? front_matter_list_add(a, l, text, line) : ERR_NOMEM;
}

/* Sets the slug if it is valid here. */
static enum err import_wxr_article_take_slug(struct maker *m) {
  struct arena *a = m->work->arena;
  struct buf slug = {0};
  /* WordPress stores a slug in another script percent-encoded, such as "%e6%bd%ae". */
  char *name = percent_decode(a, m->item->name);
  size_t n = name ? strlen(name) : 0;
  static const char trashed[] = "__trashed";
  if (!name)
    return ERR_NOMEM;
  /* WordPress appends this to the slug of an article in the trash, so that another one
   * can use the slug. */
  if (n > sizeof trashed - 1 && strcmp(name + n - (sizeof trashed - 1), trashed) == 0)
    name[n - (sizeof trashed - 1)] = '\0';
  enum err e =
      utf8_check(name, strlen(name), UTF8_ONE_LINE) ? OK : slug_make(name, &slug);
  if (!e && slug.len && !slug_is_reserved(buf_text(&slug)) &&
      !(m->draft.slug = arena_strdup(a, buf_text(&slug))))
    e = ERR_NOMEM;
  buf_free(&slug);
  return e;
}

/* "publish" and "future" are told apart by the date when the article is saved. */
static enum err import_wxr_article_take_status(struct maker *m) {
  static const struct {
    const char *theirs;
    enum article_status ours;
  } words[] = {{"publish", ARTICLE_PUBLISH}, {"future", ARTICLE_FUTURE},
      {"draft", ARTICLE_DRAFT}, {"pending", ARTICLE_DRAFT},
      {"private", ARTICLE_PRIVATE}, {"trash", ARTICLE_WITHDRAWN}};
  const struct wxr_item *item = m->item;
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (strcmp(words[i].theirs, item->status) == 0) {
      m->draft.status = words[i].ours;
      /* An author who set a password did not want everybody to read the article. */
      if (*item->password && m->draft.status != ARTICLE_WITHDRAWN) {
        m->draft.status = ARTICLE_PRIVATE;
        import_report_note(
            m->work, 0, "has a password, which is not supported: it is kept private");
      }
      return OK;
    }
  import_wxr_left_add(
      m->wxr, item->line, "items of the status \"%.40s\"", item->status);
  return ERR_NOT_FOUND;
}

/* Sets the parent page. */
static enum err import_wxr_article_take_parent(struct maker *m) {
  const char *key = NULL;
  struct article parent;
  int64_t id = strtoll(m->item->id, NULL, 10);
  if (m->draft.type != ARTICLE_PAGE)
    return OK;
  wxr_tables_page_depth(m->wxr->tables, id, &key);
  bool has = strtoll(m->item->parent, NULL, 10) != 0;
  enum err e =
      key ? article_by_source(m->work->run->site->db, m->work->arena, key, &parent)
          : ERR_NOT_FOUND;
  if (!e)
    m->draft.parent_id = parent.id;
  /* The items of a file are imported by depth, so a parent comes before its children.
   * */
  else if (e == ERR_NOT_FOUND && has)
    import_report_note(
        m->work, 0, "its parent page does not exist: it becomes a top-level page");
  return e == ERR_NOT_FOUND ? OK : e;
}

/* Length of a path without its last component: "/2020/05/" of "/2020/05/hello/". */
static size_t import_wxr_article_folder(const char *path) {
  size_t n = strlen(path);
  while (n > 1 && path[n - 1] == '/')
    n--;
  while (n && path[n - 1] != '/')
    n--;
  return n;
}

/* Adds a path on the old site. If that was in a folder, both forms are added: the host
 * may have moved as a whole, or only the articles. */
static enum err import_wxr_article_add_former(struct maker *m, const char *path) {
  struct arena *a = m->work->arena;
  const char *site = wxr_tables_site(m->wxr->tables);
  const char *slash = strlen(site) > 2 ? strchr(site + 2, '/') : NULL;
  enum err e = import_wxr_article_append(a, &m->draft.former, path, 0);
  return e || !slash ? e
                     : import_wxr_article_append(a, &m->draft.former,
                           path ? arena_printf(a, "%s%s", slash, path) : NULL, 0);
}

/* Adds its paths on the old site, under each of its slugs. */
static enum err import_wxr_article_take_former(struct maker *m) {
  struct arena *a = m->work->arena;
  const struct settings *settings = &m->work->run->site->settings;
  const char *link = m->item->link, *site = wxr_tables_site(m->wxr->tables);
  const char *rest = strstr(link, "//");
  size_t n = strlen(site);
  /* A link on another host, or one like "/?p=7", has no path that could redirect here.
   * */
  rest = rest && n && strncmp(rest, site, n) == 0 && rest[n] == '/' ? rest + n : NULL;
  char *path = rest && !strchr(rest, '?') ? percent_decode(a, rest) : NULL;
  if (path && utf8_check(path, strlen(path), UTF8_ONE_LINE))
    path = NULL;
  enum err e = path ? import_wxr_article_add_former(m, path) : OK;
  /* WordPress adds a row "_wp_old_slug" each time the slug of a published post changes,
   * and redirects from it. */
  for (const struct wxr_meta *meta = m->item->meta; !e && meta; meta = meta->next) {
    bool is_old = strcmp(meta->key, "_wp_old_slug") == 0;
    char *old = is_old ? percent_decode(a, meta->value) : NULL;
    /* The value is that of a free metadata field, so it is checked like any input. */
    if (!old || !slug_is_valid(old))
      continue;
    if (path)
      e = import_wxr_article_add_former(m,
          arena_printf(a, "%.*s%s/", (int)import_wxr_article_folder(path), path, old));
    /* A post had its slug in the form of the permalinks of this site as well, if those
     * are the same as before. */
    if (!e && m->draft.type == ARTICLE_POST)
      e = import_wxr_article_append(a, &m->draft.former,
          permalink_make(a, settings->permalink, m->draft.published_at, old), 0);
  }
  return e;
}

static struct wordpress_picture import_wxr_article_by_id(
    void *context, const char *id) {
  const struct maker *m = context;
  return wxr_tables_attachment(m->wxr->tables, strtoll(id, NULL, 10));
}

static struct wordpress_picture import_wxr_article_picture(void *context, size_t i) {
  const struct maker *m = context;
  return wxr_tables_picture(m->wxr->tables, strtoll(m->item->id, NULL, 10), i);
}

static const char *import_wxr_article_block(void *context, const char *id) {
  const struct maker *m = context;
  return wxr_tables_block(m->wxr->tables, strtoll(id, NULL, 10));
}

/* Shows the featured image above the text, unless the text contains it. */
static void import_wxr_article_put_featured(struct maker *m, struct buf *html) {
  const char *id = wxr_meta_get(m->item, "_thumbnail_id");
  struct wordpress_picture p = {NULL, NULL};
  if (id)
    p = import_wxr_article_by_id(m, id);
  /* Only the name of the file is compared: the text may show the picture at another
   * address or under another scheme. */
  const char *name = p.url ? strrchr(p.url, '/') : NULL;
  if (!name || strstr(m->item->content, name))
    return;
  buf_puts(html, "<figure><img src=\"");
  buf_add_html(html, p.url, strlen(p.url));
  buf_puts(html, "\" alt=\"");
  buf_add_html(html, p.alt, strlen(p.alt));
  buf_puts(html, "\"></figure>\n");
}

/* Uses the given excerpt, or the text before the "more" mark (`more` bytes of `html`),
 * or the beginning of the text, without shortcodes that nobody expands any more. */
static enum err import_wxr_article_take_excerpt(
    struct maker *m, const struct buf *html, size_t more) {
  struct arena *a = m->work->arena;
  struct buf clean = {0}, text = {0}, plain = {0};
  char *given = import_wxr_text_clean(a, m->item->excerpt);
  /* Without a "more" mark, an excerpt is made here only if the text has unknown
   * shortcodes, which the excerpt must not show. */
  bool whole = !more && m->unknown.count;
  char *head = arena_strndup(a, buf_text(html), whole ? html->len : more);
  head = head ? wordpress_without_unknown(a, head, &m->unknown) : NULL;
  const char *excerpt = "";
  if (!given || !head)
    return ERR_NOMEM;
  enum err e = html_plain(a, given, &excerpt);
  if (!e && !*excerpt && *head) {
    e = sanitise_html(head, strlen(head), NULL, &clean);
    if (!e)
      e = excerpt_from_html(buf_text(&clean),
          whole ? ARTICLE_EXCERPT_CHARACTERS : ARTICLE_MORE_CHARACTERS, &text);
    utf8_plain(&plain, buf_text(&text));
    excerpt = arena_strdup(a, buf_text(&plain));
  }
  buf_free(&clean);
  buf_free(&text);
  buf_free(&plain);
  /* Other errors only mean that there is no excerpt, which is no reason to refuse the
   * article. */
  if (e != ERR_NOMEM && excerpt && (*excerpt || m->unknown.count))
    m->draft.excerpt = excerpt;
  return e == ERR_NOMEM || !excerpt ? ERR_NOMEM : OK;
}

/* Only pictures that are shown count, which is why import_wxr_link() does not do this:
 * it also finds the files of the media library. */
static const char *import_wxr_article_link(
    void *context, const char *url, bool is_image) {
  struct maker *m = context;
  const char *found = import_wxr_link(&m->links, url, is_image);
  if (is_image)
    import_insecure_add(m->work, found);
  return found;
}

static enum err import_wxr_article_take_content(struct maker *m) {
  struct arena *a = m->work->arena;
  const struct wordpress_media media = {m, import_wxr_article_by_id,
      import_wxr_article_picture, import_wxr_article_block};
  const struct sanitise_rewriter rewriter = {import_wxr_article_link, m};
  struct buf html = {.most = LIMIT_HTML}, clean = {.most = LIMIT_HTML};
  size_t more = 0;
  char *content = import_wxr_text_clean(a, m->item->content);
  if (!content)
    return ERR_NOMEM;
  /* A theme shows this picture, and the content does not contain it. */
  import_wxr_article_put_featured(m, &html);
  enum err e = OK;
  if (m->work->file->is_converted)
    buf_puts(&html, content);
  else
    e = wordpress_to_html(a, content, &media, &m->unknown, &html, &more);
  if (!e)
    e = import_wxr_article_take_excerpt(m, &html, more);
  /* The hash is taken before links are rewritten, and import_wxr_link() adds their
   * targets to it. */
  crypt_hash(buf_text(&html), html.len, m->links.content);
  if (!e)
    e = sanitise_html(buf_text(&html), html.len, &rewriter, &clean);
  if (!e && !(m->draft.html = arena_strdup(a, buf_text(&clean))))
    e = ERR_NOMEM;
  buf_free(&html);
  buf_free(&clean);
  /* The original cannot be rendered again without WordPress's other tables. */
  m->draft.source = m->draft.html;
  m->draft.format = "html";
  m->draft.renderer = IMPORT_WXR_RENDERER;
  for (size_t i = 0; !e && i < m->unknown.count; i++)
    import_wxr_left_add(m->wxr, m->item->line, "[%s]", m->unknown.names[i]);
  return e;
}

static enum err import_wxr_article_take_all(struct maker *m) {
  const struct wxr_item *item = m->item;
  struct article_input *d = &m->draft;
  d->type = strcmp(item->type, "page") == 0 ? ARTICLE_PAGE : ARTICLE_POST;
  d->wanted_id = strtoll(item->id, NULL, 10); /* "/?p=7" still leads to it */
  d->menu_order = strtoll(item->menu_order, NULL, 10);
  d->sticky = strcmp(item->sticky, "1") == 0;
  d->comments_open = strcmp(item->comment_status, "open") == 0;
  d->comments_key = d->comments_open ? ARTICLE_COMMENTS_OPEN : ARTICLE_COMMENTS_CLOSED;
  d->line.title = d->line.slug = d->line.excerpt = d->line.author = item->line;
  if (!import_wxr_text_date(item->date_gmt, item->date, &d->published_at)) {
    /* A draft has no date. */
    if (d->status != ARTICLE_DRAFT)
      import_report_note(m->work, 0, "its date is invalid: today's is used");
    /* Whole seconds, as in every other date of an export: an export of this site must
     * not change it. */
    d->published_at = clock_now() / CLOCK_SECOND * CLOCK_SECOND;
  }
  if (!import_wxr_text_date(item->modified_gmt, item->modified, &d->updated_at))
    d->updated_at = d->published_at;
  enum err e = html_plain(m->work->arena, item->title, &d->title);
  if (!e && utf8_is_blank(d->title))
    d->title = ""; /* as for a file: nothing in it is visible */
  if (!e)
    e = import_wxr_article_take_slug(m);
  if (!e)
    e = import_wxr_terms(m->wxr, m->work, item, d);
  if (!e)
    e = import_wxr_article_take_parent(m);
  if (!e)
    e = import_wxr_article_take_former(m);
  if (!e)
    e = import_former_keep(m->work, d);
  return e ? e : import_wxr_article_take_content(m);
}

enum err import_wxr_article(struct import_wxr *x, struct import_work *w,
    const struct wxr_item *item, struct article_input *out,
    uint8_t content[CRYPT_HASH]) {
  struct maker m = {.wxr = x, .work = w, .item = item, .links = {.wxr = x, .work = w}};
  enum err e = import_wxr_article_take_status(&m);
  if (!e)
    e = import_wxr_article_take_all(&m);
  if (e)
    return e;
  *out = m.draft;
  memcpy(content, m.links.content, CRYPT_HASH);
  return OK;
}
