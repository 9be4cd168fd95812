/* What each kind of page shows: plain structures, filled by site/, turned into HTML
 * here. All strings are UTF-8 and unescaped (but those named _html); all belong to the
 * caller and are only read. NULL means: not there.
 *
 * A page never depends on who reads it; what is particular to one reader (a form with
 * errors, a held comment) is a page of its own that is never stored. */
#ifndef VIEW_VIEW_MODELS_H
#define VIEW_VIEW_MODELS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "view/templates.h"

struct view_link {
  const char *url, *text;
  bool current; /* this very page */
};

struct view_links {
  const struct view_link *items;
  size_t count;
};

/* Text of which pieces are marked: what a reader looked for. */
struct view_piece {
  const char *text;
  bool marked;
};

struct view_marked {
  const struct view_piece *pieces;
  size_t count;
};

struct view_time {
  const char *iso;  /* for <time datetime> */
  const char *text; /* for people */
};

/* Where a feed is, for readers of feeds. */
struct view_feed_link {
  const char *url, *type, *title;
};

/* What stands around every page. */
struct view_layout {
  const char *lang, *dir; /* of the interface: "en", "ltr" */
  const char *site_lang;  /* of what the author named: NULL where it is the same */
  const char *site_title, *tagline;
  const char *title;               /* of the document; NULL on the home page */
  const char *description;         /* meta description, or NULL */
  const char *canonical;           /* absolute; NULL on errors and private pages */
  const char *prev_url, *next_url; /* rel=prev and next, or NULL */
  /* Of an article's page, for programs; NULL elsewhere. */
  const char *image_url;                   /* absolute; NULL: it has no picture */
  const char *published_iso, *updated_iso; /* NULL of static pages; not updated */
  const char *json_ld; /* JSON without "<": goes into a script element as it is */
  const char *style_url, *icon_url;
  const struct view_feed_link *feeds; /* for programs */
  size_t feed_count;
  const char *feed_url;         /* the one readers are shown, or NULL */
  struct view_links menu;       /* static pages */
  struct view_links categories; /* top-level categories, for the footer */
  bool noindex;
  bool home;
  bool has_search; /* the page has a search form of its own, above its foot */
};

/* An article as lists show it, and the head of its own page. */
struct view_article {
  const char *url, *title; /* title "" : show the date instead */
  const char *lang, *dir;  /* NULL where it is the interface's */
  const char *excerpt;     /* plain text; lists */
  const char *body_html;   /* sanitised; its own page only */
  struct view_time published;
  const char *archive_url;  /* of the month it was published in */
  struct view_time updated; /* .iso NULL unless changed after publication */
  const char *author, *author_url;
  struct view_links categories, tags;
  const char
      *reading_time;    /* "3 minutes to read"; NULL where that goes without saying */
  const char *comments; /* "2 comments"; NULL where there are none */
  bool sticky;
};

struct view_comment {
  int64_t id;
  int depth; /* 1 is top level; a rise by more than one counts as one */
  const char *author, *author_url;
  struct view_time written;
  const char *body_html;   /* sanitised */
  const char *url;         /* its own address: "/2026/11/hello/#comment-12" */
  const char *reply_url;   /* NULL: no reply link */
  const char *reply_label; /* accessible name: "Reply to NAME" */
  bool held;               /* waits for moderation, shown to its author only */
};

/* The form under an article. Errors are sentences, NULL where all is well. */
struct view_form {
  const char *action;
  int64_t article_id, parent_id;
  const char *reply_to;   /* name of whom is answered, or NULL */
  const char *cancel_url; /* with reply_to */
  const char *comment, *author, *email, *url;
  const char *comment_error, *author_error, *email_error, *url_error;
  const char *form_error; /* concerning the whole */
};

/* A heading in the table of contents. */
struct view_section {
  const char *url, *text;
  int depth; /* 1 is top level; a rise by more than one counts as one */
};

struct view_contents {
  const struct view_section *items;
  size_t count; /* 0: the article is too short for one */
};

struct view_article_page {
  struct view_layout frame;
  struct view_article article;
  bool is_page;                  /* a static page: no date, author, terms */
  struct view_links breadcrumbs; /* parents of a static page, outermost first */
  struct view_links filed; /* first category of a post and those above it, likewise */
  struct view_contents contents;
  const char *comments_heading;        /* "3 comments"; NULL: "Comments" */
  const struct view_comment *comments; /* threaded order, see depth */
  size_t comment_count;
  struct view_link older, newer; /* the articles beside it; url NULL: none */
  struct view_links related;     /* the best first */
  const struct view_form *form;  /* NULL: none */
  const char *closed;            /* the sentence instead of the form, or NULL */
};

struct view_list_page {
  struct view_layout frame;
  const char *heading;           /* NULL on the first home page */
  const char *note;              /* "12 articles", or NULL */
  struct view_links breadcrumbs; /* lists it is part of, outermost first */
  const struct view_article *articles;
  size_t article_count;
  int64_t page, pages;               /* numbered from 1 */
  const char *newer_url, *older_url; /* NULL at the ends */
  struct view_links numbers;         /* pages around this one; url NULL: a gap */
  const char *empty;                 /* the sentence where there is nothing, or NULL */
};

/* An article that was found. */
struct view_hit {
  struct view_article article;
  struct view_marked title, text;
  bool is_page; /* a static page: no date, author */
};

struct view_search_page {
  struct view_layout frame;
  const char *query; /* as typed; "" for none yet */
  const char *heading;
  const char *sentence; /* how many were found, or what to do; NULL: nothing to say */
  const char *note;     /* what was not looked at, or NULL */
  const struct view_hit *hits;
  size_t hit_count;
  const char *better_url, *more_url; /* pages beside this one; NULL at the ends */
};

/* An entry of a feed. Addresses are absolute. */
struct view_entry {
  const char *id; /* an address that stays, whatever becomes of the entry's own */
  const char *url, *title, *author;
  const char *published_iso, *published_rfc_822, *updated_iso;
  const char *summary;      /* plain text, or NULL */
  const char *content_html; /* sanitised; NULL: the summary is all there is */
  const char *comments_url; /* NULL: takes none */
  const char *image_url;    /* NULL: it has no picture, or the format tells none */
  const char *lang;         /* NULL where it is the feed's */
  struct view_links terms;  /* categories and tags: their names */
};

struct view_feed {
  const char *title, *subtitle, *lang;
  const char *url, *home_url; /* its own address, and that of what it is of */
  const char *updated_iso, *updated_rfc_822; /* the latter NULL where nobody knows */
  const struct view_entry *entries;
  size_t entry_count;
};

struct view_error_page {
  struct view_layout frame; /* lacks menu where the database is out of reach */
  int status;
  const char *heading, *message;
  const char *incident; /* id that is in the log, or NULL */
  /* The reader's own text, given back so that nothing is lost; NULL: none. */
  const char *kept_comment;
  const char *query;      /* what the search form has in it; NULL: nothing */
  struct view_links near; /* what may have been meant */
};

/* Add the HTML of a page. ERR_TEMPLATE (nothing that was added may be sent then),
 * ERR_NOMEM. */
enum err view_article_page(const struct templates *t, const struct view_article_page *p,
    struct buf *out) MUST_USE;
enum err view_list_page(const struct templates *t, const struct view_list_page *p,
    struct buf *out) MUST_USE;
enum err view_search_page(const struct templates *t, const struct view_search_page *p,
    struct buf *out) MUST_USE;
enum err view_feed(const struct templates *t, const char *file,
    const struct view_feed *f, struct buf *out) MUST_USE;
enum err view_error_page(const struct templates *t, const struct view_error_page *p,
    struct buf *out) MUST_USE;

#endif
