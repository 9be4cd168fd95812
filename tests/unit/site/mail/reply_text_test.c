#include "site/mail/reply_text.h"

#include "support.h"

static void is(const char *mail, const char *want) {
  struct buf out = {0};
  assert_err(reply_text(mail, false, &out), OK);
  assert_string_equal(buf_text(&out), want);
  buf_free(&out);
}

static void is_html(const char *mail, const char *want) {
  struct buf out = {0};
  assert_err(reply_text(mail, true, &out), OK);
  assert_string_equal(buf_text(&out), want);
  buf_free(&out);
}

static void what_was_written_stays(void **state) {
  (void)state;
  is("Hello.\n", "Hello.");
  is("\n\nOne\ntwo\n\n\n\nThree  \n\n", "One\ntwo\n\nThree");
  is("", "");
  is("I said: 5 > 3, and he wrote: \"no\".", "I said: 5 > 3, and he wrote: \"no\".");
  is("From: here it looks fine.\nYes.", "From: here it looks fine.\nYes.");
  is("A list:\n- one\n- two\n---\nEnd", "A list:\n- one\n- two\n---\nEnd");
  is("```\n-x\n```", "```\n-x\n```");
}

static void quotations_go(void **state) {
  (void)state;
  is("Thanks!\n\nOn Mon, 30 Nov 2026 at 10:00, Ada <a@example.org> wrote:\n> Hi\n> there\n",
      "Thanks!");
  is("Thanks!\n\nOn Mon, 30 Nov 2026 at 10:00, Ada Lovelace and others\n"
     "<a@example.org> wrote:\n\n> Hi\n",
      "Thanks!");
  is("Danke!\n\nAm 30.11.26 um 10:00 schrieb Ada:\n> Hi", "Danke!");
  is("Merci\n\nLe lun. 30 nov. 2026 à 10:00, Ada <a@example.org> a écrit :\n\n> Hi",
      "Merci");
  is("Gracias\n\nEl lun, 30 nov 2026, Ada <a@example.org> escribió:\n\n> Hi",
      "Gracias");
  is("好\n\nAda <a@example.org> 于2026年11月30日周一 写道：\n> Hi", "好");
  /* Answers between the quoted lines, and below them. */
  is("On 30 Nov 2026, Ada wrote:\n> One?\nYes.\n\n> Two?\n\nNo.\n", "Yes.\n\nNo.");
  is("> Only\n> a quotation\n", "");
}

static void outlook(void **state) {
  (void)state;
  is("Yes.\n\n-----Original Message-----\nFrom: Ada\nSent: Monday\n\nHi", "Yes.");
  is("Ja.\n\n________________________________\nVon: Ada\nGesendet: Montag\n\nHi",
      "Ja.");
  is("Yes.\n\nFrom: Ada <a@example.org>\nSent: Monday, 30 November 2026\nTo: me\n\nHi",
      "Yes.");
  is("Oui.\n\nDe : Ada\nEnvoyé : lundi 30 novembre 2026\nÀ : moi\n\nHi", "Oui.");
}

static void signatures_go(void **state) {
  (void)state;
  is("Yes.\n-- \nAda\nExample Ltd.", "Yes.");
  is("Yes.\n--\nAda", "Yes.");
}

static void html(void **state) {
  (void)state;
  is_html("<html><head><style>p { color: red }</style></head><body><p>One &amp; two</p>"
          "<p>Three<br>four</p></body></html>",
      "One & two\n\nThree\nfour");
  is_html("<div dir=\"ltr\">Thanks</div><br><div class=\"gmail_quote\"><div>On Mon Ada "
          "wrote:</div><blockquote>Hi</blockquote></div>",
      "Thanks");
  is_html("<p>Yes</p><div id=\"divRplyFwdMsg\"><b>From:</b> Ada</div>", "Yes");
  is_html("<script>alert(1)</script><p>Text</p>", "Text");
  is_html("", "");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(what_was_written_stays),
      cmocka_unit_test(quotations_go),
      cmocka_unit_test(outlook),
      cmocka_unit_test(signatures_go),
      cmocka_unit_test(html),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
