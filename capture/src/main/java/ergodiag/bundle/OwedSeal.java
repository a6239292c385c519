package ergodiag.bundle;

import ergodiag.bundle.archive.FolderFiles;
import ergodiag.bundle.seal.Recipient;
import ergodiag.bundle.seal.Seal;
import ergodiag.bundle.ssh.UnusableKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/**
 * The file in the folder of a bundle being written that is to be sealed: it says that what is in the folder is not sealed yet, and for whom it
 * is to be, so that whatever makes a bundle of the folder later seals it as well.
 */
public final class OwedSeal {
    private static final int LARGEST = 1 << 20;

    private OwedSeal() {}

    static void write(PartFolder part, Seal seal) throws IOException {
        if (!seal.isNone()) {
            part.replace(FolderFiles.SEAL_FOR, """
                    # The bundle that is made of this folder is to be sealed for the recipients below. What is in the folder is not
                    # sealed: do not hand it on. 'ergodiag recover' makes a bundle of it and seals it for them.
                    """ + seal.lines());
        }
    }

    /**
     * For whom the bundle that is made of a folder is to be sealed; for nobody where it is no such folder.
     *
     * @throws UserError when that stands there, but cannot be read
     */
    public static Seal in(Path folder) {
        Path file = folder.resolve(FolderFiles.SEAL_FOR);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return Seal.NONE;
        }
        try {
            List<Recipient> recipients = Recipient.list(GivenFile.text(file, LARGEST));
            if (recipients.isEmpty() || recipients.size() > Seal.MOST) {
                throw new UnusableKey("nobody is named in it, or too many are");
            }
            return new Seal(recipients);
        } catch (IOException | UnusableKey e) {
            throw new UserError(
                    "Reading " + file + ", which says for whom the bundle is to be sealed: " + WorldError.reason(e)
                            + "; say it with --encrypt-to.",
                    e);
        }
    }
}
