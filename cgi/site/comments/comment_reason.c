#include "site/comments/comment_reason.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "site/comments/comment_rules.h"
#include "view/messages.h"

/* By rule, whose names are stored with the verdicts. */
static const struct {
  enum comment_rule rule;
  enum message sentence;
} comment_reasons[] = {
    {COMMENT_RULE_NETWORK, MESSAGE_reason_network},
    {COMMENT_RULE_URL, MESSAGE_reason_url},
    {COMMENT_RULE_WORD, MESSAGE_reason_word},
    {COMMENT_RULE_HONEYPOT, MESSAGE_reason_honeypot},
    {COMMENT_RULE_FORM_TIME, MESSAGE_reason_form_time},
    {COMMENT_RULE_SPAM, MESSAGE_reason_spam},
    {COMMENT_RULE_LINKS, MESSAGE_reason_links},
    {COMMENT_RULE_UNSURE, MESSAGE_reason_unsure},
    {COMMENT_RULE_AUTHOR_NAME, MESSAGE_reason_author_name},
    {COMMENT_RULE_ALL, MESSAGE_reason_all},
    {COMMENT_RULE_FIRST_TIME, MESSAGE_reason_first_time},
    {COMMENT_RULE_APPROVE, MESSAGE_reason_approve},
    {COMMENT_RULE_NONE, MESSAGE_reason_none},
};

const char *comment_reason_text(
    struct arena *a, const char *lang, const struct comment_verdict *v) {
  size_t count = sizeof comment_reasons / sizeof comment_reasons[0];
  for (size_t i = 0; i < count; i++)
    if (strcmp(comment_rule_name(comment_reasons[i].rule), v->rule) == 0)
      return message_format(
          a, lang, comment_reasons[i].sentence, "DETAIL", v->detail, NULL);
  /* A newer version may have stored it. */
  return arena_join(a, v->rule, *v->detail ? ": " : "", v->detail, NULL);
}

const char *comment_reason_score(
    struct arena *a, const char *lang, const struct comment_verdict *v) {
  char percent[24];
  if (v->score < 0 || !*v->words)
    return "";
  snprintf(percent, sizeof percent, "%d", (int)(v->score * 100 + 0.5));
  return message_format(
      a, lang, MESSAGE_moderate_score, "SCORE", percent, "WORDS", v->words, NULL);
}
