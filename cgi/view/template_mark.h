/* Inside view/ only: what may stand between the braces of a template. */
#ifndef VIEW_TEMPLATE_MARK_H
#define VIEW_TEMPLATE_MARK_H

enum {
  TEMPLATE_MARK = 80,    /* bytes of a mark and its NUL; comments may be longer */
  TEMPLATE_SECTIONS = 16 /* sections inside each other */
};

/* The sections open at a place in one file. {0} is the state at its start. */
struct template_sections {
  char open[TEMPLATE_SECTIONS][TEMPLATE_MARK];
  int depth;
};

/* Checks `mark`, the text between "{{" and "}}", and keeps `s` in step. NULL where it
 * is a variable with known modifiers, a comment, or opens or closes a section in order;
 * else what is wrong with it, worded to follow the mark. ctemplate itself notices an
 * unknown modifier only while a page is rendered.
 *
 * :none, which takes the escaping away, is for variables named ..._HTML alone. */
const char *template_mark_check(struct template_sections *s, const char *mark);

#endif
