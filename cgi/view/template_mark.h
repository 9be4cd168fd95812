/* Inside view/ only: the syntax of marks, the text between "{{" and "}}". */
#ifndef VIEW_TEMPLATE_MARK_H
#define VIEW_TEMPLATE_MARK_H

enum {
  TEMPLATE_MARK = 80,    /* bytes of a mark with its NUL; comments may be longer */
  TEMPLATE_SECTIONS = 16 /* nested sections */
};

/* The sections that are open at some point of a file. {0} at its start. */
struct template_sections {
  char open[TEMPLATE_SECTIONS][TEMPLATE_MARK];
  int depth;
};

/* Checks a mark and updates the open sections. Returns NULL if it is a variable with
 * known modifiers, a comment, or the beginning or end of a section in the right place.
 * Otherwise returns what is wrong, to follow the mark in a sentence. Checks modifiers
 * because ctemplate notices an unknown one only when it renders a page.
 *
 * The modifier :none, which disables escaping, is allowed only for variables whose name
 * ends in _HTML. */
const char *template_mark_check(struct template_sections *s, const char *mark);

#endif
