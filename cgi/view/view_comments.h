/* Comments with their pager and form, below an article or on a page of their own. */
#ifndef VIEW_VIEW_COMMENTS_H
#define VIEW_VIEW_COMMENTS_H

#include "view/view_layout.h"

struct view_comment {
  int64_t id;
  int depth;           /* 1 is top level; an increase by more than one counts as one */
  bool by_author;      /* the article's author wrote it */
  const char *mention; /* how the page of another site mentions it; NULL: a comment */
  bool revised;        /* its sender has changed it */
  bool held;           /* held for moderation, shown to its author only */
  const char *author, *author_url;
  const char *avatar; /* SVG, or NULL */
  struct view_time written;
  const char *body_html; /* sanitised */
  const char *url;       /* its own address: "/2026/11/hello/#comment-12" */
  /* The comment it replies to and that one's author, if indentation does not show it;
   * or NULL. */
  const char *parent_url, *parent;
  const char *fold_label; /* "12 more replies", folded from this one on; or NULL */
  /* Links by which its sender, who is reading, can change it, and until when; or NULL.
   */
  const char *edit_url, *withdraw_url, *own_note;
  const char *reply_url;   /* NULL: no reply link */
  const char *reply_label; /* accessible name: "Reply to NAME" */
};

/* The comment form. Errors are sentences, NULL for valid fields. */
struct view_form {
  const char *action;
  const char *script_url; /* of the script that remembers readers */
  int64_t article_id, parent_id;
  const char *reply_to;   /* author of the parent comment, or NULL */
  const char *cancel_url; /* with reply_to */
  const char *quote_url;  /* with reply_to, if the form is empty; or NULL */
  const char *comment, *author, *email, *url;
  /* What the comment looks like, sanitised, or NULL; its author, or NULL; SVG, or
   * NULL. */
  const char *preview, *preview_author, *preview_avatar;
  const char *made, *known;        /* tokens, handed back unread; NULL: none */
  bool can_follow;                 /* offers mail about comments */
  bool follow_replies, follow_all; /* which mail is chosen */
  const char *comment_error, *author_error, *email_error, *url_error;
  const char *form_error; /* not about a single field */
};

struct view_comments {
  const char *heading;              /* "3 comments"; NULL: "Comments" */
  const struct view_comment *items; /* in threaded order */
  size_t count;
  int64_t total;                /* public comments, on all pages */
  struct view_pager pager;      /* of the pages of the thread */
  const char *find_url;         /* of the script that finds comments on other pages */
  const struct view_form *form; /* NULL: none */
  const char *closed;           /* sentence shown instead of the form, or NULL */
};

/* Sets the variables of comments.html and form.html. */
void view_comments(struct dict *d, const struct view_comments *v);

/* A page that continues the comments of an article. */
struct view_comments_page {
  struct view_layout layout;
  const char *title, *article_url; /* of the article */
  const char *lang, *dir;          /* of the title; NULL if equal to the interface's */
  struct view_comments comments;
};

/* Adds the HTML of the page. ERR_TEMPLATE (discard what was added), ERR_NOMEM. */
enum err view_comments_page(const struct templates *t,
    const struct view_comments_page *p, struct buf *out) MUST_USE;

#endif
