#include "cli/sudo.h"

#include <limits.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/utf8.h"
#include "cli/command/command.h"
#include "site/site_open.h"

enum { MOST = 1000 }; /* bytes of a command that is worth reading */

/* A folder that this user may not look into has an owner all the same. */
static bool find_owner(const char *given, uid_t *owner) {
  char why[400], file[PATH_MAX + 16], *dir = NULL;
  const char *named = given ? given : getenv("PAMPHLET_SITE");
  struct stat st;
  if (!site_locate(given, &dir, why, sizeof why))
    named = dir;
  snprintf(file, sizeof file, "%s/pamphlet.db", named ? named : "");
  bool found = named && (stat(file, &st) == 0 || stat(named, &st) == 0);
  free(dir);
  if (found)
    *owner = st.st_uid;
  return found;
}

static bool add_word(struct buf *out, const char *word) {
  static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                              "0123456789_@%+=:,./-";
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

/* False where a person could not copy it from the screen. sudo drops the environment.
 */
static bool add_command(struct buf *out, const char *dir, char *const *argv) {
  const char *named = getenv("PAMPHLET_SITE");
  bool good = add_word(out, argv[0]);
  if (good && !dir && named && *named)
    good = add_word(out, "-C") && add_word(out, named);
  for (size_t i = 1; good && argv[i]; i++)
    good = add_word(out, argv[i]);
  return good && out->len <= MOST;
}

void sudo_advise(const char *dir, char *const *argv) {
  uid_t owner;
  char name[80];
  struct buf command = {0};
  if (!find_owner(dir, &owner) || owner == geteuid())
    return;
  const struct passwd *user = getpwuid(owner);
  if (user)
    snprintf(name, sizeof name, "%s", user->pw_name);
  else
    snprintf(name, sizeof name, "'#%lu'", (unsigned long)owner);
  if (!add_command(&command, dir, argv)) {
    buf_free(&command);
    buf_puts(&command, " ... (the same command)");
  }
  command_complain("the site belongs to %s: sudo -u %s%s",
      user ? name : "no known user", name, buf_text(&command));
  buf_free(&command);
}
