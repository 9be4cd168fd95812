#include "site/mail/mail_send.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <sys/mman.h>
#include <sys/pidfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/log.h"
#include "db/txn.h"
#include "site/mail/mail_compose.h"
#include "site/mail/mail_limit.h"
#include "site/mail/mail_outcome.h"
#include "site/mail/mail_record.h"

/* How long the mail system may take for one mail, and how long an end of the service
 * waits for it: the supervisor kills after 10 s. */
enum { TIMEOUT_MS = 60 * 1000, LEAVE_MS = 8000 };

/* Between two attempts to compose a mail, for example with a broken template. */
#define MAIL_SEND_FAULT_PAUSE (600 * CLOCK_SECOND)

struct mail_send_start {
  const struct site *site;
  const struct mail *mail;
  const char *message_id;
  int64_t now;
};

/* Counted with the start: a sender that is killed again and again keeps the limits. */
static enum err mail_send_begin(struct db *s, void *context) {
  const struct mail_send_start *b = context;
  enum err e = mail_start(s, b->mail->id, b->message_id, b->now);
  return e ? e : mail_limit_count(b->site, b->mail->recipient, b->now);
}

/* The mail as a file without a name: whatever is killed, the mail system reads all of
 * it. */
static enum err mail_send_file(const char *text, size_t size, int *out) {
  int fd = memfd_create("mail", MFD_CLOEXEC);
  if (fd < 0)
    return err_of_errno(errno);
  if (!file_write(fd, text, size)) {
    enum err e = err_of_errno(errno);
    close(fd);
    return e;
  }
  *out = fd;
  return OK;
}

/* False if the service is to end and the wrapper goes on. */
static bool mail_send_wait(pid_t wrapper, int signals) {
  struct pollfd fds[] = {{pidfd_open(wrapper, 0), POLLIN, 0}, {signals, POLLIN, 0}};
  bool ended = fds[0].fd < 0 || (poll(fds, 2, -1) > 0 && fds[0].revents) ||
               poll(fds, 1, LEAVE_MS) > 0;
  if (fds[0].fd >= 0)
    close(fds[0].fd);
  if (ended)
    waitpid(wrapper, NULL, 0);
  return ended;
}

/* Closes the descriptors of `h`, whose copies the wrapper has. */
static enum err mail_send_hand_over(struct handover *h, int signals) {
  pid_t wrapper = 0;
  enum err e = handover_start(h, &wrapper);
  close(h->message);
  close(h->record);
  if (h->lock >= 0)
    close(h->lock);
  return e ? e : mail_send_wait(wrapper, signals) ? OK : ERR_BUSY;
}

static struct handover mail_send_command(const struct site *site) {
  return (struct handover){.command = site->settings.mail.sendmail,
      .bounce = site->settings.mail.bounce,
      .folder = site->dir,
      .message = -1,
      .record = -1,
      .lock = -1,
      .timeout_ms = TIMEOUT_MS};
}

/* The order matters: the record exists before the queue says "sending", so that a mail
 * in that state without a record is one whose record was lost. */
static enum err mail_send_composed(struct site *site, const struct mail_send_start *b,
    const struct buf *text, int signals) {
  struct handover h = mail_send_command(site);
  struct handover_outcome outcome;
  struct mail_record record = {-1, -1};
  struct mail sent = *b->mail;
  struct mail_send_start begin = *b;
  enum err e = mail_send_file(text->data, text->len, &h.message);
  if (e)
    return e;
  /* A leftover is of an attempt whose outcome is known: the mail is queued. */
  mail_record_remove(site->dir, sent.id);
  e = mail_record_create(site->dir, sent.id, &record);
  if (!e)
    e = txn_write(site->db, mail_send_begin, &begin);
  if (e) {
    close(h.message);
    mail_record_close(&record);
    mail_record_remove(site->dir, sent.id);
    /* Somebody has removed it from the queue meanwhile. */
    return e == ERR_NOT_FOUND ? OK : e;
  }
  h.record = record.file;
  h.lock = record.lock;
  e = mail_send_hand_over(&h, signals);
  if (e == ERR_BUSY)
    return e;
  sent.attempts++;
  /* Without a wrapper the record says so: nothing has begun. */
  e = mail_record_read(site->dir, sent.id, &outcome);
  return e ? e : mail_outcome_record(site, &sent, &outcome, clock_now());
}

struct mail_send_fault {
  int64_t id, now;
  const char *reason; /* NULL: the mail is removed */
  enum mail_state state;
};

static enum err mail_send_note_fault(struct db *s, void *context) {
  const struct mail_send_fault *f = context;
  return f->reason ? mail_set(s, f->id, f->state, f->reason,
                         f->now + MAIL_SEND_FAULT_PAUSE, f->now)
                   : mail_remove(s, f->id);
}

/* A mail that cannot be composed must not stop those after it. */
static enum err mail_send_refuse(
    struct site *site, const struct mail *mail, enum err fault, int64_t now) {
  struct mail_send_fault f = {mail->id, now, NULL, MAIL_QUEUED};
  if (fault != ERR_GONE)
    f.reason = err_text(fault);
  if (fault == ERR_NOT_FOUND) {
    f.reason = "its kind is unknown to this version";
    f.state = MAIL_FAILED;
  }
  if (f.reason)
    log_event(
        LOG_LEVEL_ERROR, "mail.compose", "kind", mail->kind, "error", f.reason, NULL);
  return txn_write(site->db, mail_send_note_fault, &f);
}

enum err mail_send(struct site *site, struct arena *a, const struct mail *mail,
    int64_t now, int signals) {
  struct mail_send_start b = {site, mail, NULL, now};
  struct buf text = {0};
  enum err e = mail_compose(site, a, mail, now, &b.message_id, &text);
  if (e == ERR_GONE || e == ERR_NOT_FOUND || e == ERR_TEMPLATE || e == ERR_INVALID)
    e = mail_send_refuse(site, mail, e, now);
  else if (!e)
    e = mail_send_composed(site, &b, &text, signals);
  buf_free(&text);
  return e;
}

enum err mail_send_now(const struct site *site, const char *text, size_t size,
    struct handover_outcome *out) {
  struct handover h = mail_send_command(site);
  int record = memfd_create("record", MFD_CLOEXEC);
  if (record < 0)
    return err_of_errno(errno);
  enum err e = mail_send_file(text, size, &h.message);
  /* A copy, because the handover closes its own. */
  if (!e && (h.record = dup(record)) < 0) {
    e = err_of_errno(errno);
    close(h.message);
  }
  if (!e)
    e = mail_send_hand_over(&h, -1);
  if (!e)
    e = handover_read(record, out);
  close(record);
  return e;
}
