/** Keys of OpenSSH, as {@code ssh-keygen} writes them: those that are told, and those that are kept. Only ed25519 is known. */
@org.jspecify.annotations.NullMarked
package ergodiag.bundle.ssh;
