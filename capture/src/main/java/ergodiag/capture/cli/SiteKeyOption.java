package ergodiag.capture.cli;

import ergodiag.bundle.UserError;
import ergodiag.redact.SiteKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The key by which the bundles of a site have the same pseudonyms. */
public final class SiteKeyOption {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--site-key",
            paramLabel = "FILE",
            description =
                    "File with a key of at least 32 random bytes: with the same one the same name has the same pseudonym, and the same"
                            + " secret the same mark, in all bundles, so that they can be compared. It is in none of them.")
    private Optional<Path> file = Optional.empty();

    /** @throws UserError when the key is one of these files, which go into the bundle */
    void refuseIn(List<Path> files) {
        for (Path one : files) {
            if (file.isPresent() && same(one, file.get())) {
                throw new UserError(
                        "Reading --attach " + one + ": it is the site key, which must be in no bundle; leave it out.");
            }
        }
    }

    private static boolean same(Path one, Path other) {
        try {
            return Files.isSameFile(one, other);
        } catch (IOException e) {
            return false;
        }
    }

    /** The key; says so when others can read it. */
    public SiteKey key() {
        SiteKey key = file.map(SiteKey::of).orElse(SiteKey.NONE);
        file.filter(SiteKey::isOpen)
                .ifPresent(open -> spec.commandLine()
                        .getErr()
                        .println("ergodiag: the site key " + open
                                + " can be read by everybody on this machine, who can then check guesses: chmod 600 "
                                + ShellWord.of(open)));
        return key;
    }
}
