/** Secrets at rest: encrypted with a key from the environment, bound to the place they stand in. */
export { decrypt, DecryptionError, encrypt, type SecretPlace } from './encryption.ts'
export { KeyringError, readKeyring, type Keyring } from './keyring.ts'
