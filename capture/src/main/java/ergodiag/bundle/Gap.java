package ergodiag.bundle;

/**
 * Something that could not be seen.
 *
 * @param reason one sentence: why it is missing
 * @param node the node it is missing from; "" for the cluster as a whole
 * @param what what is missing, in the words of the tool ("process_list", "pprof_cpu", "MailboxLatency")
 * @param fetchWith the command or change that would bring it next time; "" where nothing would
 */
public record Gap(String reason, String node, String what, String fetchWith) {}
