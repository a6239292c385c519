/** What others wrote, as far as it can be: texts, numbers and times of replies, bundles and command lines, at the one place where each is read or printed. */
@NullMarked
package ergodiag.bundle.foreign;

import org.jspecify.annotations.NullMarked;
