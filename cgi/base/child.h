/* What a child process of pamphlet.fcgi shares with its supervisor: a slot in shared
 * memory, in which it reports, and the signals that tell it to stop. */
#ifndef BASE_CHILD_H
#define BASE_CHILD_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

/* What a child reports. */
struct child_slot {
  atomic_int ready; /* 1 once it is serving */
  _Atomic int64_t
      started;   /* start of the current request on supervisor_clock; 0: none */
  char why[400]; /* set before it exits with an error: a sentence for the log, or "" */
};

/* The slots of all children, in memory that processes share. */
struct child_slots {
  struct child_slot *all;
  size_t count;
  int fd; /* of that memory; closed by execve unless child_slot_name was called */
};

/* Enough for what child_slot_name writes. */
enum { CHILD_SLOT_NAME = 32 };

/* Makes `count` empty slots. Errors of the system. */
enum err child_slots_new(struct child_slots *slots, size_t count) MUST_USE;
void child_slots_free(struct child_slots *slots);

/* Called in a child that is about to execute another program: writes the words by which
 * that program finds the slot. */
void child_slot_name(const struct child_slots *slots, const struct child_slot *slot,
    char out[CHILD_SLOT_NAME]);

/* Finds the slot `name` in the program that was executed. Its memory stays mapped until
 * the process ends. Returns ERR_INVALID if that is no such name; errors of the
 * system. */
enum err child_slot_open(const char *name, struct child_slot **out) MUST_USE;

/* Returns a signalfd for SIGTERM and SIGINT, which are blocked in children; -1 on
 * failure. */
int child_signals(void);

#endif
