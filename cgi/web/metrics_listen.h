/* Where metrics are asked for: a Unix socket of the site, and an address if the
 * settings name one. Never the readers' address. */
#ifndef WEB_METRICS_LISTEN_H
#define WEB_METRICS_LISTEN_H

enum { METRICS_LISTEN_ADDRESS = 64 };

struct metrics_listen {
  int path_fd, address_fd;              /* non-blocking; -1: none */
  char address[METRICS_LISTEN_ADDRESS]; /* what address_fd is for; "" */
};

/* Listens on `dir`/run/metrics.sock, mode 0660, and on `address`, such as
 * "127.0.0.1:9464"; "": none. What fails is logged, and left out: readers matter more.
 * Close it with metrics_listen_close. */
void metrics_listen_open(
    struct metrics_listen *m, const char *dir, const char *address);

/* Listens on another address instead, if it differs. */
void metrics_listen_move(struct metrics_listen *m, const char *address);

/* Closes both, and removes the file of the socket. */
void metrics_listen_close(struct metrics_listen *m, const char *dir);

#endif
