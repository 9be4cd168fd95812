/* How it works: the text goes into a file in a folder of its own, whose name ends in
 * .md or .html, so that the editor shows it as such. A shell runs the editor, and the
 * file is read back even if that failed: whatever the author has typed is not lost. */
#include "cli/command/editor.h"

#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/file.h"
#include "base/limits.h"
#include "cli/output/complain.h"

/* "editor" is the user's choice on Debian, and vi is on every POSIX system, but not in
 * every container. Never empty: the shell would take the file for the program. */
static const char editor_default[] =
    "\"$(command -v editor || command -v vi || echo vi)\"";

/* The command is run by a shell, so that it may contain options. */
static const char *editor_command(void) {
  const char *visual = getenv("VISUAL"), *editor = getenv("EDITOR");
  if (visual && *visual)
    return visual;
  if (editor && *editor)
    return editor;
  return editor_default;
}

static int editor_write(const char *name, const char *text, char file[EDITOR_FILE]) {
  /* POSIX names this variable for temporary files. */
  const char *parent = getenv("TMPDIR");
  char folder[EDITOR_FILE / 2];
  int n = snprintf(
      folder, sizeof folder, "%s/pamphlet-XXXXXX", parent && *parent ? parent : "/tmp");
  if (n < 0 || (size_t)n >= sizeof folder || !mkdtemp(folder)) {
    complain(
        "cannot create a folder in %s: %s", parent ? parent : "/tmp", strerror(errno));
    return EX_CANTCREAT;
  }
  snprintf(file, EDITOR_FILE, "%s/%s", folder, name);
  /* "x" refuses an existing file or link; the folder of mkdtemp is open to this user
   * only. */
  FILE *f = fopen(file, "wx");
  bool good = f && fputs(text, f) >= 0;
  if (f && fclose(f) != 0)
    good = false;
  if (!good) {
    complain("%s: %s", file, strerror(errno));
    editor_remove(file);
    file[0] = '\0';
    return EX_IOERR;
  }
  return 0;
}

/* The file name is an argument of the shell, not part of the command: the shell does
 * not split or expand it. */
static int editor_start(const char *file) {
  char *command = NULL;
  /* The trap lets the shell survive Ctrl-C, which reaches all processes of the
   * terminal. A program that it starts gets the default action back, because a trap
   * other than ignoring is reset there (POSIX, sh "trap"). */
  if (asprintf(&command, "trap : INT QUIT; %s \"$@\"", editor_command()) < 0)
    return -1;
  /* The child would have a copy of unwritten output, and might write it again. */
  fflush(NULL);
  pid_t child = fork();
  if (child == 0) {
    execl("/bin/sh", "sh", "-c", command, "editor", file, (char *)NULL);
    /* 127 is what a shell returns for a command that it cannot find. exit would run the
     * handlers of the parent a second time. */
    _exit(127);
  }
  free(command);
  if (child < 0)
    return -1;
  /* Ctrl-C and Ctrl-\ are for the editor to handle. Ignored only now, after fork: a
   * program inherits what is ignored. */
  void (*interrupt)(int) = signal(SIGINT, SIG_IGN);
  void (*quit)(int) = signal(SIGQUIT, SIG_IGN);
  int status = -1;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR)
    continue;
  signal(SIGINT, interrupt);
  signal(SIGQUIT, quit);
  return status;
}

/* Says where the name comes from, which is often a file of the shell, written long ago.
 */
static void editor_explain(bool missing) {
  const char *command = editor_command(), *visual = getenv("VISUAL");
  const char *name = visual && command == visual ? "VISUAL" : "EDITOR";
  if (command == editor_default && missing)
    complain("there is no editor: neither \"editor\" nor vi is installed. Install one,"
             " or set EDITOR to the one you use, such as EDITOR=nano");
  else if (missing)
    complain("the editor that the variable %s names is not installed: \"%s\". Set %s to"
             " another one, such as %s=nano",
        name, command, name, name);
  else if (command == editor_default)
    complain("the editor exited with an error: nothing was changed");
  else
    complain("the editor \"%s\" exited with an error: nothing was changed", command);
}

int editor_run(
    const char *name, const char *text, char file[EDITOR_FILE], struct buf *out) {
  char why[FILE_WHY];
  file[0] = '\0';
  int code = editor_write(name, text, file);
  if (code)
    return code;
  /* -1 if it could not be started, which is an error below like any other status but
   * 0. */
  int status = editor_start(file);
  enum err e = file_read(file, FILE_FOLLOW, LIMIT_IMPORT_FILE, out, why);
  if (e == ERR_NOT_FOUND) {
    complain("the editor deleted the file: nothing was changed");
    editor_remove(file);
    file[0] = '\0';
    return EX_NOINPUT;
  }
  if (e) {
    complain("%s %s", file, why);
    return EX_NOINPUT;
  }
  /* The file was read before this: after a failure the caller still has the text. */
  if (status != 0) {
    editor_explain(WIFEXITED(status) && WEXITSTATUS(status) == 127);
    return EX_UNAVAILABLE;
  }
  return 0;
}

void editor_remove(const char *file) {
  char folder[EDITOR_FILE];
  snprintf(folder, sizeof folder, "%s", file);
  /* The file is alone in its folder; rmdir leaves the folder if the editor put others
   * there. */
  char *end = strrchr(folder, '/');
  if (!end)
    return;
  *end = '\0';
  unlink(file);
  rmdir(folder);
}
