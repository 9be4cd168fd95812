#include "export/export_wxr_put.h"

#include "export_support.h"
#include "fail_alloc.h"

static void the_end_of_cdata_is_split(void **state) {
  struct export_support_wxr d;
  export_support_begin(&d, *state);
  export_wxr_put(&d.wxr, "title", "a]]>b");
  assert_string_equal(
      export_support_text(&d), "<title><![CDATA[a]]]]><![CDATA[>b]]></title>\n");
  export_support_end(&d);
}

static void characters_that_xml_forbids_are_left_out(void **state) {
  struct export_support_wxr d;
  export_support_begin(&d, *state);
  export_wxr_put(&d.wxr, "guid isPermaLink=\"false\"", "a\x01z\xef\xbf\xbfz");
  export_wxr_put(&d.wxr, "empty", NULL);
  assert_string_equal(export_support_text(&d),
      "<guid isPermaLink=\"false\"><![CDATA[azz]]></guid>\n"
      "<empty><![CDATA[]]></empty>\n");
  export_support_end(&d);
}

static void numbers_and_dates_are_written(void **state) {
  struct export_support_wxr d;
  export_support_begin(&d, *state);
  export_wxr_put_number(&d.wxr, "wp:post_id", -5);
  export_wxr_put_date(&d.wxr, "wp:post_date_gmt", SUPPORT_DATE, true);
  export_wxr_put_date(&d.wxr, "wp:post_date", 0, false);
  assert_string_equal(export_support_text(&d),
      "<wp:post_id>-5</wp:post_id>\n"
      "<wp:post_date_gmt>2026-01-01 12:00:00</wp:post_date_gmt>\n"
      "<wp:post_date>0000-00-00 00:00:00</wp:post_date>\n");
  export_support_end(&d);
}

static enum err put_plain(void *context) {
  return export_wxr_put_plain(context, "title", "a < b & c");
}

/* A call that fails must write nothing at all. */
static void plain_text_becomes_html(void **state) {
  struct export_support_wxr d;
  export_support_begin(&d, *state);
  fail_alloc_each(put_plain, &d.wxr);
  assert_string_equal(
      export_support_text(&d), "<title><![CDATA[a &lt; b &amp; c]]></title>\n");
  export_support_end(&d);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(the_end_of_cdata_is_split),
      support_site_test(characters_that_xml_forbids_are_left_out),
      support_site_test(numbers_and_dates_are_written),
      support_site_test(plain_text_becomes_html),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
