#include "db/model/spam_word.h"

#include "db/statement.h"

enum {
  GET,
  ADD,
  DROP,
  TOTAL,
  TOTAL_ADD,
  LEARNED,
  LEARN,
  UNLEARN,
  NEXT,
  COUNT,
  FORGET_RARE,
  FORGET_WORDS,
  FORGET_LEARNED,
  FORGET_TOTAL
};

/* Whose decisions the filter learns from. */
enum { MODERATORS = ROLE_COMMAND | ROLE_LINK };

/* The web may read words, because it judges comments, but only the owner's decisions
 * change them: a filter that learned from its own verdicts could be led astray. */
static const struct statement_sql statements[] = {
    [GET] = {ROLE_WEB | MODERATORS, "SELECT good, spam FROM spam_word WHERE word = ?"},
    /* max: a comment that was edited may be unlearned with words that it did not have.
     */
    [ADD] = {MODERATORS,
        "INSERT INTO spam_word(word, good, spam) VALUES (?1, max(?2, 0), max(?3, 0))"
        " ON CONFLICT(word) DO UPDATE SET good = max(spam_word.good + ?2, 0),"
        " spam = max(spam_word.spam + ?3, 0)"},
    [DROP] = {MODERATORS,
        "DELETE FROM spam_word WHERE word = ? AND good = 0 AND spam = 0"},
    [TOTAL] = {ROLE_WEB | MODERATORS, "SELECT good, spam FROM spam_total"},
    [TOTAL_ADD] = {MODERATORS,
        "UPDATE spam_total SET good = max(good + ?1, 0), spam = max(spam + ?2, 0)"},
    [LEARNED] = {MODERATORS,
        "SELECT class = 'spam' FROM spam_learned WHERE comment_id = ?"},
    [LEARN] = {MODERATORS, "INSERT INTO spam_learned(comment_id, class) VALUES (?1, ?2)"
                           " ON CONFLICT(comment_id) DO UPDATE SET class = ?2"},
    [UNLEARN] = {MODERATORS, "DELETE FROM spam_learned WHERE comment_id = ?"},
    /* Pingbacks are excerpts of other pages, not what somebody wrote here. */
    [NEXT] = {ROLE_COMMAND,
        "SELECT c.id FROM comment c WHERE c.id > ? AND c.status IN ('approve', 'spam')"
        " AND c.type = 'comment' AND NOT EXISTS (SELECT 1 FROM spam_learned l"
        " WHERE l.comment_id = c.id AND l.class = CASE c.status WHEN 'spam' THEN 'spam'"
        " ELSE 'good' END) ORDER BY c.id LIMIT 1"},
    [COUNT] = {ROLE_SCHEDULER | ROLE_COMMAND, "SELECT count(*) FROM spam_word"},
    [FORGET_RARE] = {ROLE_SCHEDULER | ROLE_COMMAND,
        "DELETE FROM spam_word WHERE good + spam <= 1"},
    [FORGET_WORDS] = {ROLE_COMMAND, "DELETE FROM spam_word"},
    [FORGET_LEARNED] = {ROLE_COMMAND, "DELETE FROM spam_learned"},
    [FORGET_TOTAL] = {ROLE_COMMAND, "UPDATE spam_total SET good = 0, spam = 0"},
};
const struct statement_table spam_word_statements = STATEMENT_TABLE(statements);

/* Two counts of the only row, if there is one. */
static enum err spam_word_read(
    struct db *s, struct statement *st, struct spam_count *out) {
  enum err e = OK;
  struct spam_count c = {0, 0};
  if (statement_next(s, st, &e))
    c = (struct spam_count){statement_int(st, 0), statement_int(st, 1)};
  statement_reset(st);
  if (!e)
    *out = c;
  return e;
}

enum err spam_word_get(struct db *s, const char *word, struct spam_count *out) {
  struct statement *st;
  enum err e = statement_get(s, TABLE_SPAM_WORD, GET, &st);
  if (e)
    return e;
  statement_bind_text(st, 1, word);
  return spam_word_read(s, st, out);
}

enum err spam_word_add(struct db *s, const char *word, const struct spam_count *add) {
  struct statement *st;
  enum err e = statement_get(s, TABLE_SPAM_WORD, ADD, &st);
  if (e)
    return e;
  statement_bind_text(st, 1, word);
  statement_bind_int(st, 2, add->good);
  statement_bind_int(st, 3, add->spam);
  e = statement_run(s, st);
  /* Only a word that lost comments can have none. */
  if (e || (add->good >= 0 && add->spam >= 0))
    return e;
  e = statement_get(s, TABLE_SPAM_WORD, DROP, &st);
  if (e)
    return e;
  statement_bind_text(st, 1, word);
  return statement_run(s, st);
}

enum err spam_total_get(struct db *s, struct spam_count *out) {
  struct statement *st;
  enum err e = statement_get(s, TABLE_SPAM_WORD, TOTAL, &st);
  return e ? e : spam_word_read(s, st, out);
}

enum err spam_total_add(struct db *s, const struct spam_count *add) {
  struct statement *st;
  enum err e = statement_get(s, TABLE_SPAM_WORD, TOTAL_ADD, &st);
  if (e)
    return e;
  statement_bind_int(st, 1, add->good);
  statement_bind_int(st, 2, add->spam);
  return statement_run(s, st);
}

enum err spam_learned_get(struct db *s, int64_t comment, enum spam_class *out) {
  struct statement *st;
  bool found = false;
  int64_t is_spam = 0;
  enum err e = statement_get_id(s, TABLE_SPAM_WORD, LEARNED, comment, &st);
  if (!e)
    e = statement_number_if_any(s, st, &found, &is_spam);
  if (!e)
    *out = !found ? SPAM_CLASS_NONE : is_spam ? SPAM_CLASS_SPAM : SPAM_CLASS_GOOD;
  return e;
}

enum err spam_learned_set(struct db *s, int64_t comment, enum spam_class c) {
  struct statement *st;
  if (c == SPAM_CLASS_NONE)
    return statement_run_id(s, TABLE_SPAM_WORD, UNLEARN, comment);
  enum err e = statement_get_id(s, TABLE_SPAM_WORD, LEARN, comment, &st);
  if (e)
    return e;
  statement_bind_text(st, 2, c == SPAM_CLASS_SPAM ? "spam" : "good");
  return statement_run(s, st);
}

enum err spam_learned_next(struct db *s, int64_t after, int64_t *out) {
  struct statement *st;
  enum err e = statement_get_id(s, TABLE_SPAM_WORD, NEXT, after, &st);
  return e ? e : statement_number(s, st, out);
}

enum err spam_word_count(struct db *s, int64_t *out) {
  struct statement *st;
  enum err e = statement_get(s, TABLE_SPAM_WORD, COUNT, &st);
  return e ? e : statement_number(s, st, out);
}

static enum err spam_word_run(struct db *s, int i) {
  struct statement *st;
  enum err e = statement_get(s, TABLE_SPAM_WORD, i, &st);
  return e ? e : statement_run(s, st);
}

enum err spam_word_forget_rare(struct db *s) {
  return spam_word_run(s, FORGET_RARE);
}

enum err spam_word_reset(struct db *s) {
  enum err e = spam_word_run(s, FORGET_WORDS);
  if (!e)
    e = spam_word_run(s, FORGET_LEARNED);
  return e ? e : spam_word_run(s, FORGET_TOTAL);
}
