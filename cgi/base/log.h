/* One line an event on standard error, in logfmt: key=value pairs, values quoted
 * and escaped, so that no input can forge or break a line. Never an e-mail
 * address: callers log ids. */
#ifndef BASE_LOG_H
#define BASE_LOG_H

enum log_level { LOG_LEVEL_INFO, LOG_LEVEL_WARN, LOG_LEVEL_ERROR };

/* Writes time, level, process and `event` ("store.open"), then the pairs of
 * key and value strings that follow, ended by NULL. One write(2) a line. */
void log_event(enum log_level level, const char *event, ...) __attribute__((sentinel));

#endif
