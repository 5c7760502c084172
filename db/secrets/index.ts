/** Secrets at rest: encrypted with a key from outside, bound to the place they stand in. */
export { decrypt, DecryptionError, encrypt, type SecretPlace } from './encryption.ts'
export { KeyringError, readKeyring, type Keyring } from './keyring.ts'
export { addKey, loadKeyring, makeKey, openKeyFile, removeKey } from './key-file.ts'
