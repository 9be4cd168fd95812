/* Each process has a socket. Requests and answers are frames of fixed-size numbers and
 * bytes. This side never blocks in a write: a process that is sending a large answer
 * does not read, and would wait for us for ever. So what is to be sent waits in a
 * buffer, and import_ahead_pump moves bytes in both directions. */
#include "import/common/import_ahead.h"

#include <errno.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/limits.h"
#include "markup/markdown/markdown.h"

/* A process that has not answered for so long, in milliseconds, never will. */
enum { PROCESSES = 4, MOST_JOBS = 32, MOST_BYTES = 8 << 20, MOST_WAIT = 60000 };

enum ahead_state { AHEAD_WAITS, AHEAD_DONE, AHEAD_FAILED };

struct ahead_job {
  struct ahead_job *next;
  char *text;
  size_t size;
  int process;
  enum ahead_state state;
  bool is_dropped; /* nobody takes it any more */
  struct buf html, links;
};

/* What an answer begins with. */
struct ahead_answer {
  uint32_t failed;
  uint32_t links, html; /* bytes of each, which follow */
};

struct ahead_process {
  pid_t pid; /* 0: it has ended */
  int fd;
  size_t jobs; /* that it has not answered */
  struct buf out, in;
  size_t sent; /* of `out` */
};

struct import_ahead {
  struct ahead_process processes[PROCESSES];
  int count;
  struct ahead_job *first, *last; /* in the order in which they were put */
  size_t jobs, bytes;
};

/* ---- In the process ---- */

/* Read and write whole; false at the end of the socket. */
static bool import_ahead_receive(int fd, void *to, size_t n) {
  for (char *at = to; n;) {
    ssize_t got = recv(fd, at, n, 0);
    if (got <= 0 && !(got < 0 && errno == EINTR))
      return false;
    if (got > 0) {
      at += got;
      n -= (size_t)got;
    }
  }
  return true;
}

static bool import_ahead_send(int fd, const void *from, size_t n) {
  for (const char *at = from; n;) {
    ssize_t put = send(fd, at, n, MSG_NOSIGNAL);
    if (put <= 0 && !(put < 0 && errno == EINTR))
      return false;
    if (put > 0) {
      at += put;
      n -= (size_t)put;
    }
  }
  return true;
}

static const char *import_ahead_note_link(
    void *context, const char *url, bool is_image) {
  struct buf *links = context;
  buf_putc(links, is_image ? 'i' : 'l');
  buf_add(links, url, strlen(url) + 1);
  return url;
}

/* Renders one text. False at the end. */
static bool import_ahead_answer_one(int fd) {
  uint32_t n;
  if (!import_ahead_receive(fd, &n, sizeof n))
    return false;
  struct buf html = {.most = LIMIT_HTML}, links = {.most = LIMIT_HTML};
  const struct sanitise_rewriter rw = {import_ahead_note_link, &links};
  char *text = malloc((size_t)n + 1);
  bool alive = text && import_ahead_receive(fd, text, n);
  if (alive) {
    text[n] = '\0';
    bool failed = markdown_to_html(text, n, &rw, &html) || buf_status(&links);
    struct ahead_answer answer = {
        failed, failed ? 0 : (uint32_t)links.len, failed ? 0 : (uint32_t)html.len};
    alive = import_ahead_send(fd, &answer, sizeof answer) &&
            import_ahead_send(fd, links.data, answer.links) &&
            import_ahead_send(fd, html.data, answer.html);
  }
  free(text);
  buf_free(&html);
  buf_free(&links);
  return alive;
}

/* Never returns. The database is open here too, but nothing of it is used. */
_Noreturn static void import_ahead_work(int fd, pid_t parent) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  prctl(PR_SET_NAME, "pamphlet-ahead"); /* in the list of processes */
  /* Ctrl-C goes to all processes; the parent decides what it means. */
  signal(SIGINT, SIG_IGN);
  /* The parent may have died before prctl. */
  while (getppid() == parent && import_ahead_answer_one(fd))
    continue;
  _exit(0);
}

/* ---- The processes ---- */

int import_ahead_processes(void) {
  cpu_set_t set;
  int n = sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) - 1 : 0;
  return n < PROCESSES ? n : PROCESSES;
}

static bool import_ahead_start(struct ahead_process *p) {
  int pair[2];
  pid_t parent = getpid();
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0)
    return false;
  pid_t pid = fork();
  if (pid == 0) {
    /* The locks of the import belong to open files, and would outlive it here. With the
     * sockets of the other processes open, those would not see the end of them. */
    if (dup2(pair[1], STDERR_FILENO + 1) < 0 ||
        close_range(STDERR_FILENO + 2, ~0U, 0) != 0)
      _exit(1);
    import_ahead_work(STDERR_FILENO + 1, parent);
  }
  close(pair[1]);
  if (pid < 0) {
    close(pair[0]);
    return false;
  }
  *p = (struct ahead_process){.pid = pid, .fd = pair[0]};
  return true;
}

struct import_ahead *import_ahead_new(int processes) {
  struct import_ahead *a = processes > 0 ? calloc(1, sizeof *a) : NULL;
  while (a && a->count < processes && a->count < PROCESSES &&
         import_ahead_start(&a->processes[a->count]))
    a->count++;
  if (a && !a->count) {
    free(a);
    return NULL;
  }
  return a;
}

/* Its texts are rendered where they are needed. */
static void import_ahead_stop(struct import_ahead *a, int i) {
  struct ahead_process *p = &a->processes[i];
  if (p->pid) {
    close(p->fd);
    kill(p->pid, SIGKILL);
    waitpid(p->pid, NULL, 0);
  }
  p->pid = 0;
  p->jobs = 0;
  buf_free(&p->out);
  buf_free(&p->in);
  for (struct ahead_job *j = a->first; j; j = j->next)
    if (j->process == i && j->state == AHEAD_WAITS)
      j->state = AHEAD_FAILED;
}

/* ---- Jobs ---- */

static void import_ahead_free_job(struct import_ahead *a, struct ahead_job *j) {
  a->jobs--;
  a->bytes -= j->size;
  buf_free(&j->html);
  buf_free(&j->links);
  free(j->text);
  free(j);
}

/* Frees the first jobs that nobody takes. One that is being worked on stays, because
 * answers are told apart by their order. */
static void import_ahead_tidy(struct import_ahead *a) {
  while (a->first && a->first->is_dropped && a->first->state != AHEAD_WAITS) {
    struct ahead_job *j = a->first;
    a->first = j->next;
    import_ahead_free_job(a, j);
  }
  if (!a->first)
    a->last = NULL;
}

void import_ahead_free(struct import_ahead *a) {
  if (!a)
    return;
  for (int i = 0; i < a->count; i++)
    import_ahead_stop(a, i);
  for (struct ahead_job *j = a->first; j; j = j->next)
    j->is_dropped = true;
  import_ahead_tidy(a);
  free(a);
}

bool import_ahead_has_room(const struct import_ahead *a) {
  return a->jobs < MOST_JOBS && a->bytes < MOST_BYTES;
}

/* The process with the fewest jobs; NULL if none is left. */
static struct ahead_process *import_ahead_idlest(struct import_ahead *a) {
  struct ahead_process *best = NULL;
  for (int i = 0; i < a->count; i++)
    if (a->processes[i].pid && (!best || a->processes[i].jobs < best->jobs))
      best = &a->processes[i];
  return best;
}

/* ---- Bytes ---- */

/* Takes the first answer out of what was received. False if it is not whole yet. */
static bool import_ahead_take_answer(struct import_ahead *a, int i) {
  struct ahead_process *p = &a->processes[i];
  struct ahead_answer answer;
  if (p->in.len < sizeof answer)
    return false;
  memcpy(&answer, p->in.data, sizeof answer);
  size_t whole = sizeof answer + (size_t)answer.links + answer.html;
  if (p->in.len < whole)
    return false;
  struct ahead_job *j = a->first;
  while (j && (j->process != i || j->state != AHEAD_WAITS))
    j = j->next;
  if (j) {
    const char *bytes = p->in.data + sizeof answer;
    buf_add(&j->links, bytes, answer.links);
    buf_add(&j->html, bytes + answer.links, answer.html);
    bool failed = answer.failed || buf_status(&j->links) || buf_status(&j->html);
    j->state = failed ? AHEAD_FAILED : AHEAD_DONE;
    p->jobs--;
  }
  memmove(p->in.data, p->in.data + whole, p->in.len - whole);
  p->in.len -= whole;
  return true;
}

static bool import_ahead_read(struct import_ahead *a, int i) {
  struct ahead_process *p = &a->processes[i];
  char bytes[64 << 10];
  ssize_t n = recv(p->fd, bytes, sizeof bytes, MSG_DONTWAIT);
  if (n < 0)
    return errno == EAGAIN || errno == EINTR;
  buf_add(&p->in, bytes, (size_t)n);
  while (n && import_ahead_take_answer(a, i))
    continue;
  return n && buf_status(&p->in) == OK;
}

static bool import_ahead_write(struct ahead_process *p) {
  ssize_t n = send(
      p->fd, p->out.data + p->sent, p->out.len - p->sent, MSG_DONTWAIT | MSG_NOSIGNAL);
  if (n < 0)
    return errno == EAGAIN || errno == EINTR;
  p->sent += (size_t)n;
  if (p->sent == p->out.len) {
    buf_clear(&p->out);
    p->sent = 0;
  }
  return true;
}

/* Moves bytes. Waits until it can, for `wait` milliseconds; a process that does nothing
 * for so long is stopped. */
static void import_ahead_pump(struct import_ahead *a, int wait) {
  struct pollfd polled[PROCESSES] = {0};
  int which[PROCESSES] = {0};
  nfds_t n = 0;
  for (int i = 0; i < a->count; i++) {
    const struct ahead_process *p = &a->processes[i];
    short events = (short)((p->jobs ? POLLIN : 0) | (p->out.len ? POLLOUT : 0));
    if (!p->pid || !events)
      continue;
    which[n] = i;
    polled[n++] = (struct pollfd){.fd = p->fd, .events = events};
  }
  int ready = n ? poll(polled, n, wait) : 0;
  for (nfds_t k = 0; k < n; k++) {
    int i = which[k];
    bool good = ready || !wait;
    if (ready > 0 && polled[k].revents & POLLOUT)
      good = import_ahead_write(&a->processes[i]);
    if (good && ready > 0 && polled[k].revents & (POLLIN | POLLHUP | POLLERR))
      good = import_ahead_read(a, i);
    if (!good)
      import_ahead_stop(a, i);
  }
}

void import_ahead_forget(struct import_ahead *a) {
  for (struct ahead_job *j = a->first; j; j = j->next)
    j->is_dropped = true;
  /* Answers that have come meanwhile make room at once. */
  import_ahead_pump(a, 0);
  import_ahead_tidy(a);
}

void import_ahead_put(struct import_ahead *a, const char *text) {
  struct ahead_process *p = import_ahead_idlest(a);
  struct ahead_job *j = p ? calloc(1, sizeof *j) : NULL;
  size_t n = strlen(text);
  uint32_t size = (uint32_t)n;
  if (!j || n > UINT32_MAX || !(j->text = strdup(text))) {
    free(j);
    return;
  }
  j->size = n;
  j->process = (int)(p - a->processes);
  if (a->last)
    a->last->next = j;
  else
    a->first = j;
  a->last = j;
  a->jobs++;
  a->bytes += n;
  p->jobs++;
  buf_add(&p->out, &size, sizeof size);
  buf_add(&p->out, text, n);
  /* With half a text, it could not be told where the next one begins. */
  if (buf_status(&p->out))
    import_ahead_stop(a, j->process);
  import_ahead_pump(a, 0);
}

bool import_ahead_take(
    struct import_ahead *a, const char *text, struct buf *html, struct buf *links) {
  struct ahead_job *j = a->first;
  size_t n = strlen(text);
  while (j && (j->is_dropped || j->size != n || memcmp(j->text, text, n) != 0))
    j = j->next;
  if (!j)
    return false;
  while (j->state == AHEAD_WAITS)
    import_ahead_pump(a, MOST_WAIT);
  bool done = j->state == AHEAD_DONE;
  if (done) {
    *html = j->html;
    *links = j->links;
    j->html = j->links = (struct buf){0};
  }
  for (struct ahead_job *old = a->first; old != j; old = old->next)
    old->is_dropped = true;
  j->is_dropped = true;
  import_ahead_tidy(a);
  return done;
}
