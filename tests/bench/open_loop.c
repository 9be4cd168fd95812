/* Requests that arrive by the clock, whatever becomes of those before: an overloaded
 * server cannot slow its clients down.
 *   bench_open_loop PORT SECONDS ARTICLE RUN POSTS [READS PATH]...
 * Sends POSTS comments a second, and READS times a second each PATH. A request takes a
 * connection that is idle, or else a new one; none asks for compression, so that all
 * answers have a length. Times count from when a request was due.
 * Prints a line of JSON for the comments, and one for each path. */
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum {
  STREAMS_MOST = 8,
  CONNECTIONS_MOST = 12000,
  HEAD = 2048,
  SAMPLES = 1 << 21,
  LINGER_S = 10 /* how long the last requests are waited for */
};

struct stream {
  double rate, due; /* requests a second; when the next is due */
  const char *path; /* NULL: comments */
  uint64_t offered, unsent, stored, refused, failed, good;
  float *times[2]; /* milliseconds: of what was good or stored, of what was refused */
  size_t counts[2];
  struct connection *idle;
};

struct connection {
  int fd;
  struct stream *stream;
  struct connection *next; /* idle */
  double due;
  char out[HEAD], in[HEAD];
  size_t out_size, sent, in_size;
  long left; /* bytes of the body; -1: the head is incomplete */
  int status, closes, is_busy;
};

static struct stream streams[STREAMS_MOST];
static size_t stream_count, open_count;
static int poller, port;
static const char *article, *run_name;

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void note(struct stream *s, int kind, double due) {
  if (s->counts[kind] < SAMPLES)
    s->times[kind][s->counts[kind]++] = (float)((now() - due) * 1000);
}

static void drop(struct connection *c) {
  close(c->fd);
  open_count--;
  free(c);
}

/* The answer is complete, or will never be. */
static void finish(struct connection *c, int is_whole) {
  struct stream *s = c->stream;
  int keeps = is_whole && !c->closes;
  if (is_whole && c->status == (s->path ? 200 : 303)) {
    s->good++;
    note(s, 0, c->due);
  } else if (is_whole && c->status == 503 && !s->path) {
    s->refused++;
    note(s, 1, c->due);
  } else {
    s->failed++;
  }
  c->is_busy = 0;
  if (!keeps) {
    drop(c);
    return;
  }
  c->next = s->idle;
  s->idle = c;
}

static int write_some(struct connection *c) {
  while (c->sent < c->out_size) {
    ssize_t n = send(c->fd, c->out + c->sent, c->out_size - c->sent, MSG_NOSIGNAL);
    if (n < 0)
      return errno == EAGAIN || errno == ENOTCONN || errno == EINPROGRESS ? 0 : -1;
    c->sent += (size_t)n;
  }
  return 0;
}

/* Bodies are counted, and not kept. */
static void read_head(struct connection *c) {
  char *end = strstr(c->in, "\r\n\r\n");
  if (!end)
    return;
  const char *length = strcasestr(c->in, "\r\nContent-Length:");
  c->status = (int)strtol(c->in + 9, NULL, 10);
  c->closes = strcasestr(c->in, "\r\nConnection: close") != NULL;
  c->left = (length && length < end ? strtol(length + 17, NULL, 10) : 0) -
            (long)(c->in_size - (size_t)(end + 4 - c->in));
}

/* Returns -1 at the end of the connection. */
static int read_some(struct connection *c) {
  static char rest[1 << 16];
  for (;;) {
    int is_head = c->left < 0;
    char *to = is_head ? c->in + c->in_size : rest;
    size_t room = is_head ? sizeof c->in - 1 - c->in_size : sizeof rest;
    ssize_t n = room ? recv(c->fd, to, room, 0) : 0;
    if (n < 0)
      return errno == EAGAIN ? 0 : -1;
    if (n == 0)
      return -1;
    if (is_head) {
      c->in_size += (size_t)n;
      c->in[c->in_size] = 0;
      read_head(c);
    } else {
      c->left -= n;
    }
    if (c->in_size && c->left == 0) {
      finish(c, 1);
      return 0;
    }
  }
}

static struct connection *connect_new(struct stream *s) {
  struct sockaddr_in to = {.sin_family = AF_INET,
      .sin_port = htons((uint16_t)port),
      .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  struct connection *c = open_count < CONNECTIONS_MOST ? calloc(1, sizeof *c) : NULL;
  int one = 1;
  if (!c)
    return NULL;
  c->stream = s;
  c->fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  struct epoll_event event = {.events = EPOLLIN | EPOLLOUT | EPOLLET, .data.ptr = c};
  setsockopt(c->fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  if (c->fd < 0 ||
      (connect(c->fd, (struct sockaddr *)&to, sizeof to) != 0 &&
          errno != EINPROGRESS) ||
      epoll_ctl(poller, EPOLL_CTL_ADD, c->fd, &event) != 0) {
    if (c->fd >= 0)
      close(c->fd);
    free(c);
    return NULL;
  }
  open_count++;
  return c;
}

static void compose(struct connection *c, uint64_t n) {
  char body[HEAD / 2];
  if (c->stream->path) {
    c->out_size = (size_t)snprintf(c->out, sizeof c->out,
        "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n\r\n", c->stream->path, port);
    return;
  }
  int size = snprintf(body, sizeof body,
      "comment_post_ID=%s&comment_parent=0&author=Ada+Lovelace&email=ada%%40example.org"
      "&url=&comment=I+saw+her+come+in+past+the+breakwater+this+morning,+and+I+can+say"
      "+that+the+lamp+was+lit+and+that+nobody+on+the+quay+had+asked+for+it.+%s-%llu",
      article, run_name, (unsigned long long)n);
  c->out_size = (size_t)snprintf(c->out, sizeof c->out,
      "POST /comment/ HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nContent-Type: "
      "application/x-www-form-urlencoded\r\nContent-Length: %d\r\n\r\n%s",
      port, size, body);
}

/* A connection that the server has closed meanwhile is replaced once. */
static void send_one(struct stream *s) {
  struct connection *c = s->idle;
  uint64_t n = s->offered++;
  for (int tries = 0; tries < 2; tries++) {
    if (c)
      s->idle = c->next;
    else
      c = connect_new(s);
    if (!c)
      break;
    c->due = s->due;
    c->sent = c->in_size = 0;
    c->left = -1;
    c->is_busy = 1;
    compose(c, n);
    if (write_some(c) == 0)
      return;
    c->is_busy = 0;
    drop(c);
    c = NULL;
  }
  s->unsent++;
}

static void handle(struct connection *c, uint32_t events) {
  if (!c->is_busy) {
    /* Closed while it was idle: it is taken out of the list here. */
    if (events & (EPOLLHUP | EPOLLERR | EPOLLRDHUP | EPOLLIN)) {
      struct connection **at = &c->stream->idle;
      while (*at && *at != c)
        at = &(*at)->next;
      if (*at) {
        *at = c->next;
        drop(c);
      }
    }
    return;
  }
  if (write_some(c) != 0 || read_some(c) != 0)
    finish(c, 0);
}

static int compare(const void *a, const void *b) {
  float x = *(const float *)a, y = *(const float *)b;
  return (x > y) - (x < y);
}

static double percentile(struct stream *s, int kind, double part) {
  size_t n = s->counts[kind];
  return n ? s->times[kind][(size_t)((double)(n - 1) * part)] : 0;
}

static void report(struct stream *s, double seconds) {
  for (int kind = 0; kind < 2; kind++)
    qsort(s->times[kind], s->counts[kind], sizeof(float), compare);
  printf("{\"path\": \"%s\", \"seconds\": %.3f, \"offered\": %llu, \"unsent\": %llu, "
         "\"good\": %llu, \"refused\": %llu, \"failed\": %llu, \"median\": %.3f, "
         "\"p99\": %.3f, \"refused_median\": %.3f, \"refused_p99\": %.3f}\n",
      s->path ? s->path : "", seconds, (unsigned long long)s->offered,
      (unsigned long long)s->unsent, (unsigned long long)s->good,
      (unsigned long long)s->refused, (unsigned long long)s->failed,
      percentile(s, 0, 0.5), percentile(s, 0, 0.99), percentile(s, 1, 0.5),
      percentile(s, 1, 0.99));
}

/* Sends what is due; returns when the next is. */
static double send_due(double end) {
  double t = now(), next = end;
  for (size_t i = 0; i < stream_count; i++) {
    struct stream *s = &streams[i];
    while (s->rate > 0 && s->due <= t && s->due < end) {
      send_one(s);
      s->due += 1 / s->rate;
    }
    if (s->rate > 0 && s->due < next)
      next = s->due;
  }
  return next;
}

static int is_waiting(void) {
  for (size_t i = 0; i < stream_count; i++) {
    const struct stream *s = &streams[i];
    if (s->good + s->refused + s->failed + s->unsent < s->offered)
      return 1;
  }
  return 0;
}

static int run(double seconds) {
  static struct epoll_event events[1024];
  double began = now(), end = began + seconds;
  uint64_t in_time = 0;
  int is_over = 0;
  for (size_t i = 0; i < stream_count; i++)
    streams[i].due = began;
  for (;;) {
    double next = send_due(end), t = now();
    if (t >= end && !is_over) {
      is_over = 1;
      in_time = streams[0].good;
    }
    if (is_over && (!is_waiting() || t > end + (double)LINGER_S))
      break;
    int wait_ms = is_over ? 10 : (int)((next - t) * 1000);
    int n = epoll_wait(poller, events, 1024, wait_ms > 0 ? wait_ms : 0);
    for (int i = 0; i < n; i++)
      handle(events[i].data.ptr, events[i].events);
  }
  for (size_t i = 0; i < stream_count; i++)
    report(&streams[i], seconds);
  printf("{\"in_time\": %llu}\n", (unsigned long long)in_time);
  return 0;
}

int main(int argc, char **argv) {
  if (argc < 6 || argc % 2 || (argc - 4) / 2 > STREAMS_MOST) {
    fputs("usage: bench_open_loop PORT SECONDS ARTICLE RUN POSTS [READS PATH]...\n",
        stderr);
    return 2;
  }
  port = (int)strtol(argv[1], NULL, 10);
  article = argv[3];
  run_name = argv[4];
  streams[stream_count++].rate = strtod(argv[5], NULL);
  for (int i = 6; i + 1 < argc; i += 2)
    streams[stream_count++] =
        (struct stream){.rate = strtod(argv[i], NULL), .path = argv[i + 1]};
  for (size_t i = 0; i < stream_count; i++)
    for (int kind = 0; kind < 2; kind++)
      if (!(streams[i].times[kind] = calloc(SAMPLES, sizeof(float))))
        return 1;
  poller = epoll_create1(EPOLL_CLOEXEC);
  return poller < 0 ? 1 : run(strtod(argv[2], NULL));
}
