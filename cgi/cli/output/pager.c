#include "cli/output/pager.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Without less the text goes by as it is. */
static const char standard[] = "if command -v less >/dev/null; then less; else cat; fi";

void pager_forbid(void) {
  setenv("PAGER", "", 1);
}

void pager_open(struct pager *p) {
  *p = (struct pager){stdout, false};
  if (!isatty(STDOUT_FILENO))
    return;
  /* Ends by itself where the text fits, shows colours, leaves the text behind. */
  setenv("LESS", "FRX", 0);
  const char *program = getenv("PAGER");
  if (program && !*program)
    return;
  fflush(stdout);
  /* Without the trap Ctrl-C would end the shell and leave the pager alone. */
  char *command = NULL;
  FILE *pipe = NULL;
  if (asprintf(&command, "trap : INT QUIT; %s", program ? program : standard) >= 0)
    pipe = popen(command, "w"); /* NOLINT(cert-env33-c): who reads chose it */
  free(command);
  if (!pipe)
    return;
  /* Its keys are the pager's, and it may end before the text does. */
  signal(SIGINT, SIG_IGN);
  signal(SIGQUIT, SIG_IGN);
  signal(SIGPIPE, SIG_IGN);
  *p = (struct pager){pipe, true};
}

void pager_close(struct pager *p) {
  if (!p->runs)
    return;
  pclose(p->out);
  signal(SIGINT, SIG_DFL);
  signal(SIGQUIT, SIG_DFL);
  signal(SIGPIPE, SIG_DFL);
  *p = (struct pager){stdout, false};
}
