#include "cli/mail.h"

#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "base/clock.h"
#include "base/limits.h"
#include "cli/command/command_site.h"
#include "cli/command/exit_code.h"
#include "cli/output/complain.h"
#include "cli/output/fields.h"
#include "cli/output/plural.h"
#include "cli/output/print.h"
#include "db/model/author_private.h"
#include "db/model/mail.h"
#include "db/txn.h"
#include "markup/names/email.h"
#include "site/mail/mail_trial.h"

static const char *const mail_fields[] = {"id", "state", "kind", "recipient",
    "attempts", "changed", "due", "reason", "comment", "created", "message_id", NULL};

static const char mail_shown[] = "id,state,kind,recipient,attempts,changed,due,reason";

/* What somebody needs who has not set it up, or wonders why nothing arrives. */
static const char mail_how[] =
    "mail is off: write \"notify = you@example.org\" below [mail] in site.ini, run"
    " \"pamphlet mail test you@example.org\" and then \"pamphlet reload\"";

static bool mail_is_on(const struct site *site) {
  return *site->settings.mail.from != '\0';
}

struct mail_status {
  struct fields fields;
  int state; /* -1: all but those that were sent; MAIL_STATES: all */
  json_t *rows;
  int64_t counts[MAIL_STATES];
  char sender[300]; /* a sentence */
};

static enum err mail_status_visit(void *context, const struct mail *m) {
  struct mail_status *s = context;
  if (s->state < 0 && m->state == MAIL_SENT)
    return OK;
  json_t *row = json_pack("{s:I, s:s, s:s, s:s, s:I, s:o, s:o, s:s, s:o, s:o, s:o}",
      "id", (json_int_t)m->id, "state", mail_state_name(m->state), "kind", m->kind,
      "recipient", m->recipient, "attempts", (json_int_t)m->attempts, "changed",
      print_time(m->changed_at), "due",
      m->state == MAIL_QUEUED ? print_time(m->due_at) : json_null(), "reason",
      m->reason, "comment", m->comment_id ? json_integer(m->comment_id) : json_null(),
      "created", print_time(m->created_at), "message_id",
      *m->message_id ? json_string(m->message_id) : json_null());
  row = fields_pick(&s->fields, row);
  return row && json_array_append_new(s->rows, row) == 0 ? OK : ERR_NOMEM;
}

static enum err mail_status_read(struct site *site, struct arena *a, void *context) {
  struct mail_status *s = context;
  const struct settings_mail *m = &site->settings.mail;
  if (mail_is_on(site))
    snprintf(s->sender, sizeof s->sender, "From %.80s, with \"%.150s\".", m->from,
        m->sendmail);
  else
    snprintf(s->sender, sizeof s->sender, "Warning: %s.", mail_how);
  enum err e = mail_count(site->db, s->counts);
  return e ? e
           : mail_each(site->db, a,
                 s->state < 0 ? MAIL_STATES : (enum mail_state)s->state,
                 mail_status_visit, s);
}

static int mail_status_state(const char *name, int *state) {
  *state = -1;
  if (!name)
    return 0;
  for (int i = 0; i < MAIL_STATES; i++)
    if (strcmp(name, mail_state_name((enum mail_state)i)) == 0) {
      *state = i;
      return 0;
    }
  *state = MAIL_STATES;
  return strcmp(name, "all") == 0 ? 0 : EX_USAGE;
}

static void mail_status_summary(const struct mail_status *s) {
  printf("%s\n", s->sender);
  for (int i = 0; i < MAIL_STATES; i++)
    printf("%lld %s%s", (long long)s->counts[i], mail_state_name((enum mail_state)i),
        i + 1 < MAIL_STATES ? ", " : ".\n");
  if (s->counts[MAIL_UNKNOWN])
    puts(
        "Those in the state \"unknown\" may have arrived: \"pamphlet mail retry\" sends"
        " them again.");
  fflush(stdout);
}

int mail_status_command(const struct command_line *line) {
  struct mail_status s = {.rows = NULL};
  enum print_format format;
  const char *one = command_line_value(line, "field");
  const char *state = command_line_value(line, "state");
  if (!print_format(command_line_value(line, "format"), PRINT_LIST, &format))
    return EX_USAGE;
  if (mail_status_state(state, &s.state)) {
    complain("--state must be queued, sending, sent, failed, unknown or all");
    return EX_USAGE;
  }
  const char *names =
      fields_wanted(command_line_value(line, "fields"), one, mail_shown, format);
  if (!fields_choose(names, one != NULL, mail_fields, &s.fields))
    return EX_USAGE;
  s.rows = json_array();
  int code =
      command_site_read(line, (struct command_site_object){0}, mail_status_read, &s);
  /* A reader of other formats is a program. */
  if (!code && format == PRINT_TABLE && !one)
    mail_status_summary(&s);
  if (!code && (format != PRINT_TABLE || one || json_array_size(s.rows)))
    code = fields_print_rows(json_incref(s.rows), one, format);
  json_decref(s.rows);
  return code;
}

static enum err mail_retry_within(struct db *s, void *context) {
  return mail_retry(s, *(const int64_t *)context, clock_now());
}

static enum err mail_retry_one(
    struct site *site, struct arena *a, int64_t id, const void *context, char *why) {
  (void)a;
  (void)context;
  enum err e = txn_write(site->db, mail_retry_within, &id);
  if (e == ERR_INVALID)
    snprintf(why, COMMAND_SITE_WHY, "it has neither failed nor is its state unknown");
  return e;
}

struct mail_retry_all {
  bool failed, unknown;
  int64_t *ids;
  size_t count, cap;
  struct arena *arena;
};

static enum err mail_retry_note(void *context, const struct mail *m) {
  struct mail_retry_all *all = context;
  if (!(m->state == MAIL_FAILED ? all->failed
                                : m->state == MAIL_UNKNOWN && all->unknown))
    return OK;
  int64_t *grown =
      arena_grow(all->arena, all->ids, all->count, &all->cap, sizeof *all->ids);
  if (!grown)
    return ERR_NOMEM;
  all->ids = grown;
  all->ids[all->count++] = m->id;
  return OK;
}

static enum err mail_retry_all_within(struct db *s, void *context) {
  const struct mail_retry_all *all = context;
  int64_t now = clock_now();
  enum err e = OK;
  for (size_t i = 0; !e && i < all->count; i++)
    e = mail_retry(s, all->ids[i], now);
  return e;
}

static int mail_retry_states(const struct command_line *line) {
  struct mail_retry_all all = {command_line_flag(line, "failed"),
      command_line_flag(line, "unknown"), NULL, 0, 0, arena_new(LIMIT_COMMENT_MEMORY)};
  int code = 0;
  struct site *site = command_site_open(line, COMMAND_SITE_WRITES, &code);
  if (!site) {
    arena_free(all.arena);
    return code;
  }
  struct arena *a = arena_new(LIMIT_REQUEST_MEMORY);
  enum err e = a && all.arena ? OK : ERR_NOMEM;
  if (!e)
    e = mail_each(site->db, a, MAIL_STATES, mail_retry_note, &all);
  if (!e && all.count)
    e = txn_write(site->db, mail_retry_all_within, &all);
  if (e)
    complain("%s", err_text(e));
  else
    printf("Queued %zu mail%s again.\n", all.count, plural((int64_t)all.count));
  site_close(site);
  arena_free(a);
  arena_free(all.arena);
  return e ? exit_code_of(e) : 0;
}

int mail_retry_command(const struct command_line *line) {
  bool states = command_line_flag(line, "failed") || command_line_flag(line, "unknown");
  if (states == (line->count > 0)) {
    complain("name mails by ID, or use --failed or --unknown");
    return EX_USAGE;
  }
  return states ? mail_retry_states(line)
                : command_site_each(line, "mail", "Requeued", mail_retry_one, NULL);
}

/* Prints what the mail system said. Returns the exit code. */
static int mail_test_report(const char *address, const struct handover_outcome *o) {
  const char *colon = *o->reason ? ": " : "";
  switch (handover_judge(o)) {
  case HANDOVER_ACCEPTED:
    printf(
        "The mail system has accepted a mail to %s%s%s.\n", address, colon, o->reason);
    puts("If it does not arrive, look at the log of the mail system, and for spam.");
    return 0;
  case HANDOVER_REFUSED:
    complain("the mail system refuses the mail (exit code %d)%s%s", o->code, colon,
        o->reason);
    return EX_UNAVAILABLE;
  case HANDOVER_LATER:
  case HANDOVER_IN_DOUBT:
    break;
  }
  if (o->end == HANDOVER_ENDED)
    complain("the mail system failed (exit code %d)%s%s", o->code, colon, o->reason);
  else
    complain("the mail system did not end by itself%s%s", colon, o->reason);
  return EX_TEMPFAIL;
}

int mail_test_command(const struct command_line *line) {
  int code = 0;
  char why[400];
  struct handover_outcome outcome;
  const char *address = line->arguments[0];
  if (email_check(address)) {
    complain("\"%s\" is not an email address", address);
    return EX_USAGE;
  }
  struct site *site = command_site_open(line, COMMAND_SITE_READS, &code);
  if (!site)
    return code;
  if (!mail_is_on(site)) {
    complain("%s", mail_how);
    site_close(site);
    return EX_CONFIG;
  }
  struct arena *a = arena_new(LIMIT_COMMENT_MEMORY);
  enum err e = a ? site_load_theme(site, why, sizeof why) : ERR_NOMEM;
  if (e)
    complain("%s", e == ERR_NOMEM ? err_text(e) : why);
  else if ((e = mail_trial_send(site, a, address, clock_now(), &outcome)) != OK)
    complain("%s", err_text(e));
  code = e ? exit_code_of(e) : mail_test_report(address, &outcome);
  site_close(site);
  arena_free(a);
  return code;
}

struct mail_author {
  const char *slug, *email;
  json_t *rows;
};

static enum err mail_author_visit(
    void *context, const char *slug, const char *name, const char *email) {
  struct mail_author *m = context;
  json_t *row =
      json_pack("{s:s, s:s, s:s}", "slug", slug, "name", name, "email", email);
  return row && json_array_append_new(m->rows, row) == 0 ? OK : ERR_NOMEM;
}

static enum err mail_author_read(struct site *site, struct arena *a, void *context) {
  return author_private_each(site->db, a, mail_author_visit, context);
}

static int mail_author_list(const struct command_line *line, enum print_format format) {
  struct mail_author m = {.rows = json_array()};
  int code =
      command_site_read(line, (struct command_site_object){0}, mail_author_read, &m);
  if (!code)
    code = print_rows(json_incref(m.rows), format);
  json_decref(m.rows);
  return code;
}

static enum err mail_author_within(struct db *s, void *context) {
  const struct mail_author *m = context;
  return author_private_set(s, m->slug, m->email);
}

int mail_author_command(const struct command_line *line) {
  bool none = command_line_flag(line, "none");
  enum print_format format;
  int code = 0;
  if (!print_format(command_line_value(line, "format"), PRINT_LIST, &format))
    return EX_USAGE;
  if (!line->count && !none)
    return mail_author_list(line, format);
  if (line->count != (none ? 1 : 2)) {
    complain("give the slug of an author and an address, or --none instead of the"
             " address; \"pamphlet mail author\" lists the authors");
    return EX_USAGE;
  }
  struct mail_author m = {line->arguments[0], none ? "" : line->arguments[1], NULL};
  if (!none && email_check(m.email)) {
    complain("\"%s\" is not an email address", m.email);
    return EX_USAGE;
  }
  struct site *site = command_site_open(line, COMMAND_SITE_WRITES, &code);
  if (!site)
    return code;
  enum err e = txn_write(site->db, mail_author_within, &m);
  if (e == ERR_NOT_FOUND)
    complain("there is no author \"%s\": \"pamphlet mail author\" lists them", m.slug);
  else if (e)
    complain("%s", err_text(e));
  else if (none)
    printf("Removed the address of %s.\n", m.slug);
  else
    printf("Comments on articles by %s are reported to %s.\n", m.slug, m.email);
  if (!e && !none && !mail_is_on(site))
    complain_notice("%s", mail_how);
  site_close(site);
  return e ? exit_code_of(e) : 0;
}
