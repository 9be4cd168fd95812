#include "site/comments/comment_rules.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "support.h"

static struct arena *arena;

static int setup(void **state) {
  (void)state;
  arena = arena_new(256 << 20);
  return arena ? 0 : -1;
}

static int teardown(void **state) {
  (void)state;
  arena_free(arena);
  return 0;
}

/* Settings with an entry in every list. */
static struct settings strict(enum moderation moderation) {
  return (struct settings){.moderation = moderation,
      .block_words = "casino, *pills",
      .block_urls = "spam.example",
      .block_networks = "203.0.113.0/24",
      .max_links = 2,
      .spam_score = 99,
      .hold_score = 95,
      .form_seconds = 3};
}

static struct comment_facts good(void) {
  return (struct comment_facts){.author = "Ada",
      .email = "ada@example.org",
      .url = "https://example.org",
      .source = "I like it.",
      .address = "192.0.2.1",
      .form_age = -1};
}

static enum comment_rule judge(const struct settings *s, const struct comment_facts *f,
    enum comment_status *status, const char **detail) {
  enum comment_rule rule = COMMENT_RULES;
  assert_err(comment_rules_judge(arena, s, f, &rule, status, detail), OK);
  return rule;
}

/* Each row breaks one rule. Whatever comes later in the order is broken too: the first
 * rule decides. */
static void the_first_rule_decides(void **state) {
  static const struct {
    enum comment_rule rule;
    enum comment_status status;
    const char *name, *detail;
  } rows[] = {
      {COMMENT_RULE_NETWORK, COMMENT_SPAM, "network", "203.0.113.0/24"},
      {COMMENT_RULE_URL, COMMENT_SPAM, "url", "spam.example"},
      {COMMENT_RULE_WORD, COMMENT_SPAM, "word", "casino"},
      {COMMENT_RULE_HONEYPOT, COMMENT_HOLD, "honeypot", ""},
      {COMMENT_RULE_FORM_TIME, COMMENT_HOLD, "form-time", "1.5 s"},
      {COMMENT_RULE_SPAM, COMMENT_SPAM, "spam-score", "99 %"},
      {COMMENT_RULE_LINKS, COMMENT_HOLD, "links", "3"},
      {COMMENT_RULE_UNSURE, COMMENT_HOLD, "hold-score", "98 %"},
      {COMMENT_RULE_AUTHOR_NAME, COMMENT_HOLD, "author-name", "Grace"},
      {COMMENT_RULE_FIRST_TIME, COMMENT_HOLD, "first-time", ""},
      {COMMENT_RULE_APPROVE, COMMENT_APPROVE, "approve", ""},
  };
  const struct settings s = strict(MODERATION_FIRST_TIME);
  struct comment_facts f = good();
  (void)state;
  f.address = "203.0.113.9";
  f.url = "https://www.sp\u00adam.example/";
  f.author = "CAS\u200bINO";
  f.honeypot = "x";
  f.score = 0.9999;
  f.author_name = "Grace";
  f.form_age = 3 * CLOCK_SECOND / 2;
  f.source = "https://a.example http://www.b.example www.c.example";
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    enum comment_status status;
    const char *detail;
    enum comment_rule rule = judge(&s, &f, &status, &detail);
    if (rule != rows[i].rule || status != rows[i].status ||
        strcmp(detail, rows[i].detail) != 0 ||
        strcmp(comment_rule_name(rule), rows[i].name) != 0)
      fail_msg("%s: %s, \"%s\"", rows[i].name, comment_rule_name(rule), detail);
    /* Removes the cause that was named. */
    switch (rule) {
    case COMMENT_RULE_NETWORK:
      f.address = "192.0.2.1";
      break;
    case COMMENT_RULE_URL:
      f.url = "";
      break;
    case COMMENT_RULE_WORD:
      f.author = "Ada";
      break;
    case COMMENT_RULE_HONEYPOT:
      f.honeypot = "";
      break;
    case COMMENT_RULE_FORM_TIME:
      f.form_age = 3 * CLOCK_SECOND;
      break;
    case COMMENT_RULE_LINKS:
      f.source = "https://a.example http://www.b.example";
      break;
    case COMMENT_RULE_SPAM:
      f.score = 0.9899;
      break;
    case COMMENT_RULE_UNSURE:
      f.score = 0.9499;
      break;
    case COMMENT_RULE_AUTHOR_NAME:
      f.author_name = NULL;
      break;
    default:
      f.is_known = true;
      break;
    }
  }
}

static void moderation_decides_about_the_rest(void **state) {
  static const struct {
    enum moderation moderation;
    bool is_known;
    enum comment_rule rule;
  } rows[] = {
      {MODERATION_ALL, false, COMMENT_RULE_ALL},
      {MODERATION_ALL, true, COMMENT_RULE_ALL},
      {MODERATION_FIRST_TIME, false, COMMENT_RULE_FIRST_TIME},
      {MODERATION_FIRST_TIME, true, COMMENT_RULE_APPROVE},
      {MODERATION_RULES, false, COMMENT_RULE_APPROVE},
      {MODERATION_NONE, false, COMMENT_RULE_NONE},
  };
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    const struct settings s = strict(rows[i].moderation);
    struct comment_facts f = good();
    enum comment_status status;
    const char *detail;
    f.is_known = rows[i].is_known;
    assert_int_equal(judge(&s, &f, &status, &detail), rows[i].rule);
    f.source = "A casino";
    assert_int_equal(judge(&s, &f, &status, &detail),
        rows[i].moderation == MODERATION_NONE ? COMMENT_RULE_NONE : COMMENT_RULE_WORD);
  }
}

/* 0 turns a threshold off, and a score that nobody asked for is none. */
static void a_threshold_of_zero_is_off(void **state) {
  struct settings s = strict(MODERATION_RULES);
  struct comment_facts f = good();
  enum comment_status status;
  const char *detail;
  (void)state;
  s.spam_score = 0;
  f.score = 1;
  assert_int_equal(judge(&s, &f, &status, &detail), COMMENT_RULE_UNSURE);
  assert_string_equal(detail, "100 %");
  s.hold_score = 0;
  assert_int_equal(judge(&s, &f, &status, &detail), COMMENT_RULE_APPROVE);
  s.spam_score = s.hold_score = 1;
  f.score = -1;
  assert_int_equal(judge(&s, &f, &status, &detail), COMMENT_RULE_APPROVE);
}

static uint32_t seed = 1;

static uint32_t chance(uint32_t n) {
  seed = seed * 1664525 + 1013904223;
  return (seed >> 16) % n;
}

/* Of each of 4,000 comments with causes at random: without the cause that the verdict
 * names, another rule decides, one that comes later. */
static void without_the_cause_the_verdict_changes(void **state) {
  static const char *const words[] = {
      "tide", "casino", "harbour", "sleepingpills", "boat", "fog", "Casino", "net"};
  const struct settings s = strict(MODERATION_RULES);
  size_t seen[COMMENT_RULES] = {0};
  (void)state;
  for (int i = 0; i < 4000; i++) {
    struct comment_facts f = good();
    char text[400] = "", rest[400] = "";
    size_t links = chance(5);
    arena_reset(arena);
    for (uint32_t n = chance(4) + 1; n > 0; n--) {
      const char *word = words[chance(8)];
      strcat(strcat(text, word), " ");
      if (strcasecmp(word, "casino") != 0 && !strstr(word, "pills"))
        strcat(strcat(rest, word), " ");
    }
    for (size_t n = 0; n < links; n++)
      strcat(text, n % 2 ? "http://x.example " : "https://spam.net ");
    f.source = text;
    f.address = chance(8) ? "192.0.2.1" : "203.0.113.77";
    f.url = chance(8) ? "" : "http://x.spam.example";
    f.honeypot = chance(8) ? NULL : "me";
    f.form_age = chance(8) ? -1 : (int64_t)chance(6) * CLOCK_SECOND;
    f.score = chance(2) ? 0.5 : 0.93 + chance(70) / 1000.0;
    enum comment_status status;
    const char *detail;
    enum comment_rule rule = judge(&s, &f, &status, &detail);
    seen[rule]++;
    switch (rule) {
    case COMMENT_RULE_NETWORK:
      f.address = NULL;
      break;
    case COMMENT_RULE_URL:
      f.url = "";
      break;
    case COMMENT_RULE_WORD:
      f.source = rest;
      break;
    case COMMENT_RULE_HONEYPOT:
      f.honeypot = NULL;
      break;
    case COMMENT_RULE_FORM_TIME:
      f.form_age = -1;
      break;
    case COMMENT_RULE_LINKS:
      f.source = "none";
      break;
    case COMMENT_RULE_SPAM:
    case COMMENT_RULE_UNSURE:
      f.score = 0;
      break;
    default:
      assert_int_equal(rule, COMMENT_RULE_APPROVE);
      continue;
    }
    if (judge(&s, &f, &status, &detail) <= rule)
      fail_msg("%d: %s decides again", i, comment_rule_name(rule));
  }
  for (enum comment_rule rule = 0; rule <= COMMENT_RULE_UNSURE; rule++)
    assert_true(seen[rule] > 20);
}

/* Markup hides neither words nor links. */
static void rules_see_what_is_shown(void **state) {
  const struct settings s = strict(MODERATION_RULES);
  struct comment_facts f = good();
  enum comment_status status;
  const char *detail;
  (void)state;
  f.source = "cas<b></b>ino";
  f.seen = "casino";
  assert_int_equal(judge(&s, &f, &status, &detail), COMMENT_RULE_WORD);
  f.source = "[x](ht&#116;p://spam.example)";
  f.seen = "x http://spam.example";
  assert_int_equal(judge(&s, &f, &status, &detail), COMMENT_RULE_URL);
  f.source = f.seen = "[a](ht&#116;p://b.example)";
  f.links = 3;
  assert_int_equal(judge(&s, &f, &status, &detail), COMMENT_RULE_LINKS);
  assert_string_equal(detail, "3");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_first_rule_decides),
      cmocka_unit_test(moderation_decides_about_the_rest),
      cmocka_unit_test(a_threshold_of_zero_is_off),
      cmocka_unit_test(without_the_cause_the_verdict_changes),
      cmocka_unit_test(rules_see_what_is_shown),
  };
  return cmocka_run_group_tests(tests, setup, teardown);
}
