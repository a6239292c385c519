/** HTTP/1.1 on loopback, made for callers of which many may never end what they begin. */
@NullMarked
package ergodiag.replay.web;

import org.jspecify.annotations.NullMarked;
