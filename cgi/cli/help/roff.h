/* Pieces of a man page in the man(7) macros. */
#ifndef CLI_HELP_ROFF_H
#define CLI_HELP_ROFF_H

/* The head of a page: .TH and its NAME section. */
void roff_head(const char *name, const char *section, const char *summary);

/* A section. `title` is a word of ours. */
void roff_section(const char *title);

/* Prose in lines of their own: nothing of it is taken for a request. "\n" ends a line.
 */
void roff_text(const char *text);

/* Words set as they are typed: a hyphen is one that can be copied. */
void roff_bold(const char *text);
void roff_italic(const char *text);
void roff_plain(const char *text);
void roff_line(void); /* ends the line */

/* Lines that are not filled, set as typed. */
void roff_example(const char *lines);

#endif
