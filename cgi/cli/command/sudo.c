/* How it works: a user who runs a command without the right to gets the same command
 * again, with sudo and the right user, to copy. */
#include "cli/command/sudo.h"

#include <limits.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/utf8.h"
#include "cli/output/complain.h"
#include "site/site_open.h"

enum { SUDO_MOST = 1000 }; /* bytes: a longer command is not printed */

/* site_locate fails in a directory that this user cannot enter, which is when the
 * advice is needed most: stat still tells the owner of the directory itself. */
static bool sudo_find_owner(const char *given, uid_t *owner) {
  char why[400], file[PATH_MAX + 16], *dir = NULL;
  const char *named = given ? given : getenv("PAMPHLET_SITE");
  struct stat st;
  if (!site_locate(given, &dir, why, sizeof why))
    named = dir;
  /* The owner of the database first, because that is the user of the service; the
   * directory may belong to root. */
  snprintf(file, sizeof file, "%s/pamphlet.db", named ? named : "");
  bool found = named && (stat(file, &st) == 0 || stat(named, &st) == 0);
  free(dir);
  if (found)
    *owner = st.st_uid;
  return found;
}

/* Adds a word as a POSIX shell reads it. Single quotes keep everything literal, except
 * a single quote, which has to be spelt outside of them. */
static bool sudo_add_word(struct buf *out, const char *word) {
  static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                              "0123456789_@%+=:,./-";
  /* Text that a terminal does not show as it is cannot be copied from it. */
  if (utf8_check(word, strlen(word), UTF8_ONE_LINE))
    return false;
  buf_putc(out, ' ');
  if (*word && !word[strspn(word, plain)]) {
    buf_puts(out, word);
    return true;
  }
  buf_putc(out, '\'');
  for (; *word; word++)
    if (*word == '\'')
      buf_puts(out, "'\\''");
    else
      buf_putc(out, *word);
  buf_putc(out, '\'');
  return true;
}

/* False if a person could not copy the command from the screen: it is too long or has
 * control characters. sudo drops the environment, so -C replaces $PAMPHLET_SITE. */
static bool sudo_add_command(struct buf *out, const char *dir, char *const *argv) {
  const char *named = getenv("PAMPHLET_SITE");
  bool good = sudo_add_word(out, argv[0]);
  if (good && !dir && named && *named)
    good = sudo_add_word(out, "-C") && sudo_add_word(out, named);
  for (size_t i = 1; good && argv[i]; i++)
    good = sudo_add_word(out, argv[i]);
  return good && out->len <= SUDO_MOST;
}

void sudo_advise(const char *dir, char *const *argv) {
  uid_t owner;
  char name[80];
  struct buf command = {0};
  /* The owner has the rights already: then something else is wrong. */
  if (!sudo_find_owner(dir, &owner) || owner == geteuid())
    return;
  const struct passwd *user = getpwuid(owner);
  if (user)
    snprintf(name, sizeof name, "%s", user->pw_name);
  else
    /* sudo takes a number in this form (sudo(8), -u); a shell would read "#" as a
     * comment. */
    snprintf(name, sizeof name, "'#%lu'", (unsigned long)owner);
  if (!sudo_add_command(&command, dir, argv)) {
    buf_free(&command);
    buf_puts(&command, " ... (the same command)");
  }
  complain("the site belongs to %s: sudo -u %s%s", user ? name : "no known user", name,
      buf_text(&command));
  buf_free(&command);
}
