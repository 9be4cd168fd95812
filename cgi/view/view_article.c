#include "view/view_article.h"

#include "view/nesting.h"

static void view_article_add_contents(
    struct dict *d, const struct view_contents *contents) {
  struct nesting nesting = {0};
  for (size_t i = 0; i < contents->count; i++) {
    const struct view_section *section = &contents->items[i];
    struct dict *item = dict_section(d, "SECTION");
    dict_set(item, "SECTION_URL", section->url);
    dict_set(item, "SECTION_TEXT", section->text);
    nesting_show(item, &nesting, section->depth,
        i + 1 < contents->count ? &section[1].depth : NULL, false);
  }
}

static void view_article_add_thanks(struct dict *d, const struct view_thanks *t) {
  if (!t->action && !t->count)
    return;
  struct dict *thanks = dict_section(d, "THANKS");
  if (t->action) {
    struct dict *press = dict_section(thanks, "PRESS");
    dict_set(press, "THANKS_ACTION", t->action);
    dict_set_int(press, "THANKS_ID", t->article_id);
  }
  dict_section_value(thanks, "THANKED", "THANKS_COUNT", t->count);
}

/* The languages of the article, with that of the page itself, where readers expect the
 * switch to be the same on each. */
static void view_article_add_translations(struct dict *d, const struct view_layout *l) {
  struct dict *all = l->translation_count ? dict_section(d, "HAS_TRANSLATIONS") : NULL;
  for (size_t i = 0; all && i < l->translation_count; i++) {
    const struct view_translation *t = &l->translations[i];
    struct dict *item = dict_section(all, "TRANSLATION");
    dict_set(item, "TEXT", t->name);
    dict_set(item, "URL", t->url);
    dict_set(item, "NAME_LANG", t->lang);
    dict_set(item, "NAME_DIR", t->dir);
    dict_show(item, t->current ? "HERE" : "LINK", 1);
  }
}

/* Everything except the comments. */
static void view_article_fill(struct dict *d, const struct view_article_page *p) {
  view_layout(d, &p->layout);
  /* In the root, while lists have a section for each card: meta.html, kicker.html and
   * terms.html serve both. So a section below that lacks one of these names would show
   * the article's. */
  view_card(d, &p->article);
  dict_section_value(d, "HAS_LEAD", "LEAD", p->lead);
  dict_show(d, "IS_POST", !p->is_page);
  dict_section_value(d, "UNPUBLISHED", "PREVIEW_NOTE", p->preview_note);
  view_layout_breadcrumbs(d, &p->breadcrumbs);
  if (p->contents.count)
    view_article_add_contents(dict_section(d, "CONTENTS"), &p->contents);
  if (p->related.count)
    view_layout_links(dict_section(d, "HAS_RELATED"), "RELATED", &p->related);
  /* Single links are passed as lists of one, so that view_layout_links fills them like
   * all others. */
  if (p->older.url || p->newer.url) {
    struct dict *around = dict_section(d, "AROUND");
    view_layout_links(
        around, "OLDER", &(struct view_links){&p->older, p->older.url != NULL});
    view_layout_links(
        around, "NEWER", &(struct view_links){&p->newer, p->newer.url != NULL});
  }
  view_article_add_translations(d, &p->layout);
  view_corrections(d, &p->corrections);
  view_live(d, &p->live);
  view_article_add_thanks(d, &p->thanks);
}

enum err view_article_page(
    const struct templates *t, const struct view_article_page *p, struct buf *out) {
  struct dict *d = dict_new();
  view_article_fill(d, p);
  view_comments(d, &p->comments);
  enum err e = templates_render(t, "article.html", d, out);
  dict_free(d);
  return e;
}

enum err view_article_frame(const struct templates *t,
    const struct view_article_page *p, struct buf *out, struct template_gap *gaps) {
  struct dict *d = dict_new();
  view_article_fill(d, p);
  enum err e = templates_render_parted(t, d, out, gaps);
  dict_free(d);
  return e;
}

/* A theme may mention the form here, but not the comments in the form
 * (template_text.c). */
enum err view_article_comments(
    const struct templates *t, const struct view_comments *comments, struct buf *out) {
  struct dict *d = dict_new();
  view_comments(d, comments);
  enum err e = templates_render(t, "comments.html", d, out);
  dict_free(d);
  return e;
}

static enum err view_article_form(
    const struct templates *t, const struct view_form *form, struct buf *out) {
  const struct view_comments none = {.form = form};
  struct dict *d = dict_new();
  view_comments(d, &none);
  enum err e = templates_render(t, "form.html", d, out);
  dict_free(d);
  return e;
}

enum err view_article_join(const struct templates *t, const struct view_frame *frame,
    const struct view_list *comments, const struct view_form *form, struct buf *out) {
  size_t from = 0;
  enum err e = OK;
  buf_reserve(out, frame->size + comments->size);
  for (int i = 0; !e && i < TEMPLATE_PARTS; i++) {
    const struct template_gap *gap = &frame->gaps[i];
    buf_add(out, frame->text + from, gap->at - from);
    from = gap->at;
    if (gap->part == TEMPLATE_PART_COMMENTS)
      buf_add(out, comments->text, comments->size);
    else
      e = view_article_form(t, form, out);
  }
  buf_add(out, frame->text + from, frame->size - from);
  return e ? e : buf_status(out);
}
