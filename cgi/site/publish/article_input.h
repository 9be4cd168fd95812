/* The input of publishing: what an author writes, before it is checked and stored. */
#ifndef SITE_PUBLISH_ARTICLE_INPUT_H
#define SITE_PUBLISH_ARTICLE_INPUT_H

#include <stdbool.h>
#include <stdint.h>

#include "db/model/article.h"
#include "markup/frontmatter/front_matter.h"
#include "markup/rich/rich.h"

/* A notice about a mistake. */
struct article_correction {
  int64_t at; /* whole seconds; each article has one of a time */
  const char *note;
  const char *changes; /* as site/core/change_text.h; NULL: not said */
  int line;
};

/* An article as its author supplies it. Strings and lists belong to the caller. */
struct article_input {
  int64_t id;      /* 0: a new article */
  const char *was; /* its text (site/publish/article_text.h) when the author read it, to
                      detect changes since; NULL: not checked */
  enum article_type type;
  enum article_status status; /* "publish" with a future date becomes "future" */
  const char *slug, *title, *excerpt, *lang;
  const char *slug_name; /* what a missing slug is derived from; NULL: the title */
  const char *permalink; /* of a new article; NULL: from the settings and the slug */
  int64_t wanted_id;     /* of a new article, if free; 0: any */
  const char *author;    /* a name; NULL or blank: the site's default */
  int64_t parent_id, menu_order;
  bool in_menu, sticky, comments_open;
  enum article_comments_key comments_key; /* unknown: that of the article stays */
  bool reopens; /* comments_open counts even if a command has closed the article */
  int64_t published_at; /* 0: none until it is published */
  int64_t updated_at;
  int64_t expires_at; /* 0: never */
  int reading_minutes;
  const char *format, *source, *html;
  int renderer;
  const char *known; /* the text that readers know, if they should be told what has
                        changed about it (site/publish/correct_edit.h); NULL: they need
                        not */
  struct article_correction *corrections; /* if line.corrections; oldest first */
  size_t correction_count;
  bool tells;                          /* one of them tells readers what this changes */
  bool corrections_in_file;            /* the file is theirs from now on */
  struct rich_pieces pieces;           /* of `html`; none: it is shown as it is */
  struct front_matter_list categories; /* names, "A/B" for B within A */
  struct front_matter_list tags;
  struct front_matter_list aliases; /* paths that redirect here */
  /* Where aliases of other articles are listed; NULL: each refuses the article. */
  struct front_matter_list *taken_aliases;
  struct front_matter_list former; /* likewise, unless they are taken or invalid */
  const char *translation_key;     /* NULL: none */
  struct front_matter_list translations; /* slugs, and paths as permalink_normalise
                                          * returns them */
  struct front_matter_list term_slugs;   /* of new terms (site/publish/term_slug.h) */
  struct front_matter_lines line;        /* where each was read, for error messages */
  const char *source_key;                /* NULL: not imported */
  const uint8_t *source_hash;            /* 32 bytes, with source_key */
  const char *command; /* that saves it, such as "post edit"; NULL: not known */
};

#endif
