/* The life of an article: saved, published, changed, withdrawn, deleted; and with it
 * its address, its places in listings, and the keys of pages that show it. */
#ifndef SITE_PUBLISH_PUBLISH_H
#define SITE_PUBLISH_PUBLISH_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "db/model/article.h"
#include "markup/frontmatter/front_matter.h"
#include "site/core/site.h"

/* An article as its author gives it. */
struct article_input {
  int64_t id;      /* 0: a new one */
  const char *was; /* its text (site/publish/article_text.h) when the author read it;
                      NULL: not asked */
  enum article_type type;
  enum article_status status; /* publish with a time to come becomes future */
  const char *slug, *title, *excerpt, *lang;
  const char *slug_name; /* what a slug is made of without one; NULL: the title */
  const char *permalink; /* of a new one; NULL: by the settings and its slug */
  int64_t wanted_id;     /* of a new one, if it is free; 0: any */
  const char *author;    /* a name; NULL or blank: the site's */
  int64_t parent_id, menu_order;
  bool in_menu, sticky, comments_open;
  int64_t published_at; /* 0: none before it is published */
  int64_t updated_at;
  int64_t expires_at; /* 0: never */
  int reading_minutes;
  const char *format, *source, *html;
  int renderer;
  struct front_matter_list categories; /* names, "A/B" for B within A */
  struct front_matter_list tags;
  struct front_matter_list aliases; /* paths that lead here as well */
  struct front_matter_list
      term_slugs; /* of terms that are new (site/publish/term_slug.h) */
  struct front_matter_list former; /* likewise, but for those that cannot */
  struct front_matter_lines line;  /* to name when something is refused */
  const char *source_key;          /* NULL: not imported */
  const uint8_t *source_hash;      /* 32 bytes, with source_key */
};

/* What else is to be written with the article `id`, in its transaction; what it returns
 * decides as for txn_change. */
typedef enum err publish_more(struct db *s, int64_t id, void *context);

/* Saves a draft in the state it asks for, and what `more` (NULL: nothing) writes, in
 * one transaction. A taken permalink gets "-2", "-3", ... at its slug. ERR_INVALID with
 * *problem, and nothing changed, where a rule is broken (reserved slug, ...) or the
 * article is not what it `was`; any other
 * error leaves nothing changed either. */
enum err publish_save(struct site *site, struct arena *a, const struct article_input *d,
    publish_more *more, void *context, int64_t *id,
    struct parse_problem *problem) MUST_USE;

/* The same inside a txn_write; what it wrote before an error is the caller's to undo
 * (txn_savepoint). */
enum err publish_save_within(struct site *site, struct arena *a,
    const struct article_input *d, publish_more *more, void *context, int64_t *id,
    struct parse_problem *problem) MUST_USE;

/* Changes the state of an article: publishes it (now, if it has no date yet or one to
 * come), withdraws it to draft or private (its addresses answer 410 until it is public
 * again). ERR_NOT_FOUND. */
enum err publish_set_status(struct site *site, struct arena *a, int64_t id,
    enum article_status status, char *why, size_t why_size) MUST_USE;

/* Gives an article a date that is to come, and takes it back until then. ERR_INVALID
 * with a sentence in `why` for a date that is past; ERR_NOT_FOUND. */
enum err publish_schedule(struct site *site, struct arena *a, int64_t id, int64_t date,
    char *why, size_t why_size) MUST_USE;

/* Deletes an article with its comments for good; its addresses answer 410. */
enum err publish_delete(struct site *site, struct arena *a, int64_t id) MUST_USE;

/* Does what is due at `now`: publishes, withdraws, closes comments, puts the words of
 * some articles that wait for it into the index of search.
 * *done counts the changes. */
enum err publish_due(
    struct site *site, struct arena *a, int64_t now, int *done) MUST_USE;

#endif
