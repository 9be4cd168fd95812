#include "ops/link_elsewhere.h"

#include "base/clock.h"
#include "fail_alloc.h"
#include "support_site.h"

/* Nothing here makes a connection: addresses that are not public are refused before. */

struct watched {
  int64_t begun, steps;
  bool is_stopped;
};

static void begin(void *context, int64_t addresses) {
  struct watched *w = context;
  w->begun = addresses;
}

static void step(void *context) {
  struct watched *w = context;
  w->steps++;
}

static bool is_stopped(void *context) {
  const struct watched *w = context;
  return w->is_stopped;
}

static enum err note(void *context, const struct link_elsewhere_finding *f) {
  buf_printf(context, "%lld %s %s: %s%s%s\n", (long long)f->article, f->address,
      f->link, f->problem, f->is_note ? " (note)" : "", f->better ? f->better : "");
  return OK;
}

static enum err refuse(void *context, const struct link_elsewhere_finding *f) {
  (void)context, (void)f;
  return ERR_CLOSED;
}

static struct link_elsewhere *collected(
    struct blog *b, const struct link_finding *links, size_t count) {
  struct link_elsewhere *l = link_elsewhere_new(b->site);
  for (size_t i = 0; l && i < count; i++)
    if (link_elsewhere_add(l, &links[i])) {
      link_elsewhere_free(l);
      return NULL;
    }
  return l;
}

static enum err ask(struct link_elsewhere *l, int64_t most, struct watched *w,
    struct link_elsewhere_counts *counts) {
  const struct link_elsewhere_limits limits = {
      most, CLOCK_SECOND, 0, 60 * CLOCK_SECOND};
  const struct link_elsewhere_watcher watcher = {begin, step, is_stopped, w};
  return link_elsewhere_ask(l, &limits, &watcher, counts);
}

#define FINE                                                                           \
  { LINK_FINE, 0, NULL }

static const struct link_finding links[] = {
    {2, "/b/", "http://127.0.0.1/x#b", FINE},
    {1, "/a/", "http://127.0.0.1/x", FINE},
    {1, "/a/", "http://127.0.0.1/x", FINE},
    {1, "/a/", "http://192.168.1.1:8080/", FINE},
    {1, "/a/", "mailto:a@b.de", FINE},
    {1, "/a/", "http://www.example.org/", FINE},
    {1, "/a/", "https://a.test:81/", FINE},
    {1, "/a/", "//user:a@localhost.invalid/", FINE},
    {0, "/r/", "http://127.0.0.1:0x/", FINE},
};
enum { COUNT = sizeof links / sizeof *links };

static void each_address_is_asked_once(void **state) {
  struct blog *b = *state;
  struct watched w = {0, 0, false};
  struct link_elsewhere_counts counts;
  struct buf found = {0};
  struct link_elsewhere *l = collected(b, links, COUNT);
  assert_non_null(l);
  assert_err(ask(l, 100, &w, &counts), OK);
  assert_int_equal(w.begun, 3);
  assert_int_equal(w.steps, 3);
  assert_int_equal(counts.links, 5);
  assert_int_equal(counts.addresses, 3);
  assert_int_equal(counts.answered, 3);
  assert_false(counts.is_offline);
  assert_err(link_elsewhere_report(l, note, &found), OK);
  assert_string_equal(buf_text(&found),
      "1 /a/ http://127.0.0.1/x: not checked: not a public address (note)\n"
      "1 /a/ http://192.168.1.1:8080/: not checked: not a public address (note)\n"
      "2 /b/ http://127.0.0.1/x#b: not checked: not a public address (note)\n"
      "0 /r/ http://127.0.0.1:0x/: not a valid address\n");
  assert_err(link_elsewhere_report(l, refuse, NULL), ERR_CLOSED);
  buf_free(&found);
  link_elsewhere_free(l);
}

static void the_newest_come_first(void **state) {
  struct blog *b = *state;
  struct watched w = {0, 0, false};
  struct link_elsewhere_counts counts;
  struct buf found = {0};
  struct link_elsewhere *l = collected(b, links, COUNT);
  assert_non_null(l);
  assert_err(ask(l, 1, &w, &counts), OK);
  assert_int_equal(counts.answered, 1);
  assert_err(link_elsewhere_report(l, note, &found), OK);
  assert_null(strstr(buf_text(&found), "192.168"));
  assert_non_null(strstr(buf_text(&found), "2 /b/"));
  buf_free(&found);
  link_elsewhere_free(l);
}

static void it_can_be_stopped(void **state) {
  struct blog *b = *state;
  struct watched w = {0, 0, true};
  struct link_elsewhere_counts counts;
  struct link_elsewhere *l = collected(b, links, COUNT);
  assert_non_null(l);
  assert_err(ask(l, 100, &w, &counts), OK);
  assert_int_equal(counts.answered, 0);
  assert_err(link_elsewhere_report(l, refuse, NULL), OK);
  link_elsewhere_free(l);
}

static enum err collect_once(void *context) {
  struct link_elsewhere *l = collected(context, links, 2);
  if (!l)
    return ERR_NOMEM;
  enum err e = link_elsewhere_report(l, refuse, NULL);
  link_elsewhere_free(l);
  return e;
}

static void a_failed_allocation_is_reported(void **state) {
  fail_alloc_each(collect_once, *state);
}

int main(void) {
  const struct CMUnitTest tests[] = {support_site_test(each_address_is_asked_once),
      support_site_test(the_newest_come_first), support_site_test(it_can_be_stopped),
      support_site_test(a_failed_allocation_is_reported)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
