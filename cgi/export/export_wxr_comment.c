#include "export/export_wxr_comment.h"

#include "export/export_wxr_put.h"
#include "site/comments/comment_render.h"

enum err export_wxr_put_comment(struct export_wxr *d, const struct export_comment *c) {
  /* In the order of enum comment_status; WordPress writes two of the four as
   * numbers. */
  static const char *const states[] = {"1", "0", "spam", "trash"};
  fputs("<wp:comment>\n", d->out);
  export_wxr_put_number(d, "wp:comment_id", c->row.id);
  enum err e = export_wxr_put_plain(d, "wp:comment_author", c->row.author);
  export_wxr_put(d, "wp:comment_author_email", c->email);
  export_wxr_put(d, "wp:comment_author_url", c->row.url);
  /* Pamphlet stores no addresses, but importers expect the element. */
  export_wxr_put(d, "wp:comment_author_IP", "");
  export_wxr_put_date(d, "wp:comment_date", c->row.created_at, false);
  export_wxr_put_date(d, "wp:comment_date_gmt", c->row.created_at, true);
  /* WordPress has HTML and plain text, but no Markdown. */
  if (c->row.renderer >= COMMENT_RENDERER_MARKDOWN)
    export_wxr_put(d, "wp:comment_content",
        c->row.renderer >= COMMENT_RENDERER_HTML ? c->row.source : c->row.html);
  else if (!e)
    e = export_wxr_put_plain(d, "wp:comment_content", c->row.source);
  export_wxr_put(d, "wp:comment_approved", states[c->row.status]);
  export_wxr_put(d, "wp:comment_type", c->row.type);
  export_wxr_put_number(d, "wp:comment_parent", c->row.parent_id);
  /* A guest, as every commenter here: 0 is no account. */
  export_wxr_put_number(d, "wp:comment_user_id", 0);
  fputs("</wp:comment>\n", d->out);
  return e;
}
