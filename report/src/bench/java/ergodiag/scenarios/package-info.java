/** How often the true cause is named first and nothing beside it: troubles staged on a healthy recording, and recordings with their truth. */
@org.jspecify.annotations.NullMarked
package ergodiag.scenarios;
