/* The names that templates may use: variables and sections. */
#ifndef VIEW_TEMPLATE_NAMES_H
#define VIEW_TEMPLATE_NAMES_H

/* What a name means, as docs/themes.md says it; NULL if nothing sets it. */
const char *template_names_meaning(const char *name);

/* The known name that is most like `name`, as it may be a typo; NULL if none is
 * similar. */
const char *template_names_suggest(const char *name);

#endif
