#include "view/view_own_comment.h"

static void view_own_comment_add_error(struct dict *form, struct dict *summary,
    const char *section, const char *field, const char *error) {
  if (!error)
    return;
  struct dict *item = dict_section(summary, "FIELD");
  dict_set(item, "FIELD_ID", field);
  dict_set(item, "FAULT", error);
  dict_set(dict_section(form, section), "ERROR", error);
}

static void view_own_comment_add_form(
    struct dict *d, const struct view_own_comment *p, const struct view_own_form *f) {
  struct dict *summary =
      f->form_error || f->comment_error || f->author_error || f->url_error
          ? dict_section(d, "FAULTS")
          : NULL;
  dict_set(d, "TOKEN", p->token);
  dict_set(d, "REV", f->rev);
  dict_set(d, "UNTIL", f->until);
  dict_set(d, "COMMENT_TEXT", f->comment);
  dict_set(d, "AUTHOR_NAME", f->author);
  dict_set(d, "WEBSITE", f->url);
  dict_section_value(summary, "WHOLE", "FAULT", f->form_error);
  view_own_comment_add_error(d, summary, "COMMENT_FAULT", "comment", f->comment_error);
  view_own_comment_add_error(d, summary, "AUTHOR_FAULT", "author", f->author_error);
  view_own_comment_add_error(d, summary, "URL_FAULT", "url", f->url_error);
}

enum err view_own_comment(
    const struct templates *t, const struct view_own_comment *p, struct buf *out) {
  struct dict *d = dict_new();
  view_layout(d, &p->layout);
  dict_set(d, "HEADING", p->heading);
  dict_section_value(d, "NOTED", "NOTE", p->note);
  if (p->form)
    view_own_comment_add_form(dict_section(d, "FORM"), p, p->form);
  if (p->withdraw_html) {
    struct dict *withdraw = dict_section(d, "WITHDRAW");
    dict_set(withdraw, "TOKEN", p->token);
    dict_set(withdraw, "TEXT_HTML", p->withdraw_html);
  }
  dict_section_value(d, "KEPT", "KEPT_TEXT", p->kept);
  if (p->back_url) {
    struct dict *back = dict_section(d, "BACK");
    dict_set(back, "BACK_URL", p->back_url);
    dict_set(back, "BACK_TEXT", p->back_text);
  }
  enum err e = templates_render(t, "own_comment.html", d, out);
  dict_free(d);
  return e;
}
