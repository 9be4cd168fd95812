/* The rival of a page that is rendered for each request: a libfcgi program that answers
 * one and the same prepared answer from memory. The accept loop is the one libfcgi's
 * documentation shows; connections are not kept.
 *   bench_echo SOCKET PROCESSES FILE    FILE: header lines, an empty line, the body */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fcgiapp.h>

enum { BACKLOG = 4096 };

static int fail(const char *what) {
  perror(what);
  return 1;
}

static char *read_whole(const char *name, size_t *size) {
  struct stat st;
  FILE *f = fopen(name, "rb");
  char *data = NULL;
  if (f && fstat(fileno(f), &st) == 0 && (data = malloc((size_t)st.st_size + 1)))
    *size = fread(data, 1, (size_t)st.st_size, f);
  if (f)
    fclose(f);
  return data;
}

static int listen_at(const char *path) {
  struct sockaddr_un at = {.sun_family = AF_UNIX};
  int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (fd < 0 || strlen(path) >= sizeof at.sun_path)
    return -1;
  strcpy(at.sun_path, path);
  unlink(path);
  if (bind(fd, (struct sockaddr *)&at, sizeof at) != 0 || listen(fd, BACKLOG) != 0)
    return -1;
  return fd;
}

static int work(int fd, const char *answer, size_t size) {
  FCGX_Request request;
  if (FCGX_Init() != 0 || FCGX_InitRequest(&request, fd, 0) != 0)
    return 1;
  while (FCGX_Accept_r(&request) == 0) {
    FCGX_PutStr(answer, (int)size, request.out);
    FCGX_Finish_r(&request);
  }
  return 0;
}

int main(int argc, char **argv) {
  size_t size = 0;
  if (argc != 4) {
    fputs("usage: bench_echo SOCKET PROCESSES FILE\n", stderr);
    return 2;
  }
  int processes = atoi(argv[2]);
  char *answer = read_whole(argv[3], &size);
  if (!answer)
    return fail(argv[3]);
  int fd = listen_at(argv[1]);
  if (fd < 0)
    return fail(argv[1]);
  for (int i = 0; i < processes; i++) {
    pid_t pid = fork();
    if (pid < 0)
      return fail("fork");
    if (pid == 0) {
      prctl(PR_SET_PDEATHSIG, SIGKILL);
      _exit(work(fd, answer, size));
    }
  }
  /* Ended by a signal; its children go with it. */
  while (wait(NULL) > 0)
    ;
  return 0;
}
