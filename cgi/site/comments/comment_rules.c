#include "site/comments/comment_rules.h"

#include <string.h>

#include "base/clock.h"
#include "base/network.h"
#include "base/utf8.h"
#include "site/comments/comment_block.h"

/* One call of comment_rules_judge. */
struct comment_case {
  struct arena *arena;
  const struct settings *settings;
  const struct comment_facts *facts;
  const char *
      text; /* everything that the sender wrote, a field on each line, the text twice */
};

/* Each sets *detail if its rule applies, and leaves it NULL otherwise. */
typedef enum err comment_rule_check(const struct comment_case *c, const char **detail);

static enum err comment_rule_network(
    const struct comment_case *c, const char **detail) {
  struct network_address address;
  char entry[64];
  /* No more can be said of it than this: the address is not stored. */
  if (c->facts->is_blocked)
    *detail = "blocked";
  else if (c->facts->address && network_address_read(c->facts->address, &address) &&
           network_list_find(
               c->settings->block_networks, &address, entry, sizeof entry)) {
    *detail = arena_strdup(c->arena, entry);
    return *detail ? OK : ERR_NOMEM;
  }
  return OK;
}

static enum err comment_rule_url(const struct comment_case *c, const char **detail) {
  return comment_block_url(c->arena, c->settings->block_urls, c->text, detail);
}

/* Some of what marks text in Markdown marks nothing within a word, and is shown:
 * readers still read "ca**sino**" as one word. */
static enum err comment_rule_word(const struct comment_case *c, const char **detail) {
  static const char marks[] = "*_~`\\";
  const char *list = c->settings->block_words;
  enum err e = comment_block_word(c->arena, list, c->text, detail);
  if (e || *detail || !*list || !strpbrk(c->text, marks))
    return e;
  char *plain = arena_strdup(c->arena, c->text), *to = plain;
  if (!plain)
    return ERR_NOMEM;
  for (const char *at = plain; *at; at++)
    if (!strchr(marks, *at))
      *to++ = *at;
  *to = '\0';
  return comment_block_word(c->arena, list, plain, detail);
}

/* Not spam but held: a program that helps a reader to fill in forms may fill this field
 * as well. */
static enum err comment_rule_honeypot(
    const struct comment_case *c, const char **detail) {
  if (c->facts->honeypot && *c->facts->honeypot)
    *detail = "";
  return OK;
}

/* Only a form that was made for one reader knows its age; the page that all readers get
 * from the cache does not. */
static enum err comment_rule_form_time(
    const struct comment_case *c, const char **detail) {
  int64_t age = c->facts->form_age;
  if (age < 0 || age >= c->settings->form_seconds * CLOCK_SECOND)
    return OK;
  *detail = arena_printf(c->arena, "%.1f s", (double)age / (double)CLOCK_SECOND);
  return *detail ? OK : ERR_NOMEM;
}

/* The website field does not count: it is what readers are asked for. */
static int64_t comment_rules_count_links(const char *s) {
  int64_t count = 0;
  while ((s = strpbrk(s, "hHwW")) != NULL) {
    if (strncasecmp(s, "http://", 7) == 0 || strncasecmp(s, "https://", 8) == 0) {
      count++;
      /* "https://www.example.org" is one link. */
      s = strchr(s, '/') + 2;
      s += strncasecmp(s, "www.", 4) == 0 ? 4 : 0;
    } else if (strncasecmp(s, "www.", 4) == 0) {
      count++;
      s += 4;
    } else {
      s++;
    }
  }
  return count;
}

static enum err comment_rule_links(const struct comment_case *c, const char **detail) {
  /* Markdown may make many links of one address, and one of what does not look like
   * it. */
  int64_t count = comment_rules_count_links(c->facts->source);
  count = count > c->facts->links ? count : c->facts->links;
  if (count <= c->settings->max_links)
    return OK;
  *detail = arena_printf(c->arena, "%lld", (long long)count);
  return *detail ? OK : ERR_NOMEM;
}

/* The words are stored with the verdict, and the detail is the score, in per cent as
 * the settings are. */
static enum err comment_rule_score(
    const struct comment_case *c, int64_t least, const char **detail) {
  if (!least || c->facts->score * 100 < (double)least)
    return OK;
  *detail = arena_printf(c->arena, "%d %%", (int)(c->facts->score * 100));
  return *detail ? OK : ERR_NOMEM;
}

static enum err comment_rule_spam(const struct comment_case *c, const char **detail) {
  return comment_rule_score(c, c->settings->spam_score, detail);
}

static enum err comment_rule_unsure(const struct comment_case *c, const char **detail) {
  return comment_rule_score(c, c->settings->hold_score, detail);
}

/* Known readers too: only the command proves who an author is. */
static enum err comment_rule_author_name(
    const struct comment_case *c, const char **detail) {
  *detail = c->facts->author_name;
  return OK;
}

static enum err comment_rule_all(const struct comment_case *c, const char **detail) {
  if (c->settings->moderation == MODERATION_ALL)
    *detail = "";
  return OK;
}

static enum err comment_rule_first_time(
    const struct comment_case *c, const char **detail) {
  if (c->settings->moderation == MODERATION_FIRST_TIME && !c->facts->is_known)
    *detail = "";
  return OK;
}

static enum err comment_rule_approve(
    const struct comment_case *c, const char **detail) {
  (void)c;
  *detail = "";
  return OK;
}

/* In the order in which they are asked. */
static const struct {
  const char *name;
  comment_rule_check *check;
  enum comment_status status;
} comment_rules[COMMENT_RULES] = {
    [COMMENT_RULE_NETWORK] = {"network", comment_rule_network, COMMENT_SPAM},
    [COMMENT_RULE_URL] = {"url", comment_rule_url, COMMENT_SPAM},
    [COMMENT_RULE_WORD] = {"word", comment_rule_word, COMMENT_SPAM},
    [COMMENT_RULE_HONEYPOT] = {"honeypot", comment_rule_honeypot, COMMENT_HOLD},
    [COMMENT_RULE_FORM_TIME] = {"form-time", comment_rule_form_time, COMMENT_HOLD},
    [COMMENT_RULE_SPAM] = {"spam-score", comment_rule_spam, COMMENT_SPAM},
    [COMMENT_RULE_LINKS] = {"links", comment_rule_links, COMMENT_HOLD},
    [COMMENT_RULE_UNSURE] = {"hold-score", comment_rule_unsure, COMMENT_HOLD},
    [COMMENT_RULE_AUTHOR_NAME] = {"author-name", comment_rule_author_name,
        COMMENT_HOLD},
    [COMMENT_RULE_ALL] = {"all", comment_rule_all, COMMENT_HOLD},
    [COMMENT_RULE_FIRST_TIME] = {"first-time", comment_rule_first_time, COMMENT_HOLD},
    [COMMENT_RULE_APPROVE] = {"approve", comment_rule_approve, COMMENT_APPROVE},
    [COMMENT_RULE_NONE] = {"none", comment_rule_approve, COMMENT_APPROVE},
};

const char *comment_rule_name(enum comment_rule rule) {
  return comment_rules[rule].name;
}

enum err comment_rules_judge(struct arena *a, const struct settings *s,
    const struct comment_facts *f, enum comment_rule *rule, enum comment_status *status,
    const char **detail) {
  const char *found = NULL;
  /* "cas*i*no" is a word for its readers, and "casino" one for those who look for it.
   */
  char *text = arena_join(
      a, f->author, "\n", f->email, "\n", f->url, "\n", f->source, "\n", f->seen, NULL);
  struct comment_case c = {a, s, f, text};
  if (!text)
    return ERR_NOMEM;
  /* A reader sees "casino" even if it has a zero width space in it. */
  utf8_drop_ignorable(text, strlen(text));
  size_t i = s->moderation == MODERATION_NONE ? COMMENT_RULE_NONE : 0;
  for (;; i++) {
    enum err e = comment_rules[i].check(&c, &found);
    if (e)
      return e;
    if (found)
      break;
  }
  *rule = (enum comment_rule)i;
  *status = comment_rules[i].status;
  *detail = found;
  return OK;
}
