#include "view/view_article.h"

#include "view/nesting.h"

static void view_article_add_comment(struct dict *item, const struct view_comment *c) {
  dict_set_int(item, "ID", c->id);
  dict_set(item, "COMMENT_URL", c->url);
  dict_section_value(item, "AUTHOR_LINK", "COMMENTER_URL", c->author_url);
  /* ctemplate has no "else": each alternative is a section of its own. */
  dict_show(item, "AUTHOR_PLAIN", !c->author_url || !*c->author_url);
  dict_set(item, "COMMENTER", c->author);
  dict_set(item, "ISO", c->written.iso);
  dict_set(item, "TIME", c->written.text);
  dict_set(item, "TEXT_HTML", c->body_html);
  dict_show(item, "HELD", c->held);
  dict_section_value(item, "REPLY", "REPLY_URL", c->reply_url);
  /* The label is made only together with the address (article_comments.c). */
  if (c->reply_url)
    dict_set(item, "REPLY_LABEL", c->reply_label);
}

static void view_article_add_comments(
    struct dict *d, const struct view_comment *comments, size_t count) {
  struct nesting nesting = {0};
  for (size_t i = 0; i < count; i++) {
    struct dict *item = dict_section(d, "COMMENT");
    view_article_add_comment(item, &comments[i]);
    /* The template closes as many lists as the next comment is less deep, so that the
     * markup is balanced without recursion. */
    nesting_show(item, &nesting, comments[i].depth,
        i + 1 < count ? &comments[i + 1].depth : NULL);
  }
}

static void view_article_add_contents(
    struct dict *d, const struct view_contents *contents) {
  struct nesting nesting = {0};
  for (size_t i = 0; i < contents->count; i++) {
    const struct view_section *section = &contents->items[i];
    struct dict *item = dict_section(d, "SECTION");
    dict_set(item, "SECTION_URL", section->url);
    dict_set(item, "SECTION_TEXT", section->text);
    nesting_show(item, &nesting, section->depth,
        i + 1 < contents->count ? &section[1].depth : NULL);
  }
}

/* Sets the value of a field, and shows its error next to it. Creates the summary of all
 * errors, above the form, on the first one. */
static void view_article_add_field(struct dict *d, const char *name, const char *value,
    const char *error_section, const char *error, struct dict **summary) {
  dict_set(d, name, value);
  if (!error)
    return;
  dict_set(dict_section(d, error_section), "ERROR", error);
  if (!*summary)
    *summary = dict_section(d, "FAULTS");
}

static void view_article_add_form(struct dict *d, const struct view_form *f) {
  /* First, so that the error of the whole form precedes those of its fields. */
  struct dict *summary = f->form_error ? dict_section(d, "FAULTS") : NULL;
  dict_set(d, "ACTION", f->action);
  dict_set(d, "REMEMBER_URL", f->script_url);
  dict_set_int(d, "POST_ID", f->article_id);
  dict_set_int(d, "PARENT_ID", f->parent_id);
  if (f->made)
    dict_set(dict_section(d, "MADE"), "MADE_TOKEN", f->made);
  if (f->known)
    dict_set(dict_section(d, "KNOWN"), "KNOWN_TOKEN", f->known);
  dict_show(d, "NEW", !f->reply_to);
  if (f->reply_to) {
    struct dict *reply = dict_section(d, "ANSWER");
    dict_set(reply, "REPLY_TO", f->reply_to);
    dict_set(reply, "CANCEL_URL", f->cancel_url);
  }
  view_article_add_field(
      d, "COMMENT_TEXT", f->comment, "COMMENT_FAULT", f->comment_error, &summary);
  view_article_add_field(
      d, "AUTHOR_NAME", f->author, "AUTHOR_FAULT", f->author_error, &summary);
  view_article_add_field(d, "EMAIL", f->email, "EMAIL_FAULT", f->email_error, &summary);
  /* aria-describedby names the hint or the error, whichever is on the page: a reference
   * to a missing element would be invalid. */
  dict_show(d, "EMAIL_FINE", !f->email_error);
  view_article_add_field(d, "WEBSITE", f->url, "URL_FAULT", f->url_error, &summary);
  const struct {
    const char *field, *text;
  } faults[] = {{"comment", f->comment_error}, {"author", f->author_error},
      {"email", f->email_error}, {"url", f->url_error}};
  /* The form is submitted to #respond. With errors, tabindex lets that section take the
   * focus, so that screen readers continue there. */
  dict_show(d, "FAULTY", summary != NULL);
  if (f->form_error)
    dict_set(dict_section(summary, "WHOLE"), "FAULT", f->form_error);
  for (size_t i = 0; i < sizeof faults / sizeof faults[0]; i++)
    if (faults[i].text) {
      struct dict *fault = dict_section(summary, "FIELD");
      dict_set(fault, "FIELD_ID", faults[i].field);
      dict_set(fault, "FAULT", faults[i].text);
    }
}

enum err view_article_page(
    const struct templates *t, const struct view_article_page *p, struct buf *out) {
  struct dict *d = dict_new(t);
  view_layout(d, &p->layout);
  /* In the root, while lists have a section for each card: meta.html, kicker.html and
   * terms.html serve both. So a section below that lacks one of these names would show
   * the article's. */
  view_card(d, &p->article);
  dict_show(d, "IS_POST", !p->is_page);
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
  /* Without comments, an article with an open form needs no heading "0 comments". */
  if (p->comment_count || p->closed) {
    struct dict *comments = dict_section(d, "COMMENTS");
    dict_set(comments, "HEADING", p->comments_heading);
    dict_show(comments, p->comments_heading ? "COUNTED" : "UNCOUNTED", 1);
    view_article_add_comments(comments, p->comments, p->comment_count);
    dict_section_value(comments, "CLOSED", "SENTENCE", p->closed);
  }
  if (p->form)
    view_article_add_form(dict_section(d, "FORM"), p->form);
  enum err e = templates_render(t, "article.html", d, out);
  dict_free(d);
  return e;
}
