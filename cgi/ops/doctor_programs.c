/* A program that is installed may still fail, for example without a module. So one part
 * of each kind is made; what is missing then says itself how to install it. */
#include "ops/doctor_programs.h"

#include <string.h>

#include "db/model/social_card.h"
#include "markup/rich/rich.h"
#include "ops/doctor_say.h"
#include "site/pictures/picture_program.h"

static const char sample[] =
    "<pre><code class=\"language-c\">int x;\n</code></pre>"
    "<pre><code class=\"language-math\">x^2\n</code></pre>"
    "<pre><code class=\"language-dot\">digraph { a -> b }\n</code></pre>";

enum { DOCTOR_PROGRAMS_KINDS = 3 };

/* Messages about the installation end in what to do. */
static void doctor_programs_note(void *context, const char *text, const char *message) {
  struct doctor *d = context;
  const char *colon = strstr(message, ": ");
  (void)text;
  doctor_say(d, DOCTOR_NOTE, "programs",
      colon ? colon + 2 : "install the package that the message is about again", "%.*s",
      colon ? (int)(colon - message) : (int)strlen(message), message);
}

static void doctor_programs_rich(struct doctor *d) {
  struct rich_pieces made = {0};
  struct rich *r = rich_new();
  enum err e = r ? rich_make(r, d->arena, sample, true, doctor_programs_note, d, &made)
                 : ERR_NOMEM;
  if (e)
    doctor_say(d, DOCTOR_NOTE, "programs", "run this command again",
        "whether code, formulas and diagrams are drawn is not known: %s", err_text(e));
  else if (made.count == DOCTOR_PROGRAMS_KINDS)
    doctor_say(d, DOCTOR_OK, "programs", "", "code, formulas and diagrams are drawn");
  rich_free(r);
}

/* A fault is "needs a font that has U+1F600: install fonts-noto-color-emoji". */
static void doctor_programs_cards(struct doctor *d) {
  const char *fault = NULL;
  int64_t count = 0;
  if (!d->site || social_card_faults(d->site->db, d->arena, &count, &fault) || !count)
    return;
  const char *colon = strstr(fault, ": ");
  bool helps = colon && strncmp(colon + 2, "install", strlen("install")) == 0;
  doctor_say(d, DOCTOR_NOTE, "pictures",
      helps ? doctor_say_text(d, "%s, then run \"pamphlet media refresh\"", colon + 2)
            : "\"pamphlet media refresh\" tries again",
      count == 1 ? "%lld article has no social card: it %.*s"
                 : "%lld articles have no social card; most of them: it %.*s",
      (long long)count, colon ? (int)(colon - fault) : (int)strlen(fault), fault);
}

void doctor_programs(struct doctor *d) {
  char path[PATH_MAX];
  if (picture_program_find(path))
    doctor_say(d, DOCTOR_OK, "pictures", "", "%s makes smaller copies", path);
  else
    doctor_say(d, DOCTOR_NOTE, "pictures",
        "install libvips-dev and build Pamphlet again, for smaller copies",
        "pamphlet-picture is not installed: pictures are shown as they are");
  doctor_programs_cards(d);
  doctor_programs_rich(d);
}
