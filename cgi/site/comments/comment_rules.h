/* The rules that decide what becomes of a comment: shown, held for moderation, or taken
 * for spam. They run in the order of enum comment_rule, and the first that applies
 * decides; docs/comments.md describes them for authors. */
#ifndef SITE_COMMENTS_COMMENT_RULES_H
#define SITE_COMMENTS_COMMENT_RULES_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "db/model/comment_row.h"
#include "site/core/settings.h"

enum comment_rule {
  COMMENT_RULE_NETWORK,     /* block_networks, or blocked by a comment: spam */
  COMMENT_RULE_URL,         /* block_urls: spam */
  COMMENT_RULE_WORD,        /* block_words: spam */
  COMMENT_RULE_HONEYPOT,    /* filled in what only a program sees: held */
  COMMENT_RULE_FORM_TIME,   /* sent the form too soon: held */
  COMMENT_RULE_SPAM,        /* score of at least spam_score: spam */
  COMMENT_RULE_LINKS,       /* more than max_links: held */
  COMMENT_RULE_UNSURE,      /* score of at least hold_score: held */
  COMMENT_RULE_AUTHOR_NAME, /* the name of an author of the blog: held */
  COMMENT_RULE_ALL,         /* moderation = all: held */
  COMMENT_RULE_FIRST_TIME,  /* moderation = first-time, not known: held */
  COMMENT_RULE_APPROVE,     /* none of these: approved */
  COMMENT_RULE_NONE,        /* moderation = none: approved, no other rule is asked */
  COMMENT_RULES
};

/* The name under which a verdict is stored: "first-time". */
const char *comment_rule_name(enum comment_rule rule);

/* What is known about a comment that arrives. */
struct comment_facts {
  const char *author, *email, *url, *source;
  const char *author_name; /* of the author whose name is like that, or NULL */
  const char *seen;        /* comment_render_seen: what the markup makes of it */
  int64_t links;           /* in what it makes of it */
  const char *address;     /* IP address of the sender, or NULL */
  bool is_blocked;         /* the owner has blocked its network (comment_network.h) */
  const char *honeypot;    /* what the hidden field contains, or NULL */
  int64_t form_age;        /* microseconds since the form was made; -1: not known */
  double score;            /* of the spam filter, from 0 to 1; -1: not asked */
  bool is_known;           /* proved that an earlier comment was approved */
};

/* Decides. *status is COMMENT_APPROVE, COMMENT_HOLD or COMMENT_SPAM. *detail is what in
 * the comment decided, in the arena: an entry of a list, a number, or "". It never
 * contains anything that the sender wrote into a private field. ERR_NOMEM,
 * ERR_TOO_LARGE. */
enum err comment_rules_judge(struct arena *a, const struct settings *s,
    const struct comment_facts *f, enum comment_rule *rule, enum comment_status *status,
    const char **detail) MUST_USE;

#endif
