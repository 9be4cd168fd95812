/* Parts of a man page, written with the man(7) macros on standard output. */
#ifndef CLI_HELP_ROFF_H
#define CLI_HELP_ROFF_H

/* The header of a page (.TH) and its NAME section. */
void roff_head(const char *name, const char *section, const char *summary);

/* The heading of a section; `title` is not escaped. */
void roff_section(const char *title);

/* Prose, on lines of its own; "\n" ends a line. Nothing in it is read as a request. */
void roff_text(const char *text);

/* Words as they are typed, within a line: hyphens and quotes can be copied. */
void roff_bold(const char *text);
void roff_italic(const char *text);
void roff_plain(const char *text);

/* Ends the line. */
void roff_line(void);

/* An indented block of lines as they are typed, not filled. */
void roff_example(const char *lines);

#endif
