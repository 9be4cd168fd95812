/* The networks that comments come from, and blocking one. The address of a comment is
 * not stored, so that it cannot be entered in the setting block_networks; the keyed
 * hash of its network is. */
#ifndef SITE_COMMENTS_COMMENT_NETWORK_H
#define SITE_COMMENTS_COMMENT_NETWORK_H

#include <stdbool.h>
#include <stdint.h>

#include "base/crypt.h"
#include "base/err.h"
#include "site/core/site.h"

/* Hashes the network of an address: IPv4 as a whole, of IPv6 the first 64 bits. False
 * for NULL, and for what is no address. */
bool comment_network_hash(
    const struct site *site, const char *address, uint8_t out[CRYPT_HASH]);

/* Blocks the network of a comment: further comments from there are taken for spam. *id
 * is the number for comment_network_unblock. ERR_NOT_FOUND if there is no such comment;
 * ERR_GONE if it is not known any more where it came from; ERR_EXISTS, with the *id, if
 * the network is blocked already. */
enum err comment_network_block(
    struct site *site, int64_t comment, int64_t now, int64_t *id) MUST_USE;

/* Ends a block. ERR_NOT_FOUND if there is none with that number. */
enum err comment_network_unblock(struct site *site, int64_t id) MUST_USE;

#endif
