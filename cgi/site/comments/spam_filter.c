#include "site/comments/spam_filter.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "site/comments/comment_render.h"
#include "site/comments/spam_model.h"

/* Robinson's s and x: a word that is not known counts 1/2, and so much evidence is
 * needed to move it away from there. Words nearer to 1/2 than `weak` are noise, and
 * only the strongest count. The values are those of SpamBayes, which tested them on
 * much mail. */
static const double spam_filter_s = 0.45, spam_filter_x = 0.5, spam_filter_weak = 0.1;
enum { STRONGEST = 150 };

/* After so many comments of its own a site counts as much as the model. Few: what one
 * site calls spam differs from what all do, and docs/spam.md shows the effect. */
static const double spam_filter_trust = 5;

/* About 20 MB in the database. */
enum { MOST_WORDS = 200000 };

/* Words that a verdict names. */
enum { NAMED = 5 };

/* All that a word's probability depends on apart from its counts. */
struct spam_rates {
  double weight; /* of the model's counts */
  double good, spam;
};

static struct spam_rates spam_filter_rates(const struct spam_count *site) {
  struct spam_count model = spam_model_total();
  double weight =
      spam_filter_trust / (spam_filter_trust + (double)(site->good + site->spam));
  struct spam_rates r = {weight, (double)site->good + weight * (double)model.good,
      (double)site->spam + weight * (double)model.spam};
  return r;
}

static double spam_filter_probability(
    const struct spam_rates *r, const struct spam_evidence *w) {
  double good = (double)w->site.good + r->weight * (double)w->model.good;
  double spam = (double)w->site.spam + r->weight * (double)w->model.spam;
  double n = good + spam;
  if (!(n > 0) || !(r->good > 0) || !(r->spam > 0))
    return spam_filter_x;
  /* Rates, not counts: a site may have a hundred times more spam than good comments. */
  double p = spam / r->spam / (spam / r->spam + good / r->good);
  return (spam_filter_s * spam_filter_x + n * p) / (spam_filter_s + n);
}

/* Strongest first; the word decides between equals, so that the order is always the
 * same. */
static int spam_filter_compare(const void *x, const void *y) {
  const struct spam_evidence *a = x, *b = y;
  double first = fabs(a->spam - 0.5), second = fabs(b->spam - 0.5);
  if (first > second || first < second)
    return first > second ? -1 : 1;
  return strcmp(a->word, b->word);
}

/* The probability that chi-square with 2n degrees of freedom exceeds -2 * log_product,
 * the sum of the series for an even number. Far out it is 0, where exp would be. */
static double spam_filter_fisher(double log_product, size_t n) {
  double m = -log_product, term = exp(-m), sum = term;
  for (size_t i = 1; i < n; i++) {
    term *= m / (double)i;
    sum += term;
  }
  return sum < 1 ? sum : 1;
}

static double spam_filter_combine(const struct spam_evidence *words, size_t n) {
  double spam = 0, good = 0;
  if (!n)
    return 0.5;
  for (size_t i = 0; i < n; i++) {
    spam += log(words[i].spam);
    good += log(1 - words[i].spam);
  }
  /* Each tells how surprising the words would be if they were random: `good` is small
   * for spam, and the other way round. Where both are, the words contradict each other,
   * and the score is near 1/2. */
  return (1 + spam_filter_fisher(spam, n) - spam_filter_fisher(good, n)) / 2;
}

enum err spam_filter_score(
    struct db *s, struct arena *a, const struct spam_text *t, struct spam_score *out) {
  struct spam_count total;
  const char **words;
  size_t count, n = 0;
  enum err e = spam_words(a, t, &words, &count);
  if (!e)
    e = spam_total_get(s, &total);
  if (e)
    return e;
  const struct spam_rates rates = spam_filter_rates(&total);
  struct spam_evidence *found = arena_array(a, count + 1, sizeof *found);
  if (!found)
    return ERR_NOMEM;
  for (size_t i = 0; !e && i < count; i++) {
    struct spam_evidence w = {words[i], 0.5, {0, 0}, spam_model_get(words[i])};
    e = spam_word_get(s, words[i], &w.site);
    w.spam = spam_filter_probability(&rates, &w);
    if (fabs(w.spam - 0.5) >= spam_filter_weak)
      found[n++] = w;
  }
  if (e)
    return e;
  qsort(found, n, sizeof *found, spam_filter_compare);
  n = n < STRONGEST ? n : STRONGEST;
  *out = (struct spam_score){spam_filter_combine(found, n), found, n};
  return OK;
}

const char *spam_filter_words(struct arena *a, const struct spam_score *score) {
  struct buf text = {0};
  bool is_spam = score->score >= 0.5;
  int named = 0;
  for (size_t i = 0; i < score->count && named < NAMED; i++) {
    const struct spam_evidence *w = &score->words[i];
    if ((w->spam >= 0.5) != is_spam)
      continue;
    const char *one = arena_printf(
        a, "%s%s %.0f %%", named++ ? ", " : "", w->word, floor(w->spam * 100));
    if (!one) {
      buf_free(&text);
      return NULL;
    }
    buf_add(&text, one, strlen(one));
  }
  const char *out = buf_status(&text) ? NULL : arena_strdup(a, buf_text(&text));
  buf_free(&text);
  return out;
}

enum err spam_filter_count(struct db *s, struct arena *a, const struct spam_text *t,
    enum spam_class c, int by) {
  const char **words;
  size_t count;
  if (c == SPAM_CLASS_NONE)
    return OK;
  const struct spam_count add = {
      c == SPAM_CLASS_GOOD ? by : 0, c == SPAM_CLASS_SPAM ? by : 0};
  enum err e = spam_words(a, t, &words, &count);
  for (size_t i = 0; !e && i < count; i++)
    e = spam_word_add(s, words[i], &add);
  return e ? e : spam_total_add(s, &add);
}

enum err spam_filter_text(
    struct arena *a, const struct comment *c, struct spam_text *out) {
  const char *seen;
  int64_t links;
  enum err e = comment_render_seen(a, c, &seen, &links);
  if (!e)
    *out = (struct spam_text){c->author, c->url, seen};
  return e;
}

enum spam_class spam_filter_class(enum spam_class old, enum comment_status status) {
  /* Emptying the spam folder by way of the trash must not make the filter forget. */
  if (status == COMMENT_TRASH && old == SPAM_CLASS_SPAM)
    return old;
  return status == COMMENT_APPROVE ? SPAM_CLASS_GOOD
         : status == COMMENT_SPAM  ? SPAM_CLASS_SPAM
                                   : SPAM_CLASS_NONE;
}

enum err spam_filter_learn(struct db *s, struct arena *a, const struct comment *c,
    enum comment_status status) {
  struct spam_text t;
  enum spam_class old;
  enum err e = spam_learned_get(s, c->id, &old);
  if (!e)
    e = spam_filter_text(a, c, &t);
  if (e)
    return e;
  enum spam_class new = spam_filter_class(old, status);
  if (old == new)
    return OK;
  e = spam_filter_count(s, a, &t, old, -1);
  if (!e)
    e = spam_filter_count(s, a, &t, new, 1);
  return e ? e : spam_learned_set(s, c->id, new);
}

enum err spam_filter_relearn(
    struct db *s, struct arena *a, const struct comment *old, const struct comment *c) {
  struct spam_text before, after;
  enum spam_class class;
  enum err e = spam_learned_get(s, c->id, &class);
  if (!e)
    e = spam_filter_text(a, old, &before);
  if (!e)
    e = spam_filter_text(a, c, &after);
  if (!e)
    e = spam_filter_count(s, a, &before, class, -1);
  return e ? e : spam_filter_count(s, a, &after, class, 1);
}

enum err spam_filter_tidy(struct db *s) {
  int64_t count;
  enum err e = spam_word_count(s, &count);
  return e || count <= MOST_WORDS ? e : spam_word_forget_rare(s);
}
