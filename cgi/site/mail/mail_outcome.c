#include "site/mail/mail_outcome.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "db/txn.h"
#include "site/mail/mail_record.h"

/* By number, not by age: a clock that leaps changes neither how often a mail is tried
 * nor for how long. In all, a mail waits for three days and a half. */
static const int64_t pauses[] = {60 * CLOCK_SECOND, 300 * CLOCK_SECOND, CLOCK_HOUR / 2,
    2 * CLOCK_HOUR, 8 * CLOCK_HOUR, MAIL_OUTCOME_LONGEST, MAIL_OUTCOME_LONGEST,
    MAIL_OUTCOME_LONGEST};

int64_t mail_outcome_pause(int64_t attempts) {
  return attempts > 0 && (size_t)attempts <= sizeof pauses / sizeof pauses[0]
             ? pauses[attempts - 1]
             : 0;
}

struct mail_outcome_row {
  int64_t id;
  enum mail_state state;
  const char *reason;
  int64_t due_at, now;
};

static enum err mail_outcome_write(struct db *s, void *context) {
  const struct mail_outcome_row *row = context;
  return mail_set(s, row->id, row->state, row->reason, row->due_at, row->now);
}

/* What the command printed, or what is known about its end. */
static void mail_outcome_reason(
    const struct handover_outcome *o, char *reason, size_t size) {
  if (o->end == HANDOVER_NOT_BEGUN)
    snprintf(reason, size, "interrupted before the mail system had it");
  else if (o->end == HANDOVER_UNKNOWN)
    snprintf(reason, size, "interrupted: it may have been accepted");
  else if (o->end == HANDOVER_TIMEOUT)
    snprintf(reason, size, "the mail system took too long%s%s", *o->reason ? ": " : "",
        o->reason);
  else if (o->end == HANDOVER_KILLED)
    snprintf(reason, size, "killed by signal %d: it may have been accepted%s%s",
        o->code, *o->reason ? ": " : "", o->reason);
  else if (*o->reason || !o->code)
    snprintf(reason, size, "%s", o->reason);
  else
    snprintf(reason, size, "exit code %d", o->code);
}

/* Never the reason, which may contain addresses. */
static void mail_outcome_log(const struct mail_outcome_row *row, const char *kind) {
  char id[24];
  snprintf(id, sizeof id, "%lld", (long long)row->id);
  log_event(row->state == MAIL_SENT     ? LOG_LEVEL_INFO
            : row->state == MAIL_QUEUED ? LOG_LEVEL_WARN
                                        : LOG_LEVEL_ERROR,
      "mail.state", "mail", id, "kind", kind, "state", mail_state_name(row->state),
      NULL);
}

enum err mail_outcome_record(struct site *site, const struct mail *mail,
    const struct handover_outcome *outcome, int64_t now) {
  char reason[HANDOVER_REASON + 100];
  enum handover_verdict verdict = handover_judge(outcome);
  int64_t pause = mail_outcome_pause(mail->attempts);
  struct mail_outcome_row row = {mail->id, MAIL_UNKNOWN, reason, now, now};
  mail_outcome_reason(outcome, reason, sizeof reason);
  if (verdict == HANDOVER_ACCEPTED)
    row.state = MAIL_SENT;
  else if (verdict == HANDOVER_REFUSED || (verdict == HANDOVER_LATER && !pause))
    row.state = MAIL_FAILED;
  else if (verdict == HANDOVER_LATER) {
    row.state = MAIL_QUEUED;
    row.due_at = now + pause;
  }
  enum err e = txn_write(site->db, mail_outcome_write, &row);
  if (e)
    return e;
  /* After the commit: a sender that dies in between finds the record again. */
  mail_record_remove(site->dir, mail->id);
  mail_outcome_log(&row, mail->kind);
  return OK;
}
