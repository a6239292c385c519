package ergodiag.ticket.send;

import ergodiag.bundle.UserError;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where tickets go: an address as a browser shows it.
 *
 * @param base where the tracker begins, without a slash at the end
 * @param project which one, as the address names it; empty for trackers without projects
 */
record Place(URI base, String project) {
    private static final Pattern THIS_MACHINE =
            Pattern.compile("localhost|127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}|\\[::1\\]");

    /**
     * Reads an address.
     *
     * @param inTheClear whether http to another machine is taken, where anybody on the way reads the token
     * @param projects finds the project in the path; its first group is what stands before, its second the project
     * @param example an address that it takes
     * @throws UserError saying what is wrong with the address
     */
    static Place of(String address, boolean inTheClear, Pattern projects, String example) {
        URI typed;
        try {
            typed = new URI(address.strip());
        } catch (URISyntaxException e) {
            throw wrong("it is not a valid address", example);
        }
        String scheme = String.valueOf(typed.getScheme()).toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw wrong("it has to start with https:// or http://", example);
        }
        if (typed.getHost() == null || typed.getPort() == 0 || typed.getPort() > 65535) {
            throw wrong("host or port cannot be read from it", example);
        }
        if (typed.getRawUserInfo() != null || typed.getRawQuery() != null || typed.getRawFragment() != null) {
            throw wrong("there is a user, a question mark or a # in it", example);
        }
        if (scheme.equals("http")
                && !inTheClear
                && !THIS_MACHINE
                        .matcher(typed.getHost().toLowerCase(Locale.ROOT))
                        .matches()) {
            throw new UserError("Reading --send: over http anybody between here and " + typed.getHost()
                    + " can read the token and the evidence; give an address with https://, or agree with"
                    + " --send-in-the-clear.");
        }
        Matcher path = projects.matcher(typed.getRawPath().replaceFirst("/+$", ""));
        if (!path.matches()) {
            throw wrong("it names no project", example);
        }
        String port = typed.getPort() < 0 ? "" : ":" + typed.getPort();
        return new Place(
                URI.create(scheme + "://" + typed.getHost() + port + path.group(1)),
                path.groupCount() > 1 ? path.group(2) : "");
    }

    private static UserError wrong(String why, String example) {
        return new UserError("Reading --send: " + why + "; give an address such as " + example + ".");
    }

    /** For people, and for telling one place from another. */
    @Override
    public String toString() {
        return base + (project.isEmpty() ? "" : ", project " + project);
    }
}
