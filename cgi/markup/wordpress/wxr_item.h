/* What WordPress's export format contains: authors, categories, and items, which are
 * posts, pages, attachments and the like. */
#ifndef MARKUP_WORDPRESS_WXR_ITEM_H
#define MARKUP_WORDPRESS_WXR_ITEM_H

/* All strings are as in the file, UTF-8, and never NULL: "" if missing. What WordPress
 * stores as HTML (titles, names) still has its entities. */
struct wxr_author {
  const char *login, *name;
};

struct wxr_category {
  const char *nicename, *parent, *name; /* `parent`: a nicename */
};

/* A term of an item. */
struct wxr_term {
  struct wxr_term *next;
  const char *domain; /* "category", "post_tag", ... */
  const char *nicename, *name;
};

/* A row of a post's metadata. */
struct wxr_meta {
  struct wxr_meta *next;
  const char *key, *value;
};

struct wxr_comment {
  struct wxr_comment *next;
  int line; /* of the file */
  const char *id, *parent, *author, *email, *url, *date, *date_gmt, *content;
  const char *approved, *type;
};

struct wxr_item {
  int line;
  const char *title, *link, *creator, *guid, *content, *excerpt;
  const char *id, *parent, *menu_order, *type, *status, *name, *password, *sticky;
  const char *date, *date_gmt, *modified, *modified_gmt, *comment_status;
  const char *attachment_url;
  struct wxr_term *terms; /* in the order of the file, like the other lists */
  struct wxr_meta *meta;
  struct wxr_comment *comments;
};

#endif
