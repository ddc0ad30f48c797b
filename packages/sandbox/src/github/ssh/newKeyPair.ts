import ssh2 from 'ssh2';

/**
 * A pair of ed25519 keys as OpenSSH writes them. Of the pairs that ssh2 1.17 makes, about three in a
 * thousand cannot be read, not even by itself: those are not handed out.
 */
export function newKeyPair(): { private: string; public: string } {
  for (;;) {
    const pair = ssh2.utils.generateKeyPairSync('ed25519');
    if (!(ssh2.utils.parseKey(pair.private) instanceof Error)) {
      return pair;
    }
  }
}
