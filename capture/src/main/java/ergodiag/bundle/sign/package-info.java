/**
 * Who signed a bundle: signatures in the form SSHSIG, as {@code ssh-keygen -Y} makes and checks them (PROTOCOL.sshsig of OpenSSH), made and
 * checked with what the JDK has.
 */
@NullMarked
package ergodiag.bundle.sign;

import org.jspecify.annotations.NullMarked;
