#include "site/comments/comment_change.h"

#include "db/model/comment_admin.h"
#include "db/model/comment_batch.h"
#include "fail_alloc.h"
#include "site/comments/comment_location.h"
#include "site/comments/comment_paging.h"
#include "site/comments/comment_shared.h"
#include "site/comments/comment_thread.h"
#include "support_site.h"

enum { MOST_PAGES = 64, COMMENTS = 40, PAGE_TEXT = 400 };

/* What the pages of an article show, written down in the plainest way. */
struct pages {
  int64_t count;
  char text[MOST_PAGES][PAGE_TEXT];
};

static void describe(struct blog *b, int64_t article, struct pages *out) {
  const struct settings *c = &b->web->settings;
  struct comment_thread t;
  memset(out, 0, sizeof *out);
  assert_err(comment_thread_read(b->web, b->arena, article, NULL, &t), OK);
  out->count = comment_paging_pages(c, (int64_t)t.count);
  assert_true(out->count < MOST_PAGES);
  for (int64_t page = 1; page <= out->count; page++) {
    char *text = out->text[page];
    int n = snprintf(text, PAGE_TEXT, "%s", page == out->count ? "last" : "more");
    if (c->newest_first && page + 1 == out->count)
      n += snprintf(text + n, PAGE_TEXT - (size_t)n, " before the article");
    for (size_t i = 0; i < t.count; i++)
      if (comment_paging_of(c, (int64_t)t.count, (int64_t)i) == page) {
        const struct thread_entry *entry = &t.entries[i];
        n += snprintf(text + n, PAGE_TEXT - (size_t)n, " %lld@%d<%lld",
            (long long)t.comments[entry->index].id, entry->depth,
            entry->parent == THREAD_TOP ? 0LL
                                        : (long long)t.comments[entry->parent].id);
      }
  }
}

static bool is_same(const struct pages *x, const struct pages *y, int64_t page) {
  return strcmp(x->text[page], y->text[page]) == 0;
}

struct setting {
  int64_t id;
  enum comment_status status;
};

static enum err set_status(struct db *s, void *context) {
  const struct setting *set = context;
  return comment_batch_set_status(s, &set->id, 1, set->status, SUPPORT_DATE);
}

/* Every page out of the range is as it was, and both ends of it are not. */
static void check(const struct pages *before, const struct pages *after, int64_t first,
    int64_t last) {
  for (int64_t page = 1; page < MOST_PAGES; page++)
    if (page < first || page > last)
      assert_string_equal(before->text[page], after->text[page]);
  if (first <= last) {
    assert_false(is_same(before, after, first));
    assert_false(is_same(before, after, last));
  }
}

static bool is_append(
    struct blog *b, int64_t article, const struct comment_change *change) {
  bool out = false;
  assert_err(comment_change_is_append(b->web, b->arena, article, change, &out), OK);
  return out;
}

/* Only the last page before may differ, of those that were not the article itself. */
static void check_append(
    struct blog *b, const struct pages *before, const struct pages *after) {
  int64_t last = before->count - b->web->settings.newest_first;
  for (int64_t page = 1; page < last; page++)
    assert_string_equal(before->text[page], after->text[page]);
}

/* Random trees, some of whose replies have smaller IDs than their parents, as imports
 * make them. */
static void walk(struct blog *b, int64_t article, const int64_t *ids, unsigned seed) {
  static struct pages before, after;
  for (int i = 0; i < 150; i++) {
    seed = seed * 1103515245u + 12345u;
    struct setting set = {ids[(seed >> 8) % COMMENTS], COMMENT_APPROVE};
    struct comment c;
    int64_t first = -1, last = -1;
    struct comment_change change = {set.id, set.id, 1};
    assert_err(comment_shown(b->web->db, b->arena, set.id, &c), OK);
    if (c.status == COMMENT_APPROVE) {
      set.status = COMMENT_HOLD;
      change.delta = -1;
    }
    describe(b, article, &before);
    assert_err(txn_write(b->site->db, set_status, &set), OK);
    describe(b, article, &after);
    assert_err(comment_change_pages(b->web, article, &change, &first, &last), OK);
    check(&before, &after, first, last);
    if (is_append(b, article, &change))
      check_append(b, &before, &after);
    arena_reset(b->arena);
  }
}

static enum err shuffle_parents(struct db *s, void *context) {
  int64_t moved = 0;
  const int64_t *ids = context;
  /* The replies to one comment become replies to one that was written later. */
  return comment_admin_move_replies(s, ids[3], ids[30], &moved);
}

static enum err answer_last(struct db *s, void *context) {
  const int64_t *ids = context;
  struct comment c;
  struct arena *a = arena_new(1 << 16);
  enum err e = comment_by_id(s, a, ids[0], &c);
  c.parent_id = ids[3];
  if (!e)
    e = comment_rewrite(s, &c, "");
  arena_free(a);
  return e;
}

static void only_pages_that_differ_are_in_the_range(void **state) {
  struct blog *b = *state;
  const struct article_input input = support_article_input("talk");
  int64_t article = support_save(b, &input), ids[COMMENTS];
  unsigned seed = 7;
  for (int i = 0; i < COMMENTS; i++) {
    seed = seed * 1103515245u + 12345u;
    int64_t parent = i && (seed >> 8) % 3 ? ids[(seed >> 12) % (unsigned)i] : 0;
    ids[i] = support_comment(b, article, parent, COMMENT_APPROVE);
  }
  b->web->settings.max_depth = 3;
  assert_err(txn_write(b->site->db, shuffle_parents, ids), OK);
  for (int64_t size = 1; size < 6; size++) {
    b->web->settings.page_size = size;
    b->web->settings.newest_first = size % 2;
    walk(b, article, ids, (unsigned)size);
  }
}

/* Comments that arrive together, on two articles that may share their comments. Those
 * without a parent are at the end; of the others, nothing is known without the whole
 * thread. Either way, the location that their senders get is the one that is computed
 * from it. */
static void arrive(struct blog *b, int64_t article, int64_t other, int64_t parent) {
  static struct pages before, after;
  struct article r = support_article(b, article);
  struct comment_change change = {0};
  int64_t first = -1, last = -1, count = 1 + parent % 3;
  bool elsewhere = false;
  describe(b, article, &before);
  for (int64_t i = 0; i < count; i++) {
    const char *expected = NULL, *found = NULL;
    struct comment c;
    int64_t id = support_comment(b, article, parent, COMMENT_APPROVE);
    change.oldest = i ? change.oldest : id;
    change.newest = id;
    change.delta++;
    assert_err(comment_shown(b->web->db, b->arena, id, &c), OK);
    assert_err(comment_place_count(b->web->db, article, &r.comment_count), OK);
    assert_err(comment_location_page(b->web, b->arena, &r, &c, &expected), OK);
    assert_err(comment_location_of_new(b->web, b->arena, &r, &c, &found), OK);
    assert_string_equal(found, expected);
    if (other && parent % 5 == 1) {
      support_comment(b, other, 0, COMMENT_APPROVE);
      elsewhere = b->web->settings.shares_comments;
    }
  }
  describe(b, article, &after);
  assert_int_equal(is_append(b, article, &change), !parent && !elsewhere);
  if (!parent && !elsewhere)
    check_append(b, &before, &after);
  assert_err(comment_change_pages(b->web, article, &change, &first, &last), OK);
  if (elsewhere && count > 1)
    assert_true(first == 1 && last == INT64_MAX);
  else if (!elsewhere)
    check(&before, &after, first, last);
  arena_reset(b->arena);
}

static void comments_at_the_end_need_no_thread(void **state) {
  struct blog *b = *state;
  struct article_input input = support_article_input("talk");
  static int line;
  const char *of = "talk";
  int64_t article = support_save(b, &input), ids[3];
  input = support_article_input("charla");
  input.lang = "es";
  input.translations = (struct front_matter_list){&of, &line, 1};
  int64_t other = support_save(b, &input);
  unsigned seed = 11;
  b->web->settings.max_depth = 3;
  for (int i = 0; i < 3; i++)
    ids[i] = support_comment(b, article, 0, COMMENT_APPROVE);
  for (int i = 0; i < 60; i++) {
    seed = seed * 1103515245u + 12345u;
    unsigned n = seed >> 8;
    b->web->settings.page_size = i < 30 ? 2 + n % 4 : 5;
    b->web->settings.newest_first = n / 8 % 2;
    b->web->settings.shares_comments = n / 16 % 2;
    arrive(b, article, other, n / 32 % 2 ? ids[n / 64 % 3] : 0);
  }
}

/* What is not at the end, although it was added last. */
static void other_comments_are_not_at_the_end(void **state) {
  struct blog *b = *state;
  const struct article_input input = support_article_input("talk");
  int64_t article = support_save(b, &input), ids[4];
  for (int i = 0; i < 4; i++)
    ids[i] = support_comment(b, article, 0, COMMENT_APPROVE);
  assert_true(is_append(b, article, &(struct comment_change){ids[3], ids[3], 1}));
  assert_true(is_append(b, article, &(struct comment_change){ids[1], ids[3], 3}));
  /* Removed; approved long after it was written; only some of several. */
  assert_false(is_append(b, article, &(struct comment_change){ids[3], ids[3], -1}));
  assert_false(is_append(b, article, &(struct comment_change){ids[1], ids[1], 1}));
  assert_false(is_append(b, article, &(struct comment_change){ids[1], ids[3], 2}));
  /* An import found the reply first. */
  assert_err(txn_write(b->site->db, answer_last, ids), OK);
  assert_false(is_append(b, article, &(struct comment_change){ids[3], ids[3], 1}));
}

/* The usual case: a comment at the end changes the last page, and adds one at most. */
static void a_comment_at_the_end_leaves_other_pages_alone(void **state) {
  struct blog *b = *state;
  const struct article_input input = support_article_input("talk");
  int64_t article = support_save(b, &input), id = 0, first, last;
  b->web->settings.page_size = 3;
  for (int i = 0; i < 8; i++)
    id = support_comment(b, article, 0, COMMENT_APPROVE);
  assert_err(comment_change_pages(
                 b->web, article, &(struct comment_change){id, id, 1}, &first, &last),
      OK);
  assert_int_equal(first, 3);
  assert_int_equal(last, 3);
  support_comment(b, article, 0, COMMENT_APPROVE);
  id = support_comment(b, article, 0, COMMENT_APPROVE);
  assert_err(comment_change_pages(
                 b->web, article, &(struct comment_change){id, id, 1}, &first, &last),
      OK);
  assert_int_equal(first, 3);
  assert_int_equal(last, 4);
}

static void a_deleted_comment_may_have_been_anywhere(void **state) {
  struct blog *b = *state;
  const struct article_input input = support_article_input("talk");
  int64_t article = support_save(b, &input), first, last;
  support_comment(b, article, 0, COMMENT_APPROVE);
  assert_err(comment_change_pages(
                 b->web, article, &(struct comment_change){99, 99, -1}, &first, &last),
      OK);
  assert_int_equal(first, 1);
  assert_true(last == INT64_MAX);
}

struct changing {
  struct site *site;
  int64_t article, comment;
};

static enum err compare(void *context) {
  const struct changing *c = context;
  struct comment_change change = {c->comment, c->comment, 1};
  int64_t first, last;
  bool appended;
  struct arena *a = arena_new(1 << 16);
  enum err e = a ? comment_change_is_append(c->site, a, c->article, &change, &appended)
                 : ERR_NOMEM;
  arena_free(a);
  if (!e)
    e = comment_change_pages(c->site, c->article, &change, &first, &last);
  change.delta = -1;
  return e ? e : comment_change_pages(c->site, c->article, &change, &first, &last);
}

static void failing_memory_is_reported(void **state) {
  struct blog *b = *state;
  const struct article_input input = support_article_input("talk");
  struct changing c = {.site = b->web, .article = support_save(b, &input)};
  c.comment = support_comment(b, c.article, 0, COMMENT_APPROVE);
  assert_true(fail_alloc_each(compare, &c) > 1);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(only_pages_that_differ_are_in_the_range),
      support_site_test(comments_at_the_end_need_no_thread),
      support_site_test(other_comments_are_not_at_the_end),
      support_site_test(a_comment_at_the_end_leaves_other_pages_alone),
      support_site_test(a_deleted_comment_may_have_been_anywhere),
      support_site_test(failing_memory_is_reported),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
