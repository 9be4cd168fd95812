#include "base/child.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <unistd.h>

static enum err child_slots_map(struct child_slots *slots) {
  void *memory = mmap(NULL, slots->count * sizeof *slots->all, PROT_READ | PROT_WRITE,
      MAP_SHARED, slots->fd, 0);
  slots->all = memory == MAP_FAILED ? NULL : memory;
  return slots->all ? OK : err_of_errno(errno);
}

enum err child_slots_new(struct child_slots *slots, size_t count) {
  *slots = (struct child_slots){.count = count, .fd = -1};
  slots->fd = memfd_create("children", MFD_CLOEXEC);
  if (slots->fd < 0)
    return err_of_errno(errno);
  enum err e = ftruncate(slots->fd, (off_t)(count * sizeof *slots->all)) == 0
                   ? child_slots_map(slots)
                   : err_of_errno(errno);
  if (e)
    child_slots_free(slots);
  return e;
}

void child_slots_free(struct child_slots *slots) {
  if (slots->all)
    munmap(slots->all, slots->count * sizeof *slots->all);
  if (slots->fd >= 0)
    close(slots->fd);
  *slots = (struct child_slots){.fd = -1};
}

void child_slot_name(const struct child_slots *slots, const struct child_slot *slot,
    char out[CHILD_SLOT_NAME]) {
  snprintf(out, CHILD_SLOT_NAME, "%d:%td", slots->fd, slot - slots->all);
  /* Only in the child: that of the supervisor stays as it is. */
  fcntl(slots->fd, F_SETFD, 0);
}

/* The name comes from a command line, which somebody may have typed. */
enum err child_slot_open(const char *name, struct child_slot **out) {
  struct child_slots slots = {0};
  struct stat st;
  char *colon = NULL, *end = NULL;
  errno = 0;
  long fd = strtol(name, &colon, 10);
  if (colon == name || *colon != ':' || fd < 0 || fd > INT_MAX)
    return ERR_INVALID;
  unsigned long number = strtoul(colon + 1, &end, 10);
  if (end == colon + 1 || *end || errno || fstat((int)fd, &st) != 0)
    return ERR_INVALID;
  slots.fd = (int)fd;
  slots.count = (size_t)st.st_size / sizeof *slots.all;
  if (number >= slots.count)
    return ERR_INVALID;
  enum err e = child_slots_map(&slots);
  struct child_slot *slot = e ? NULL : slots.all + number;
  close(slots.fd);
  *out = slot;
  return e;
}

int child_signals(void) {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGTERM);
  sigaddset(&set, SIGINT);
  return signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
}
