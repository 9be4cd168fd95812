/* What front matter says. Types only. */
#ifndef MARKUP_FRONTMATTER_FRONT_MATTER_TYPES_H
#define MARKUP_FRONTMATTER_FRONT_MATTER_TYPES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct front_matter_list {
  const char **items;
  int *lines; /* of the file, one per item */
  size_t count;
};

/* The line of the file, from 1, on which each member was found; 0 if the file lacks
 * it. */
struct front_matter_lines {
  int title, slug, author, lang, excerpt, date, publish_date, updated, expires;
  int type, status, parent, categories, tags, term_slugs, aliases, menu_order, in_menu,
      sticky, math;
  int corrections, comments, url, path, permalink, article_id, image, translation_key,
      translations;
};

/* A notice about a mistake (docs/corrections.md). */
struct front_matter_correction {
  const char *date, *note;
  struct front_matter_list changes; /* lines of site/core/change_text.h */
  bool has_changes;                 /* the key is there, even if it is empty */
  int line;
};

/* A value that was not understood and is ignored. */
struct front_matter_note {
  struct front_matter_note *next;
  int line;
  bool hides; /* it may have meant that readers must not see the article */
  const char *text;
};

/* A member is NULL, 0, -1 or false if its key is missing, empty or null. Other names
 * that Hugo, Jekyll and WordPress use for the same thing are accepted, in brackets
 * below; if a file has several, the first one counts, and lists are joined. Strings are
 * single lines of UTF-8 without control characters, in the arena. */
struct front_matter {
  const char *title, *slug;
  const char *author;       /* [authors]; the first of a list */
  const char *lang;         /* [language] */
  const char *excerpt;      /* [description, summary]; lines are joined */
  const char *date;         /* [pubDate, published_at]; date_text_read reads it */
  const char *publish_date; /* [publishDate]; also replaces a missing date */
  const char *updated;      /* [lastmod, last_modified_at, updatedDate, ...] */
  const char *expires;      /* [expiryDate, unpublishDate] */
  const char *type;         /* "post" or "page"; [layout] if it is one of them */
  const char *status;       /* "publish", "draft", "future", "private" or "withdrawn";
                             * "draft" for draft: true and published: false as well */
  const char *parent;       /* of a page: the slugs of its ancestors, "a/b" */
  const char *url;          /* its path on another site */
  const char *path;      /* the same for Zola, and for Gatsby with a slash before it */
  const char *permalink; /* the same; with article_id, the path of a new article */
  const char *image;     /* [images, cover, featured_image]: a path or URL */
  struct front_matter_list categories; /* [category]; a list, or words; "a/b" is b
                                        * within a */
  struct front_matter_list tags;       /* [tag]; a list, or a text with commas */
  bool tags_are_text;                  /* not a list: split at spaces for Jekyll */
  struct front_matter_list term_slugs; /* of these and the author, if not derived
                                        * from the name: "tag ebb Low tide" */
  struct front_matter_list aliases;    /* [redirect_from] */
  const char *translation_key; /* [translationKey, page_id]: all translations have it */
  struct front_matter_list
      translations;                            /* [translation_of]: slugs and paths of
                                                * translations; a list, or a map of languages */
  struct front_matter_correction *corrections; /* [correction] */
  size_t correction_count;
  struct front_matter_list unknown; /* names of keys without a meaning here */
  int64_t article_id;               /* the ID of a new article, if it is free; 0: any */
  int64_t menu_order;               /* [weight] */
  bool in_menu;                     /* menu: true, or the name of a menu */
  bool sticky;                      /* [pinned] */
  bool math;    /* [katex, mathjax, usemath]; line.math is 0 if nothing is said */
  int comments; /* 1 open, 0 closed, -1 not set */
  struct front_matter_lines line;
  struct front_matter_note *notes; /* in no particular order */
  bool is_there;                   /* the file has front matter */
  size_t body;                     /* offset of the body */
};

#endif
