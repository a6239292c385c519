/** Pseudonyms for nodes, hosts and names, the same for the same name throughout a bundle, and the file that maps them back. */
@NullMarked
package ergodiag.redact.names;

import org.jspecify.annotations.NullMarked;
