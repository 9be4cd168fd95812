/* Messages on standard error. */
#ifndef CLI_OUTPUT_COMPLAIN_H
#define CLI_OUTPUT_COMPLAIN_H

/* Prints "pamphlet: MESSAGE", the name in red where the terminal shows colours. Control
 * characters in the message are shown, not sent to the terminal; a message of more than
 * about 1200 bytes is cut. */
void complain(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* The same for a notice, which is not an error: without colour. */
void complain_notice(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
