#include "site/comments/comment_form.h"

#include "base/utf8.h"
#include "site/comments/comment_fields.h"

void comment_form_fill(struct site *site, struct arena *a,
    const struct comment_outcome *o, struct view_form *out) {
  const char *lang = site->settings.language;
  *out = (struct view_form){
      .article_id = o->article.id,
      .parent_id = o->parent_id,
      .reply_to = o->reply_to,
      .comment = o->comment,
      .author = o->author,
      .email = o->email,
      .url = o->url,
      .preview = o->preview,
      .preview_author =
          comment_fields_author(o->author) == COMMENT_FAULT_NONE ? o->author : NULL,
      .made = o->made,
      .known = o->known,
      .follow_replies = o->follow == FOLLOW_REPLIES,
      .follow_all = o->follow == FOLLOW_ALL,
      /* Only this message tells how long the text is: readers cannot count it, and have
       * to shorten it by that much. */
      .comment_error = comment_fault_text(
          a, lang, o->faults.comment, (int64_t)utf8_length(o->comment)),
      .author_error = comment_fault_text(a, lang, o->faults.author, 0),
      .email_error = comment_fault_text(a, lang, o->faults.email, 0),
      .url_error = comment_fault_text(a, lang, o->faults.url, 0),
      .form_error = comment_fault_text(a, lang, o->faults.whole, o->retry_after),
  };
}
