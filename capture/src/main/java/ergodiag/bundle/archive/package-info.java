/**
 * What a bundle stands in when it is read: a zip, a {@code .tar.gz} or a folder, as files with names and bytes. Nothing here is trusted, and nothing here
 * knows what the files say. All that goes wrong is an {@link java.io.IOException} whose message is a part of a sentence.
 */
@NullMarked
package ergodiag.bundle.archive;

import org.jspecify.annotations.NullMarked;
