package ergodiag.cli;

import ergodiag.bundle.UserError;
import ergodiag.bundle.WorldError;
import ergodiag.bundle.archive.Sha256;
import ergodiag.findings.Findings;
import ergodiag.findings.Severity;
import ergodiag.markup.Block;
import ergodiag.report.Page;
import ergodiag.report.PageBuilder;
import ergodiag.report.ReportOptions;
import ergodiag.report.chart.Medium;
import ergodiag.ticket.Parts;
import ergodiag.ticket.Pictures;
import ergodiag.ticket.TicketFile;
import ergodiag.ticket.TicketText;
import ergodiag.ticket.Tracker;
import ergodiag.ticket.send.Ticket;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The folder of a ticket: written once; one that an equal run wrote is taken as it is.
 *
 * @param folder the folder itself
 * @param tracker for which tracker it is
 * @param name how its files begin
 */
record TicketFolder(Path folder, Tracker tracker, String name) {
    /** @throws UserError when it is a file */
    static boolean isUsed(Path folder) {
        if (!Files.exists(folder)) {
            return false;
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isPresent();
        } catch (NotDirectoryException e) {
            throw new UserError("Writing a ticket into " + folder + ": it is a file; give a folder with --out.", e);
        } catch (IOException e) {
            throw unwritable(folder, e);
        }
    }

    /** Before anything is read: nobody waits for what cannot be written. */
    static void refuseUsed(Path folder) {
        if (isUsed(folder)) {
            throw new UserError("Writing a ticket into " + folder
                    + ": something is in it already; give another folder with --out, or empty it.");
        }
    }

    void make() {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw unwritable(folder, e);
        }
    }

    /** Cuts the evidence where the tracker wants that, and writes all the rest. */
    Ticket write(Findings shown, Path evidence) {
        try {
            Parts.cut(evidence, tracker.largestFile());
            Composed ticket = composed(shown, evidence);
            for (Map.Entry<String, byte[]> file : ticket.files().entrySet()) {
                Files.write(folder.resolve(file.getKey()), file.getValue());
            }
            return ticket.ticket();
        } catch (IOException e) {
            throw unwritable(folder, e);
        }
    }

    /**
     * Takes what an equal run wrote.
     *
     * @param evidence what the evidence is called in one piece
     * @throws UserError when the folder holds something else, or not all of it
     */
    Ticket found(Findings shown, Path evidence) {
        try {
            Composed ticket = composed(shown, evidence);
            for (Map.Entry<String, byte[]> file : ticket.files().entrySet()) {
                Path there = folder.resolve(file.getKey());
                if (!Files.isRegularFile(there)
                        || Files.size(there) != file.getValue().length
                        || !Arrays.equals(Files.readAllBytes(there), file.getValue())) {
                    throw new UserError("Sending the ticket in " + folder + ": " + file.getKey()
                            + " in it is not what this command writes; give another folder with --out, or the command with which it was"
                            + " written.");
                }
            }
            return ticket.ticket();
        } catch (IOException e) {
            throw new WorldError("Reading " + folder + ": " + e + "; check that it can be read.", e);
        }
    }

    /**
     * A ticket and what is written for it.
     *
     * @param files by name, the text last: where it is, all is
     */
    private record Composed(Ticket ticket, Map<String, byte[]> files) {}

    private Composed composed(Findings shown, Path evidence) throws IOException {
        Page page = PageBuilder.of(shown, Medium.PRINT, ReportOptions.PLAIN);
        Map<String, byte[]> files = new LinkedHashMap<>();
        List<TicketFile> pictures = new ArrayList<>();
        List<Block.Picture> shownAs = new ArrayList<>();
        for (Pictures.Picture picture : Pictures.of(page)) {
            String file = name + "-" + (pictures.size() + 1) + ".png";
            files.put(file, picture.png());
            pictures.add(new TicketFile(file, picture.png().length, Sha256.of(picture.png())));
            shownAs.add(new Block.Picture(file, picture.says()));
        }
        String whole = String.valueOf(evidence.getFileName());
        List<TicketFile> attached = attached(whole);
        boolean cut = attached.stream().noneMatch(file -> file.name().equals(whole));
        TicketText text = new TicketText(
                page,
                shown.findings().stream()
                        .filter(finding -> finding.severity() != Severity.INFO)
                        .toList(),
                shownAs,
                attached,
                cut ? Parts.shell(whole) : List.of());
        String title = text.title(tracker);
        String body = text.in(tracker);
        files.put("title.txt", (title + "\n").getBytes(StandardCharsets.UTF_8));
        files.put("ticket." + tracker.markup().extension(), body.getBytes(StandardCharsets.UTF_8));
        return new Composed(
                new Ticket(
                        folder,
                        title,
                        body,
                        Stream.concat(pictures.stream(), attached.stream()).toList()),
                files);
    }

    /** The evidence as it lies there: whole or in pieces, and its signature. */
    private List<TicketFile> attached(String whole) throws IOException {
        List<TicketFile> attached = new ArrayList<>();
        for (Path file : named(whole)) {
            attached.add(new TicketFile(
                    file.getFileName().toString(), Files.size(file), Sha256.of(Files.newInputStream(file))));
        }
        return attached;
    }

    private List<Path> named(String whole) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith(whole))
                    .sorted()
                    .toList();
        }
    }

    private static WorldError unwritable(Path folder, IOException e) {
        return new WorldError(
                "Writing a ticket into " + folder + ": " + e + "; check that the folder can be written to.", e);
    }
}
