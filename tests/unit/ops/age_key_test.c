#include "ops/age_key.h"

#include <sys/stat.h>
#include <unistd.h>

#include <sodium.h>

#include "support.h"

#define PUBLIC "age14jgaxutpct72993x4fv3s5q6w2pj7l307xqrpdjqc2gfcpy0gcnqyrpzcr"
#define SECRET                                                                         \
  "AGE-SECRET-KEY-10R63L4CZRXRUP840K3VD9ZXUQDH0JZF80XU9P5Z3CW8ZATGPAZHST4T5TK"

static void write_file(char *path, size_t size, const char *folder, const char *text) {
  snprintf(path, size, "%s/keys.txt", folder);
  support_write(folder, "keys.txt", text);
}

static void recipients_are_keys_and_files(void **state) {
  char path[500], list[700], why[300], *folder = support_folder();
  struct age_keys keys = {.count = 0};
  (void)state;
  assert_err(
      age_key_add_recipients(&keys, PUBLIC ", " PUBLIC ",", why, sizeof why), OK);
  assert_int_equal(keys.count, 2);
  write_file(
      path, sizeof path, folder, "# Two people\r\n\n" PUBLIC "\r\n# Ben\n" PUBLIC "\n");
  snprintf(list, sizeof list, PUBLIC ",%s", path);
  keys.count = 0;
  assert_err(age_key_add_recipients(&keys, list, why, sizeof why), OK);
  assert_int_equal(keys.count, 3);
  assert_memory_equal(keys.keys[0], keys.keys[2], AGE_KEY);
  support_remove(folder);
  free(folder);
}

static void what_is_no_recipient_is_explained(void **state) {
  static const struct {
    const char *list, *says;
  } bad[] = {
      {"", "no key is named"},
      {" , ", "no key is named"},
      {"/no/such/file", "/no/such/file does not exist"},
      {SECRET, "this is a secret key"},
      {"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJs", "SSH keys are not supported"},
      {"age1yubikey1qwt50d05nh5vutpdzmlg5wn80xq5negm4uj9ghv0snvdd3yysf5yw3rhl3t",
          "keys of plugins of age are not supported"},
      {"age14jgaxutpct72993x4fv3s5q6w2pj7l307xqrpdjqc2gfcpy0gcnqyrpzcx",
          "its checksum is wrong"},
      {PUBLIC ",age1", "its checksum is wrong"},
  };
  char why[300];
  (void)state;
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
    struct age_keys keys = {.count = 0};
    assert_true(age_key_add_recipients(&keys, bad[i].list, why, sizeof why) != OK);
    if (!strstr(why, bad[i].says) || strstr(why, SECRET))
      fail_msg("%s: %s", bad[i].list, why);
  }
}

static void there_is_a_limit(void **state) {
  char why[300], list[(AGE_KEYS + 1) * sizeof PUBLIC + 1] = "";
  struct age_keys keys = {.count = 0};
  (void)state;
  for (int i = 0; i <= AGE_KEYS; i++)
    strcat(list, PUBLIC ",");
  assert_err(age_key_add_recipients(&keys, list, why, sizeof why), ERR_INVALID);
  assert_non_null(strstr(why, "more than 20 keys"));
  list[AGE_KEYS * sizeof PUBLIC] = '\0';
  keys.count = 0;
  assert_err(age_key_add_recipients(&keys, list, why, sizeof why), OK);
}

static void files_without_a_secret_key_are_refused(void **state) {
  static const struct {
    const char *text, *says;
  } bad[] = {
      {"", "there is no key in it"},
      {"# nothing\n\n", "there is no key in it"},
      {PUBLIC "\n", "this is a public key"},
      {"hello\n", "there is no key in it that begins with AGE-SECRET-KEY-1"},
      {"AGE-PLUGIN-YUBIKEY-1QQQQ\n", "keys of plugins"},
      {"-----BEGIN OPENSSH PRIVATE KEY-----\nx\n", "SSH keys are not supported"},
      {"age-encryption.org/v1\n-> scrypt x 18\n", "decrypt it with \"age -d\" first"},
      {"AGE-SECRET-KEY-10R63L4CZRXRUP840K3VD9ZXUQDH0JZF80XU9P5Z3CW8ZATGPAZHST4T5TQ\n",
          "its checksum is wrong"},
  };
  char path[500], why[600], *folder = support_folder();
  (void)state;
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
    struct age_keys keys = {.count = 0};
    write_file(path, sizeof path, folder, bad[i].text);
    assert_err(age_key_add_identities(&keys, path, why, sizeof why), ERR_INVALID);
    if (!strstr(why, bad[i].says) || !strstr(why, "keys.txt"))
      fail_msg("%s: %s", bad[i].text, why);
  }
  struct age_keys keys = {.count = 0};
  assert_err(
      age_key_add_identities(&keys, "/no/such/file", why, sizeof why), ERR_NOT_FOUND);
  support_remove(folder);
  free(folder);
}

static void a_new_key_is_a_pair(void **state) {
  char path[500], why[300], recipient[BECH32_TEXT], *folder = support_folder();
  struct age_keys secret = {.count = 0}, public = {.count = 0};
  uint8_t derived[AGE_KEY];
  struct stat st;
  (void)state;
  snprintf(path, sizeof path, "%s/new.txt", folder);
  assert_err(age_key_create(path, recipient, why, sizeof why), OK);
  assert_true(stat(path, &st) == 0 && (st.st_mode & 0777) == 0600);
  assert_err(age_key_add_identities(&secret, path, why, sizeof why), OK);
  assert_err(age_key_add_recipients(&public, recipient, why, sizeof why), OK);
  crypto_scalarmult_base(derived, secret.keys[0]);
  assert_memory_equal(derived, public.keys[0], AGE_KEY);
  assert_err(age_key_create(path, recipient, why, sizeof why), ERR_EXISTS);
  assert_non_null(strstr(why, "is not replaced"));
  assert_err(age_key_create("/no/such/folder/key", recipient, why, sizeof why), ERR_IO);
  age_key_forget(&secret);
  assert_int_equal(secret.count, 0);
  support_remove(folder);
  free(folder);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(recipients_are_keys_and_files),
      cmocka_unit_test(what_is_no_recipient_is_explained),
      cmocka_unit_test(there_is_a_limit),
      cmocka_unit_test(files_without_a_secret_key_are_refused),
      cmocka_unit_test(a_new_key_is_a_pair)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
