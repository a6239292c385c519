package ergodiag.cli;

import ergodiag.bundle.DataSize;
import ergodiag.bundle.UserError;
import ergodiag.bundle.foreign.ForeignText;
import ergodiag.capture.cli.ExitCode;
import ergodiag.capture.cli.TlsOptions;
import ergodiag.mcp.Endpoint;
import ergodiag.mcp.TokenFile;
import ergodiag.ticket.Tracker;
import ergodiag.ticket.send.Sender;
import ergodiag.ticket.send.Ticket;
import java.io.Console;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Whether a ticket is sent, where to, as whom, and who agrees. */
final class SendOptions {
    private static final String VARIABLE = "ERGODIAG_SEND_TOKEN";

    @Option(
            names = "--send",
            paramLabel = "URL",
            description =
                    "Make the ticket through the tracker's REST interface, after showing what will be sent: the address of a project of"
                            + " Redmine, or of a tracker of Roundup, as a browser shows it. Given again for the same folder, it goes on where a break ended it, and sends"
                            + " nothing twice.")
    private Optional<String> address = Optional.empty();

    @Option(
            names = "--send-token-file",
            paramLabel = "FILE",
            description =
                    "File whose first line is the key for Redmine, or LOGIN:PASSWORD for Roundup. The environment variable "
                            + VARIABLE + " may hold it instead; else it is asked for on the terminal.")
    private Optional<Path> tokenFile = Optional.empty();

    @Option(
            names = "--send-in-the-clear",
            description =
                    "Send over http to another machine as well, although token and evidence can be read on the way.")
    private boolean inTheClear;

    @Option(names = "--yes", description = "Send without asking; needed where there is no terminal.")
    private boolean yes;

    @Mixin
    private TlsOptions tls = new TlsOptions();

    /**
     * What is needed for sending.
     *
     * @param sender knows the place
     * @param token empty where a person has to type it
     */
    record Ready(Sender sender, Optional<String> token, SSLContext tls) {}

    boolean wanted() {
        return address.isPresent();
    }

    /**
     * Checks place, token and certificates before anything is read; empty where nothing is to be sent, or can be sent to that tracker.
     *
     * @throws UserError saying what is wrong with them
     */
    Optional<Ready> ready(Tracker tracker) {
        if (!wanted() && (tokenFile.isPresent() || inTheClear || yes || tls.given())) {
            throw new UserError(
                    "Reading the options for sending: there is no --send, so nothing is sent; say where to, or leave them out.");
        }
        if (!wanted() || Sender.refusal(tracker).isPresent()) {
            return Optional.empty();
        }
        Sender sender = Sender.to(tracker, address.orElseThrow(), inTheClear);
        Optional<String> token = tokenFile
                .map(file -> TokenFile.read("--send-token-file", file))
                .or(() -> Optional.ofNullable(System.getenv(VARIABLE))
                        .map(Endpoint::token)
                        .filter(given -> !given.isEmpty()));
        if (token.isEmpty() && System.console() == null) {
            throw new UserError("Sending the ticket: no token is given and there is no terminal to ask at; use"
                    + " --send-token-file or " + VARIABLE + ".");
        }
        token.ifPresent(SendOptions::checkSendable);
        return Optional.of(new Ready(sender, token, tls.tls().context()));
    }

    /**
     * Shows what will be sent, asks, and sends.
     *
     * @return done; incomplete where the folder is all there is
     */
    ExitCode send(Tracker tracker, Optional<Ready> ready, Ticket ticket, PrintWriter screen, PrintWriter error) {
        if (ready.isEmpty()) {
            error.println("ergodiag: Not sent: " + Sender.refusal(tracker).orElseThrow()
                    + "; file the ticket by hand, everything for it is in " + ticket.folder() + ".");
            return ExitCode.INCOMPLETE;
        }
        Sender sender = ready.get().sender();
        Optional<String> sent = sender.sent(ticket.folder());
        if (sent.isPresent()) {
            screen.println("Nothing is sent: it was sent before, " + sent.get());
            return ExitCode.DONE;
        }
        show(sender, ticket, screen);
        if (!agreed(yes, SendOptions::ask)) {
            error.println("ergodiag: Not sent: nobody agreed; give the same command and answer y, or add --yes.");
            return ExitCode.INCOMPLETE;
        }
        String token = ready.get().token().orElseGet(() -> typed(sender.place()));
        screen.println("Sent: "
                + sender.send(ticket, token, ready.get().tls(), step -> {
                    screen.println("  " + step);
                    screen.flush();
                }));
        return ExitCode.DONE;
    }

    private static void show(Sender sender, Ticket ticket, PrintWriter screen) {
        screen.println("To be sent to " + sender.place() + ":");
        screen.println("  the title: " + ForeignText.shown(ticket.title()));
        screen.println("  the text, " + ticket.text().length() + " characters");
        ticket.files().forEach(file -> screen.println("  " + file.name() + "  " + DataSize.text(file.bytes())));
        screen.flush();
    }

    /** @param answer what a person says to a question; empty where nobody is there */
    static boolean agreed(boolean yes, Function<String, Optional<String>> answer) {
        return yes
                || answer.apply("Send this? [y/N] ")
                        .filter(said -> said.strip().toLowerCase(Locale.ROOT).matches("y|yes"))
                        .isPresent();
    }

    private static Optional<String> ask(String question) {
        return Optional.ofNullable(System.console())
                .flatMap(console -> Optional.ofNullable(console.readLine("%s", question)));
    }

    private static String typed(String place) {
        Console console = Optional.ofNullable(System.console()).orElseThrow();
        String token = Optional.ofNullable(console.readPassword("%s", "Token for " + place + ": "))
                .map(typed -> Endpoint.token(new String(typed)))
                .filter(given -> !given.isEmpty())
                .orElseThrow(
                        () -> new UserError(
                                "Sending the ticket: no token was typed; give the same command again, or use --send-token-file."));
        checkSendable(token);
        return token;
    }

    private static void checkSendable(String token) {
        if (!token.chars().allMatch(c -> c >= ' ' && c < 0x7f)) {
            throw new UserError(
                    "Reading the token for --send: it holds a character that cannot be sent in a header; check for a"
                            + " copied letter that only looks right, and that it stands on a line of its own.");
        }
    }
}
