/**
 * Sealing: bundles that only their recipients can read, in the format age (age-encryption.org/v1), for recipients of the kinds X25519 and
 * ssh-ed25519. The format itself and X25519 are of the library jagged; ssh-ed25519 is ours.
 */
@org.jspecify.annotations.NullMarked
package ergodiag.bundle.seal;
