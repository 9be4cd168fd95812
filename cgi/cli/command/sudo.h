/* Advice to run a command again as the user who is allowed to. */
#ifndef CLI_COMMAND_SUDO_H
#define CLI_COMMAND_SUDO_H

/* Prints on standard error who owns the site and the sudo command that runs `argv`,
 * which NULL ends, as that user; `dir` is the value of -C, or NULL. Prints nothing if
 * the site is not found or belongs to the current user. */
void sudo_advise(const char *dir, char *const *argv);

#endif
