#include "view/view_moderate.h"

static void view_moderate_add_undo(struct dict *d, const struct view_moderate *p) {
  struct dict *undo = dict_section(d, "UNDO");
  dict_set(undo, "TO", p->undo);
  dict_section_value(undo, "UNDO_REPLY", "REPLY_TOKEN", p->undo_reply);
}

static void view_moderate_add_text(struct dict *d, const struct view_moderate *p) {
  dict_set(d, "COMMENTER", p->author);
  /* Not a link: the owner may be looking at spam. */
  dict_section_value(d, "HAS_WEBSITE", "WEBSITE", p->author_url);
  dict_section_value(d, "ARTICLE_LINK", "ARTICLE_URL", p->article_url);
  dict_show(d, "ARTICLE_PLAIN", !p->article_url);
  dict_set(d, "TITLE", p->article);
  dict_section_value(d, "IN_REPLY", "PARENT", p->parent);
  dict_set(d, "ISO", p->written.iso);
  dict_set(d, "TIME", p->written.text);
  dict_set(d, "TEXT_HTML", p->body_html);
  dict_set(d, "STATUS", p->status);
  dict_section_value(d, "HAS_REASON", "REASON", p->reason);
  dict_section_value(d, "HAS_SCORE", "SCORE", p->score);
}

static void view_moderate_add_reply(struct dict *d, const struct view_moderate *p) {
  struct dict *reply = dict_section(d, "REPLY");
  dict_set(reply, "REPLY_TEXT", p->reply);
  dict_section_value(reply, "REPLY_FAULT", "FAULT", p->reply_fault);
  dict_show(reply, "REPLY_FIRST", p->reply_first);
  dict_show(reply, "REPLY_HELD", p->is_held);
}

enum err view_moderate(
    const struct templates *t, const struct view_moderate *p, struct buf *out) {
  struct dict *d = dict_new();
  view_layout(d, &p->layout);
  dict_set(d, "HEADING", p->heading);
  dict_set(d, "TOKEN", p->link);
  dict_set(d, "FROM", p->from);
  dict_section_value(d, "NOTED", "NOTE", p->note);
  if (p->undo)
    view_moderate_add_undo(d, p);
  if (p->link) {
    struct dict *item = dict_section(d, "ITEM");
    view_moderate_add_text(item, p);
    for (size_t i = 0; i < p->choice_count; i++) {
      struct dict *choice = dict_section(item, "CHOICE");
      dict_set(choice, "VALUE", p->choices[i].value);
      dict_set(choice, "TEXT", p->choices[i].text);
      dict_show(choice, "SUGGESTED", p->choices[i].suggested);
      dict_show(choice, "OTHER", !p->choices[i].suggested);
    }
    if (p->replies)
      view_moderate_add_reply(item, p);
  }
  enum err e = templates_render(t, "moderate.html", d, out);
  dict_free(d);
  return e;
}
