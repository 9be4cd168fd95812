/* Logging to standard error in logfmt: one line of key=value pairs per event. Values
 * are quoted and escaped, so that no input can forge or break a line. E-mail addresses
 * are never logged; callers log IDs. */
#ifndef BASE_LOG_H
#define BASE_LOG_H

enum log_level { LOG_LEVEL_INFO, LOG_LEVEL_WARN, LOG_LEVEL_ERROR };

/* Writes time, level, process and `event` ("db.open"), followed by pairs of key and
 * value strings, a list that ends with NULL. Each line is a single write(2), so that
 * lines of several processes do not mix. */
void log_event(enum log_level level, const char *event, ...) __attribute__((sentinel));

/* Names the request that is being answered: until the next call, each line has a pair
 * request="ID" after its event. "": none. */
void log_about(const char *id);

/* From now on, log_event does nothing. For the command, which tells its user in
 * sentences what went wrong. */
void log_silence(void);

#endif
