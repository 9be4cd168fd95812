#include "view/view_comments.h"

#include "view/nesting.h"

static void view_comments_add_one(struct dict *item, const struct view_comment *c) {
  dict_set_int(item, "ID", c->id);
  dict_set(item, "COMMENT_URL", c->url);
  dict_section_value(item, "AUTHOR_LINK", "COMMENTER_URL", c->author_url);
  /* ctemplate has no "else": each alternative is a section of its own. */
  dict_show(item, "AUTHOR_PLAIN", !c->author_url || !*c->author_url);
  dict_set(item, "COMMENTER", c->author);
  dict_section_value(item, "AVATAR", "AVATAR_HTML", c->avatar);
  dict_set(item, "ISO", c->written.iso);
  dict_set(item, "TIME", c->written.text);
  dict_set(item, "TEXT_HTML", c->body_html);
  dict_show(item, "BY_AUTHOR", c->by_author);
  dict_section_value(item, "MENTION", "MENTION_HOW", c->mention);
  dict_show(item, "HELD", c->held);
  dict_show(item, "EDITED", c->revised);
  dict_section_value(item, "REPLY", "REPLY_URL", c->reply_url);
  if (c->parent_url) {
    struct dict *parent = dict_section(item, "IN_REPLY");
    dict_set(parent, "PARENT_URL", c->parent_url);
    dict_set(parent, "PARENT", c->parent);
  }
  if (c->edit_url) {
    struct dict *own = dict_section(item, "OWN");
    dict_set(own, "EDIT_URL", c->edit_url);
    dict_set(own, "WITHDRAW_URL", c->withdraw_url);
    dict_set(own, "OWN_NOTE", c->own_note);
  }
  /* The label is made only together with the address (article_comments.c). */
  if (c->reply_url)
    dict_set(item, "REPLY_LABEL", c->reply_label);
}

static void view_comments_add_all(
    struct dict *d, const struct view_comment *comments, size_t count) {
  struct nesting nesting = {0};
  for (size_t i = 0; i < count; i++) {
    struct dict *item = dict_section(d, "COMMENT");
    view_comments_add_one(item, &comments[i]);
    dict_set(item, "FOLD_LABEL", comments[i].fold_label);
    /* The template closes as many lists as the next comment is less deep, so that the
     * markup is balanced without recursion. */
    nesting_show(item, &nesting, comments[i].depth,
        i + 1 < count ? &comments[i + 1].depth : NULL, comments[i].fold_label != NULL);
  }
}

/* Sets the value of a field, and shows its error next to it. Creates the summary of all
 * errors, above the form, on the first one. */
static void view_comments_add_field(struct dict *d, const char *name, const char *value,
    const char *error_section, const char *error, struct dict **summary) {
  dict_set(d, name, value);
  if (!error)
    return;
  dict_set(dict_section(d, error_section), "ERROR", error);
  if (!*summary)
    *summary = dict_section(d, "FAULTS");
}

static void view_comments_add_form(struct dict *d, const struct view_form *f) {
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
  if (f->can_follow) {
    struct dict *follow = dict_section(d, "FOLLOW");
    dict_show(follow, "FOLLOW_REPLIES", f->follow_replies);
    dict_show(follow, "FOLLOW_ALL", f->follow_all);
  }
  if (f->preview) {
    struct dict *preview = dict_section(d, "PREVIEW");
    dict_set(preview, "TEXT_HTML", f->preview);
    if (f->preview_author) {
      struct dict *by = dict_section(preview, "BY");
      dict_set(by, "COMMENTER", f->preview_author);
      dict_section_value(by, "AVATAR", "AVATAR_HTML", f->preview_avatar);
    }
  }
  dict_show(d, "NEW", !f->reply_to);
  if (f->reply_to) {
    struct dict *reply = dict_section(d, "ANSWER");
    dict_set(reply, "REPLY_TO", f->reply_to);
    dict_set(reply, "CANCEL_URL", f->cancel_url);
    dict_section_value(reply, "QUOTE", "QUOTE_URL", f->quote_url);
  }
  view_comments_add_field(
      d, "COMMENT_TEXT", f->comment, "COMMENT_FAULT", f->comment_error, &summary);
  view_comments_add_field(
      d, "AUTHOR_NAME", f->author, "AUTHOR_FAULT", f->author_error, &summary);
  view_comments_add_field(
      d, "EMAIL", f->email, "EMAIL_FAULT", f->email_error, &summary);
  /* aria-describedby names the hint or the error, whichever is on the page: a reference
   * to a missing element would be invalid. */
  dict_show(d, "EMAIL_FINE", !f->email_error);
  view_comments_add_field(d, "WEBSITE", f->url, "URL_FAULT", f->url_error, &summary);
  const struct {
    const char *field, *text;
  } faults[] = {{"comment", f->comment_error}, {"author", f->author_error},
      {"email", f->email_error}, {"url", f->url_error}};
  /* The form is submitted to #respond. With errors or a preview, tabindex lets that
   * section take the focus, so that screen readers continue there. */
  dict_show(d, "FOCUS", summary || f->preview);
  if (f->form_error)
    dict_set(dict_section(summary, "WHOLE"), "FAULT", f->form_error);
  for (size_t i = 0; i < sizeof faults / sizeof faults[0]; i++)
    if (faults[i].text) {
      struct dict *fault = dict_section(summary, "FIELD");
      dict_set(fault, "FIELD_ID", faults[i].field);
      dict_set(fault, "FAULT", faults[i].text);
    }
}

void view_comments(struct dict *d, const struct view_comments *v) {
  /* Without comments, an article with an open form needs no heading "0 comments". */
  if (v->count || v->closed) {
    struct dict *comments = dict_section(d, "COMMENTS");
    dict_set(comments, "HEADING", v->heading);
    dict_show(comments, v->heading ? "COUNTED" : "UNCOUNTED", 1);
    view_comments_add_all(comments, v->items, v->count);
    struct dict *pager = view_layout_pager(comments, &v->pager);
    /* Only threads with several pages have comments that are on another one. */
    if (pager)
      dict_set(comments, "FIND_URL", v->find_url);
    dict_show(comments, "FIND", pager != NULL);
    dict_section_value(comments, "CLOSED", "SENTENCE", v->closed);
  }
  if (v->form)
    view_comments_add_form(dict_section(d, "FORM"), v->form);
}

enum err view_comments_page(
    const struct templates *t, const struct view_comments_page *p, struct buf *out) {
  struct dict *d = dict_new();
  view_layout(d, &p->layout);
  dict_set(d, "TITLE", p->title);
  dict_section_value(d, "HAS_LANG", "ARTICLE_LANG", p->lang);
  dict_section_value(d, "HAS_DIR", "ARTICLE_DIR", p->dir);
  dict_set(d, "ARTICLE_URL", p->article_url);
  view_comments(d, &p->comments);
  enum err e = templates_render(t, "comment_page.html", d, out);
  dict_free(d);
  return e;
}
