/* The page of one article or static page, with its comments and the comment form. */
#ifndef VIEW_VIEW_ARTICLE_H
#define VIEW_VIEW_ARTICLE_H

#include "view/view_card.h"

struct view_comment {
  int64_t id;
  int depth; /* 1 is top level; an increase by more than one counts as one */
  const char *author, *author_url;
  struct view_time written;
  const char *body_html;   /* sanitised */
  const char *url;         /* its own address: "/2026/11/hello/#comment-12" */
  const char *reply_url;   /* NULL: no reply link */
  const char *reply_label; /* accessible name: "Reply to NAME" */
  bool held;               /* held for moderation, shown to its author only */
};

/* The comment form. Errors are sentences, NULL for valid fields. */
struct view_form {
  const char *action;
  const char *script_url; /* of the script that remembers readers */
  int64_t article_id, parent_id;
  const char *reply_to;   /* author of the parent comment, or NULL */
  const char *cancel_url; /* with reply_to */
  const char *comment, *author, *email, *url;
  const char *made, *known; /* tokens, handed back unread; NULL: none */
  const char *comment_error, *author_error, *email_error, *url_error;
  const char *form_error; /* not about a single field */
};

/* A heading in the table of contents. */
struct view_section {
  const char *url, *text;
  int depth; /* 1 is top level; an increase by more than one counts as one */
};

struct view_contents {
  const struct view_section *items;
  size_t count; /* 0: the article is too short for a table of contents */
};

struct view_article_page {
  struct view_layout layout;
  struct view_card article;
  bool is_page;                  /* a static page: no date, author or terms */
  struct view_links breadcrumbs; /* parents of a static page, outermost first */
  struct view_links filed; /* first category of a post and its parents, likewise */
  struct view_contents contents;
  const char *comments_heading;        /* "3 comments"; NULL: "Comments" */
  const struct view_comment *comments; /* in threaded order */
  size_t comment_count;
  struct view_link older, newer; /* neighbours in time; url NULL: none */
  struct view_links related;     /* most related first */
  const struct view_form *form;  /* NULL: none */
  const char *closed;            /* sentence shown instead of the form, or NULL */
};

/* Adds the HTML of the page. ERR_TEMPLATE (discard what was added), ERR_NOMEM. */
enum err view_article_page(const struct templates *t, const struct view_article_page *p,
    struct buf *out) MUST_USE;

#endif
