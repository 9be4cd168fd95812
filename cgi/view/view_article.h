/* The page of one article or static page, with its comments and the comment form. */
#ifndef VIEW_VIEW_ARTICLE_H
#define VIEW_VIEW_ARTICLE_H

#include "view/view_card.h"
#include "view/view_comments.h"
#include "view/view_corrections.h"
#include "view/view_live.h"

/* A heading in the table of contents. */
struct view_section {
  const char *url, *text;
  int depth; /* 1 is top level; an increase by more than one counts as one */
};

struct view_contents {
  const struct view_section *items;
  size_t count; /* 0: the article is too short for a table of contents */
};

/* The button "Thank you". */
struct view_thanks {
  const char *action; /* NULL: no button */
  int64_t article_id;
  const char *count; /* "3 readers said thank you"; NULL: nobody has */
};

struct view_article_page {
  struct view_layout layout;
  struct view_card article;
  const char *lead;              /* plain text below the title; NULL: none */
  const char *preview_note;      /* of an article that is not published; NULL: it is */
  bool is_page;                  /* a static page: no date, author or terms */
  struct view_links breadcrumbs; /* parents of a static page, outermost first */
  struct view_links filed; /* first category of a post and its parents, likewise */
  struct view_contents contents;
  struct view_corrections corrections;
  const char *modified_iso; /* time of the last change; NULL: published, or a page */
  struct view_live live;
  struct view_thanks thanks;
  struct view_link older, newer; /* neighbours in time; url NULL: none */
  struct view_links related;     /* most related first */
  struct view_comments comments;
};

/* Adds the HTML of the page. ERR_TEMPLATE (discard what was added), ERR_NOMEM. */
enum err view_article_page(const struct templates *t, const struct view_article_page *p,
    struct buf *out) MUST_USE;

/* A page without its comments and their form. */
struct view_frame {
  const char *text; /* HTML, without a NUL */
  size_t size;
  struct template_gap gaps[TEMPLATE_PARTS];
};

/* Adds the HTML of the page without p->comments, and stores where they belong in
 * gaps[TEMPLATE_PARTS]. Only if templates_has_parts. Errors as view_article_page. */
enum err view_article_frame(const struct templates *t,
    const struct view_article_page *p, struct buf *out,
    struct template_gap *gaps) MUST_USE;

/* The comments of a page without their form: HTML, without a NUL. */
struct view_list {
  const char *text;
  size_t size;
};

/* Adds the HTML of the comments, which that of their form depends on in no way. Only if
 * templates_has_parts. Errors as view_article_page. */
enum err view_article_comments(const struct templates *t,
    const struct view_comments *comments, struct buf *out) MUST_USE;

/* Adds the HTML of the page with its comments and their form (NULL: none): what
 * view_article_page adds. Errors likewise. */
enum err view_article_join(const struct templates *t, const struct view_frame *frame,
    const struct view_list *comments, const struct view_form *form,
    struct buf *out) MUST_USE;

#endif
