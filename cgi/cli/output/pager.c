#include "cli/output/pager.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* On a system without less the text is printed at once. */
static const char pager_default[] =
    "if command -v less >/dev/null; then less; else cat; fi";

/* less warns of such a terminal, and waits for a key before it prints anything. */
static bool pager_is_no_use(void) {
  const char *term = getenv("TERM");
  return !term || !*term || strcmp(term, "dumb") == 0;
}

/* An empty PAGER is the same, so pager_open needs no second case. */
void pager_forbid(void) {
  setenv("PAGER", "", 1);
}

void pager_open(struct pager *p) {
  *p = (struct pager){stdout, false};
  if (!isatty(STDOUT_FILENO))
    return;
  /* F quits if the text fits on the screen, R shows colours, X leaves the text on the
   * screen: the same defaults as git. The 0 keeps a value that the user has set. */
  setenv("LESS", "FRX", 0);
  /* An empty PAGER turns paging off; so does pager_forbid. */
  const char *program = getenv("PAGER");
  if (program ? !*program : pager_is_no_use())
    return;
  /* What stdio still holds has to precede what the pager prints. */
  fflush(stdout);
  /* Ctrl-C goes to the whole foreground group. Without the trap it would end the shell,
   * and pclose would not wait for the pager. */
  char *command = NULL;
  FILE *pipe = NULL;
  if (asprintf(&command, "trap : INT QUIT; %s", program ? program : pager_default) >= 0)
    pipe =
        popen(command, "w"); /* NOLINT(cert-env33-c): $PAGER is a command by design */
  free(command);
  /* Without a pager, the text is printed as for a file. */
  if (!pipe)
    return;
  /* Ctrl-C is for the pager to handle, and the reader may quit before the end of the
   * text. */
  signal(SIGINT, SIG_IGN);
  signal(SIGQUIT, SIG_IGN);
  signal(SIGPIPE, SIG_IGN);
  *p = (struct pager){pipe, true};
}

void pager_close(struct pager *p) {
  if (!p->runs)
    return;
  /* It waits until the reader has quit. Only then may the signals end the program
   * again. */
  pclose(p->out);
  signal(SIGINT, SIG_DFL);
  signal(SIGQUIT, SIG_DFL);
  signal(SIGPIPE, SIG_DFL);
  *p = (struct pager){stdout, false};
}
