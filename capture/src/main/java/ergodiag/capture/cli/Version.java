package ergodiag.capture.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The version of this program, as its jar says. */
public final class Version implements IVersionProvider {
    /** The number alone; "dev" when it does not run from a jar. */
    public static String number() {
        return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
                .orElse("dev");
    }

    @Override
    public String[] getVersion() {
        return new String[] {"ergodiag " + number()};
    }
}
