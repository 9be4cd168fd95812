/* The share of the processor that this process gets while others want it too. */
#ifndef BASE_PRIORITY_H
#define BASE_PRIORITY_H

/* Until this process ends, lets all others go first, and so those that it starts. While
 * no other one wants the processor, the work takes as long as before. A kernel that
 * refuses changes nothing.
 *
 * Two values are raised: the nice value of the process, and that of its autogroup
 * (sched(7)), without which the first only counts within the terminal session. The
 * latter concerns the whole session, so it is set back when the process ends, be it by
 * SIGINT, SIGTERM or SIGHUP. Call it once, before threads and other processes are
 * started. */
void priority_lower(void);

#endif
