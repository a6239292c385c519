package ergodiag.ergo;

/** How a version object of a reply is written for people. */
final class Versions {
    private Versions() {}

    static String of(Fields version) {
        String text = (version.text("Name") + " " + version.text("Release")).trim();
        return version.text("Commit").isEmpty() ? text : text + " (" + version.text("Commit") + ")";
    }
}
