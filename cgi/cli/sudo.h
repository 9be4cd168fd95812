/* The same command again, as the user who may. */
#ifndef CLI_SUDO_H
#define CLI_SUDO_H

/* Says on standard error whose the site is and how that user gives the command that
 * `argv` has, which NULL ends; `dir` is that of -C, or NULL. Nothing where the site is
 * not found, or is this user's own. */
void sudo_advise(const char *dir, char *const *argv);

#endif
