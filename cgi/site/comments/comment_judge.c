#include "site/comments/comment_judge.h"

#include "site/comments/comment_author_name.h"
#include "site/comments/comment_render.h"
#include "site/comments/spam_filter.h"

static enum err comment_judge_score(struct site *site, struct arena *a,
    const struct comment *c, const char *seen, struct comment_verdict *v) {
  const struct spam_text text = {c->author, c->url, seen};
  struct spam_score score;
  enum err e = spam_filter_score(site->db, a, &text, &score);
  if (e)
    return e;
  v->score = score.score;
  v->words = spam_filter_words(a, &score);
  return v->words ? OK : ERR_NOMEM;
}

enum err comment_judge(struct site *site, struct arena *a, const struct comment *c,
    struct comment_facts facts, struct comment_verdict *verdict,
    enum comment_status *status) {
  struct comment_verdict v = {"", "", -1, ""};
  enum comment_status judged;
  enum comment_rule rule;
  /* Then no rule is asked, so that nobody needs to know what is in the comment. */
  if (site->settings.moderation == MODERATION_NONE) {
    v.rule = comment_rule_name(COMMENT_RULE_NONE);
    *verdict = v;
    *status = COMMENT_APPROVE;
    return OK;
  }
  /* Markup could hide from the rules what its readers see. */
  enum err e = comment_render_seen(a, c, &facts.seen, &facts.links);
  if (!e)
    e = comment_judge_score(site, a, c, facts.seen, &v);
  if (!e)
    e = comment_author_name(site, a, c->author, &facts.author_name);
  if (e)
    return e;
  facts.author = c->author;
  facts.url = c->url;
  facts.source = c->source;
  facts.score = v.score;
  e = comment_rules_judge(a, &site->settings, &facts, &rule, &judged, &v.detail);
  if (e)
    return e;
  v.rule = comment_rule_name(rule);
  *verdict = v;
  *status = judged;
  return OK;
}
