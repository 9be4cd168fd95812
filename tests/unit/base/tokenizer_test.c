#include "support.h"

#include <time.h>

#include "base/buf.h"
#include "base/tokenizer.h"

static enum err add(void *context, const struct token *w) {
  struct buf *out = context;
  if (out->len)
    buf_putc(out, w->same_place ? '=' : ' ');
  buf_add(out, w->text, w->size);
  return OK;
}

/* Returns the words, each after a space, or after "=" if it has the position of the
 * previous one. */
static void assert_words(const char *text, enum tokenize_use use, const char *words) {
  struct buf out = {0};
  assert_err(tokenize(text, strlen(text), use, add, &out), OK);
  assert_string_equal(buf_text(&out), words);
  buf_free(&out);
}

static void words_are_folded(void **state) {
  (void)state;
  assert_words("Hello, WORLD! It's 2026.", TOKENIZE_INDEX, "hello world it s 2026");
  assert_words(
      "Ärger CAFÉ cafe\u0301 Straße", TOKENIZE_INDEX, "arger cafe cafe strasse");
  assert_words("Ёлка Ελλάδα İstanbul", TOKENIZE_INDEX, "елка ελλαδα istanbul");
  assert_words(
      "Łódź ŻÓŁW Ærøskøbing Đà Nẵng", TOKENIZE_INDEX, "lodz zolw aeroskobing da nang");
  assert_words("ıŦħŒuvre Þór ðẞ ŉ", TOKENIZE_INDEX, "ithoeuvre thor dss ʼn");
  assert_words("ﬁne １２ Ｆｕｌｌ", TOKENIZE_INDEX, "fine 12 full");
  assert_words("مُحَمَّد", TOKENIZE_INDEX, "محمد");
  assert_words("soft\u00adhyphen a\u200bb", TOKENIZE_INDEX, "softhyphen a b");
  assert_words("हिन्दी", TOKENIZE_INDEX, "हिन्दी");
  assert_words("", TOKENIZE_INDEX, "");
  assert_words("\u0301 ... —", TOKENIZE_INDEX, "");
  assert_words("a\xff"
               "b",
      TOKENIZE_INDEX, "a b");
}

static void scripts_without_spaces_are_split_into_pairs(void **state) {
  (void)state;
  assert_words("数据库", TOKENIZE_INDEX, "数=数据 据=据库 库");
  assert_words("数据库", TOKENIZE_QUERY, "数据 据库");
  assert_words("库", TOKENIZE_QUERY, "库");
  assert_words("手机iPhone", TOKENIZE_INDEX, "手=手机 机 iphone");
  assert_words("手机iPhone", TOKENIZE_QUERY, "手机 机 iphone");
  assert_words("手机。", TOKENIZE_QUERY, "手机");
  assert_words("東京タワー", TOKENIZE_QUERY, "東京 京タ タワ ワー");
  assert_words("한국어", TOKENIZE_QUERY, "한국 국어");
  assert_words("ﾃﾞｰﾀ", TOKENIZE_INDEX, "デ=デー ー=ータ タ");
  assert_words("ค้นหา", TOKENIZE_INDEX, "ค้=ค้น น=นห ห=หา า");
}

struct span {
  size_t start, end;
};

static enum err last_span(void *context, const struct token *w) {
  *(struct span *)context = (struct span){w->start, w->end};
  return OK;
}

static void positions_are_bytes_of_the_text(void **state) {
  struct span span;
  (void)state;
  assert_err(tokenize("né Éa.", 7, TOKENIZE_INDEX, last_span, &span), OK);
  assert_int_equal(span.start, 4);
  assert_int_equal(span.end, 7);
}

static enum err refuse(void *context, const struct token *w) {
  (void)context;
  return w->size == 1 ? ERR_INVALID : OK;
}

static enum err longest(void *context, const struct token *w) {
  size_t *most = context;
  if (w->size > *most)
    *most = w->size;
  return OK;
}

static void a_visitor_can_stop_and_long_words_are_cut(void **state) {
  char text[4000];
  size_t most = 0;
  (void)state;
  assert_err(tokenize("ab c d", 6, TOKENIZE_INDEX, refuse, NULL), ERR_INVALID);
  memset(text, 'a', sizeof text);
  assert_err(tokenize(text, sizeof text, TOKENIZE_INDEX, longest, &most), OK);
  assert_int_equal(most, TOKEN_BYTES);
  /* U+FDFA folds to eighteen letters. */
  for (size_t i = 0; i + 3 <= sizeof text; i += 3)
    memcpy(text + i, "\uFDFA", 3);
  most = 0;
  assert_err(tokenize(text, 3999, TOKENIZE_INDEX, longest, &most), OK);
  assert_true(most > 0 && most <= TOKEN_BYTES);
}

static enum err count(void *context, const struct token *w) {
  (void)w;
  ++*(size_t *)context;
  return OK;
}

/* Microseconds of processor time. */
static int64_t time_of(const char *piece, size_t times) {
  struct buf text = {0};
  size_t n = 0;
  for (size_t i = 0; i < times; i++)
    buf_puts(&text, piece);
  int64_t best = INT64_MAX;
  for (int i = 0; i < 3; i++) {
    clock_t start = clock();
    assert_err(tokenize(buf_text(&text), text.len, TOKENIZE_INDEX, count, &n), OK);
    int64_t took = (int64_t)(clock() - start) * 1000000 / CLOCKS_PER_SEC;
    best = took < best ? took : best;
  }
  buf_free(&text);
  return best;
}

static void time_is_linear(void **state) {
  static const char *const pieces[] = {"a", "é", "字", "e\u0301", "\u0301", "กำ", "-"};
  (void)state;
  for (size_t i = 0; i < sizeof pieces / sizeof pieces[0]; i++) {
    int64_t once = time_of(pieces[i], 50000), more = time_of(pieces[i], 400000);
    /* Eight times the input. Quadratic time would be 64 times as long. */
    if (more > 24 * once + 20000)
      fail_msg("%s: %lld us, then %lld", pieces[i], (long long)once, (long long)more);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(words_are_folded),
      cmocka_unit_test(scripts_without_spaces_are_split_into_pairs),
      cmocka_unit_test(positions_are_bytes_of_the_text),
      cmocka_unit_test(a_visitor_can_stop_and_long_words_are_cut),
      cmocka_unit_test(time_is_linear),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
