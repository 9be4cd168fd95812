/* The parts that all pages share: links, and the layout around the content.
 *
 * A view model is a plain structure that site/ fills and view/ turns into HTML. All
 * strings are UTF-8 and unescaped, except those named _html; they belong to the caller
 * and are only read. NULL means: absent.
 *
 * The model of a cached page never depends on who reads it. What is particular to one
 * reader (a form with errors, a comment held for moderation) is on pages that are never
 * cached. */
#ifndef VIEW_VIEW_LAYOUT_H
#define VIEW_VIEW_LAYOUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "view/templates.h"

struct view_link {
  const char *url, *text;
  bool current; /* leads to the page it is on */
};

struct view_links {
  const struct view_link *items;
  size_t count;
};

/* Links to the numbered pages of a list or a thread. */
struct view_pager {
  struct view_link before, after; /* the pages next to this one; url NULL: none */
  struct view_links numbers;      /* none: a single page, which has no pager */
};

struct view_time {
  const char *iso;  /* for <time datetime> */
  const char *text; /* for people */
};

/* A feed for autodiscovery: <link rel="alternate">. */
struct view_feed_link {
  const char *url, *type, *title;
};

/* The same article in one language. */
struct view_translation {
  const char *url, *lang, *dir; /* `url` absolute */
  const char *name;             /* of the language, in itself */
  bool current;                 /* the page it is on */
  bool any;                     /* for readers of languages that are not listed */
};

/* What surrounds the content of every page: head, masthead, menu and footer. */
struct view_layout {
  const char *lang, *dir; /* of the interface: "en", "ltr" */
  const char *site_lang;  /* of the author's texts; NULL if equal to `lang` */
  const char *site_title, *tagline;
  const char *title;               /* of the document; NULL on the home page */
  const char *description;         /* meta description */
  const char *canonical;           /* absolute; NULL on errors and private pages */
  const char *prev_url, *next_url; /* rel=prev and rel=next */
  /* Open Graph and schema.org, for pages of one article only. */
  const char *image_url; /* absolute */
  const char *card_url;  /* the image, if it is a social card that shows the title */
  const char *published_iso, *updated_iso; /* NULL on static pages */
  const char *json_ld; /* JSON without "<", so that it needs no escaping in <script> */
  const char *style_url, *icon_url;
  const char *logo_url;       /* a picture above the name of the blog; NULL: none */
  const char *webmention_url; /* where other sites announce links to the page */
  const struct view_feed_link *feeds;
  size_t feed_count;
  const struct view_translation *translations; /* of an article, itself included */
  size_t translation_count;
  const char *feed_url;         /* the feed that the footer links to */
  struct view_links menu;       /* static pages */
  struct view_links categories; /* top-level categories, for the footer */
  int64_t refresh; /* seconds after which browsers load the page again; 0: never */
  bool noindex;
  bool home;
  bool has_search; /* the content has a search form, so the footer needs none */
};

/* Sets the variables of the layout. */
void view_layout(struct dict *d, const struct view_layout *l);

/* Shows the section `section` once per link, with URL and TEXT. Inside it, the section
 * HERE is shown for the current page, LINK for other links, and GAP without a URL. */
void view_layout_links(
    struct dict *d, const char *section, const struct view_links *links);

/* Shows the section PAGER for pager.html, if there are several pages. Returns it, or
 * NULL. */
struct dict *view_layout_pager(struct dict *d, const struct view_pager *pager);

/* Shows the breadcrumbs, if there are any. */
void view_layout_breadcrumbs(struct dict *d, const struct view_links *links);

#endif
