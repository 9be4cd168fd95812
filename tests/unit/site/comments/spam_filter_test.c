#include "site/comments/spam_filter.h"

#include <stdio.h>
#include <string.h>

#include "site/comments/comment_moderate.h"
#include "site/comments/spam_model.h"
#include "support_site.h"

static const char nothing[] = "\t0\t0\n";

struct lesson {
  struct arena *arena;
  struct spam_text text;
  enum spam_class class;
  int by;
};

static enum err teach_within(struct db *s, void *context) {
  const struct lesson *l = context;
  return spam_filter_count(s, l->arena, &l->text, l->class, l->by);
}

static void teach(struct blog *b, const char *source, enum spam_class class, int by) {
  struct lesson l = {b->arena, {"", "", source}, class, by};
  assert_err(txn_write(b->site->db, teach_within, &l), OK);
}

static struct spam_score judge(struct blog *b, const char *source) {
  const struct spam_text t = {"", "", source};
  struct spam_score score;
  assert_err(spam_filter_score(b->web->db, b->arena, &t, &score), OK);
  assert_true(score.score >= 0 && score.score <= 1);
  return score;
}

/* Words that only good comments have, or only spam, or both. */
static const char *const good_words[] = {"tide", "harbour", "bread", "ferry", "garden",
    "winter", "bridge", "library", "school", "photograph"};
static const char *const spam_words_[] = {"casino", "pills", "loan", "outlet",
    "replica", "bonus", "jackpot", "viagra", "discount", "payout"};

static uint32_t seed = 1;

static uint32_t chance(uint32_t n) {
  seed = seed * 1664525 + 1013904223;
  return (seed >> 16) % n;
}

static void write_words(char *out, const char *const *words, uint32_t count) {
  for (uint32_t i = 0; i < count; i++)
    sprintf(out + strlen(out), "%s ", words[chance(10)]);
}

static void teach_kinds(struct blog *b) {
  spam_model_use(nothing, sizeof nothing - 1);
  for (int i = 0; i < 40; i++) {
    char text[300] = "";
    write_words(text, good_words, 5);
    teach(b, text, SPAM_CLASS_GOOD, 1);
    text[0] = '\0';
    write_words(text, spam_words_, 5);
    teach(b, text, SPAM_CLASS_SPAM, 1);
  }
}

static void what_was_learned_decides(void **state) {
  struct blog *b = *state;
  spam_model_use(nothing, sizeof nothing - 1);
  struct spam_score score = judge(b, "casino bonus tide harbour");
  assert_true(score.score > 0.49 && score.score < 0.51);
  assert_int_equal(score.count, 0);
  assert_string_equal(spam_filter_words(b->arena, &score), "");
  teach_kinds(b);
  assert_true(judge(b, "Casino bonus, jackpot!").score > 0.95);
  assert_true(judge(b, "The ferry, the bridge, the tide").score < 0.05);
  /* Words that contradict each other prove nothing. */
  score = judge(b, "casino bonus jackpot ferry bridge tide");
  assert_true(score.score > 0.1 && score.score < 0.9);
  score = judge(b, "casino");
  assert_string_equal(score.words[0].word, "casino");
  assert_true(score.words[0].site.spam > 0);
  assert_int_equal(score.words[0].site.good, 0);
  assert_non_null(strstr(spam_filter_words(b->arena, &score), "casino 9"));
}

/* Of 1,500 comments with good and bad words at random: without the words that a verdict
 * of spam names, again and again, the verdict becomes another. */
static void without_the_named_words_the_verdict_changes(void **state) {
  struct blog *b = *state;
  int spam = 0;
  teach_kinds(b);
  for (int i = 0; i < 1500; i++) {
    char text[600] = "";
    uint32_t bad = chance(9);
    write_words(text, good_words, 8 - bad);
    write_words(text, spam_words_, bad);
    arena_reset(b->arena);
    struct spam_score score = judge(b, text);
    if (score.score < 0.95)
      continue;
    spam++;
    for (int n = 0; n < 20 && score.score >= 0.95; n++) {
      size_t named = 0;
      while (named < score.count && score.words[named].spam < 0.5)
        named++;
      assert_true(named < score.count);
      /* A pair of words is gone without its first. */
      char first[64];
      size_t size = strcspn(score.words[named].word, " ");
      snprintf(first, sizeof first, "%.*s ", (int)size, score.words[named].word);
      for (char *at; (at = strstr(text, first)) != NULL;)
        memmove(at, at + size + 1, strlen(at + size + 1) + 1);
      score = judge(b, text);
    }
    if (score.score >= 0.95)
      fail_msg("\"%s\" is still spam", text);
  }
  assert_true(spam > 300);
}

/* The same number of comments of each kind, and one with a hundred times more spam. */
static void the_share_of_spam_does_not_matter(void **state) {
  struct blog *b = *state;
  spam_model_use(nothing, sizeof nothing - 1);
  for (int i = 0; i < 400; i++)
    teach(b, i % 100 ? "buy the watches" : "read the article",
        i % 100 ? SPAM_CLASS_SPAM : SPAM_CLASS_GOOD, 1);
  assert_true(judge(b, "read the article").score < 0.2);
  assert_true(judge(b, "the").score < 0.6);
}

static void the_model_counts_less_the_more_is_learned(void **state) {
  static const char model[] = "\t100\t100\nbread\t0\t50\nwinter\t50\t0\n";
  struct blog *b = *state;
  spam_model_use(model, sizeof model - 1);
  assert_true(judge(b, "bread").score > 0.9);
  for (int i = 0; i < 60; i++)
    teach(b, "bread", SPAM_CLASS_GOOD, 1);
  assert_true(judge(b, "bread").score < 0.5);
  spam_model_use(nothing, sizeof nothing - 1);
}

static void what_is_taken_back_leaves_nothing(void **state) {
  struct blog *b = *state;
  spam_model_use(nothing, sizeof nothing - 1);
  teach(b, "one two", SPAM_CLASS_SPAM, 1);
  teach(b, "two three", SPAM_CLASS_GOOD, 1);
  teach(b, "one two", SPAM_CLASS_SPAM, -1);
  assert_int_equal(support_number(b, "SELECT sum(spam) FROM spam_word"), 0);
  assert_int_equal(support_number(b, "SELECT spam FROM spam_total"), 0);
  assert_int_equal(
      support_number(b, "SELECT count(*) FROM spam_word WHERE word = 'one'"), 0);
  /* Twice, as after an edit: never below zero. */
  teach(b, "two three", SPAM_CLASS_GOOD, -1);
  teach(b, "two three", SPAM_CLASS_GOOD, -1);
  assert_int_equal(support_number(b, "SELECT count(*) FROM spam_word"), 0);
  assert_int_equal(support_number(b, "SELECT good FROM spam_total"), 0);
}

/* Each row is a decision, and what is known afterwards. */
static void decisions_of_the_owner_are_learned(void **state) {
  static const struct {
    enum comment_status status;
    int good, spam;
  } rows[] = {
      {COMMENT_APPROVE, 1, 0},
      {COMMENT_SPAM, 0, 1},
      /* Emptied by way of the trash: still spam. */
      {COMMENT_TRASH, 0, 1},
      {COMMENT_HOLD, 0, 0},
      {COMMENT_APPROVE, 1, 0},
      /* For other reasons than spam. */
      {COMMENT_TRASH, 0, 0},
      {COMMENT_SPAM, 0, 1},
  };
  struct blog *b = *state;
  struct article_input d = support_article_input("talk");
  int64_t id = support_comment(b, support_save(b, &d), 0, COMMENT_HOLD);
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    assert_err(support_moderate(b->site, id, rows[i].status), OK);
    assert_int_equal(support_number(b, "SELECT good FROM spam_total"), rows[i].good);
    assert_int_equal(support_number(b, "SELECT spam FROM spam_total"), rows[i].spam);
    assert_int_equal(support_number(b, "SELECT max(good + spam) FROM spam_word"),
        rows[i].good || rows[i].spam);
  }
  /* What was learned stays when the comment is deleted, and the note of it goes. */
  assert_err(comment_moderate_delete(b->site, id), OK);
  assert_int_equal(support_number(b, "SELECT spam FROM spam_total"), 1);
  assert_int_equal(support_number(b, "SELECT count(*) FROM spam_learned"), 0);
}

static enum err relearn(struct db *s, void *context) {
  struct blog *b = context;
  struct comment old = {.id = 1, .author = "", .url = "", .source = "before"};
  struct comment new = {.id = 1, .author = "", .url = "", .source = "after"};
  enum err e = spam_filter_learn(s, b->arena, &old, COMMENT_SPAM);
  return e ? e : spam_filter_relearn(s, b->arena, &old, &new);
}

static void an_edit_replaces_what_was_learned(void **state) {
  struct blog *b = *state;
  assert_err(txn_write(b->site->db, relearn, b), OK);
  assert_int_equal(
      support_number(b, "SELECT count(*) FROM spam_word WHERE word = 'before'"), 0);
  assert_int_equal(
      support_number(b, "SELECT spam FROM spam_word WHERE word = 'after'"), 1);
  assert_int_equal(support_number(b, "SELECT spam FROM spam_total"), 1);
}

static enum err fill(struct db *s, void *context) {
  const int *count = context;
  const struct spam_count once = {0, 1}, twice = {1, 1};
  enum err e = spam_word_add(s, "kept", &twice);
  for (int i = 0; !e && i < *count; i++) {
    char word[20];
    sprintf(word, "w%d", i);
    e = spam_word_add(s, word, &once);
  }
  return e ? e : spam_filter_tidy(s);
}

static void rare_words_are_forgotten_when_there_are_too_many(void **state) {
  struct blog *b = *state;
  int few = 1000, many = 200000;
  assert_err(txn_write(b->site->db, fill, &few), OK);
  assert_int_equal(support_number(b, "SELECT count(*) FROM spam_word"), few + 1);
  assert_err(txn_write(b->site->db, fill, &many), OK);
  /* The first thousand were counted twice. */
  assert_int_equal(support_number(b, "SELECT count(*) FROM spam_word"), few + 1);
}

/* The web judges and must not teach: a flood would train the filter. */
static void the_web_cannot_teach(void **state) {
  struct blog *b = *state;
  struct lesson l = {b->arena, {"", "", "one"}, SPAM_CLASS_GOOD, 1};
  assert_err(txn_write(b->web->db, teach_within, &l), ERR_DENIED);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(what_was_learned_decides),
      support_site_test(without_the_named_words_the_verdict_changes),
      support_site_test(the_share_of_spam_does_not_matter),
      support_site_test(the_model_counts_less_the_more_is_learned),
      support_site_test(what_is_taken_back_leaves_nothing),
      support_site_test(decisions_of_the_owner_are_learned),
      support_site_test(an_edit_replaces_what_was_learned),
      support_site_test(rare_words_are_forgotten_when_there_are_too_many),
      support_site_test(the_web_cannot_teach),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
