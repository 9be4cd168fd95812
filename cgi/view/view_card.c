#include "view/view_card.h"

static void view_card_add_time(
    struct dict *d, const char *section, const struct view_time *time) {
  if (!time->iso)
    return;
  struct dict *t = dict_section(d, section);
  /* In a dictionary of their own: both times of a card have these two names. */
  dict_set(t, "ISO", time->iso);
  dict_set(t, "TEXT", time->text);
}

void view_card(struct dict *d, const struct view_card *c) {
  dict_set(d, "URL", c->url);
  /* A note without a title needs a text for its link, or nobody could open it. */
  dict_set(d, "TITLE", c->title && *c->title ? c->title : c->published.text);
  dict_section_value(d, "HAS_LANG", "ARTICLE_LANG", c->lang);
  dict_section_value(d, "HAS_DIR", "ARTICLE_DIR", c->dir);
  dict_section_value(d, "HAS_EXCERPT", "EXCERPT", c->excerpt);
  /* Sanitized when the article was saved: of variables, only those named _HTML may go
   * unescaped (template_mark.c). */
  dict_set(d, "BODY_HTML", c->body_html);
  dict_section_value(d, "PICTURE", "PICTURE_HTML", c->picture_html);
  view_card_add_time(d, "PUBLISHED", &c->published);
  view_card_add_time(d, "UPDATED", &c->updated);
  dict_set(d, "ARCHIVE_URL", c->archive_url);
  dict_set(d, "AUTHOR", c->author);
  dict_set(d, "AUTHOR_URL", c->author_url);
  dict_section_value(d, "HAS_READING_TIME", "READING_TIME", c->reading_time);
  dict_section_value(d, "HAS_COMMENT_COUNT", "COMMENT_COUNT", c->comments);
  if (c->sticky || c->live || c->categories.count) {
    struct dict *kicker = dict_section(d, "HAS_KICKER");
    dict_show(kicker, "LIVE_NOW", c->live);
    dict_show(kicker, "STICKY", c->sticky);
    view_layout_links(kicker, "CATEGORY", &c->categories);
  }
  if (c->tags.count)
    view_layout_links(dict_section(d, "HAS_TAGS"), "TAG", &c->tags);
}
