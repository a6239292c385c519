package ergodiag.ticket.send;

import ergodiag.bundle.UserError;
import ergodiag.bundle.WorldError;
import ergodiag.ticket.TicketFile;
import ergodiag.ticket.Tracker;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;

/**
 * Sends a ticket to one place: files first, then the ticket with its text. How far it came stands in {@code sent.json} in the folder of the ticket; the next
 * run goes on from there. Before a ticket is made it is looked for, by what no other ticket has: so a request whose answer was lost makes no second one.
 */
public final class Sender {
    private static final int REFUSED = 422;

    private final Tracker tracker;
    private final Place place;

    private Sender(Tracker tracker, Place place) {
        this.tracker = tracker;
        this.place = place;
    }

    /** Why nothing can be sent to such a tracker, as the middle of a sentence; empty where it can. */
    public static Optional<String> refusal(Tracker tracker) {
        return switch (tracker) {
            case REDMINE, REDMINE_MARKDOWN, ROUNDUP -> Optional.empty();
            case PLAIN -> Optional.of("'plain' is no tracker");
            case TRAC -> Optional.of("Trac has no REST interface of its own");
            case GITHUB, JIRA, JIRA_CLOUD, GITLAB, GITEA, SERVICENOW ->
                Optional.of("sending to " + tracker.title()
                        + " could not be tried with a real one, and what was not tried is not offered");
        };
    }

    /**
     * For tickets to an address as a browser shows it.
     *
     * @param inTheClear whether http to another machine is taken
     * @throws UserError when the address cannot be one of that tracker
     */
    public static Sender to(Tracker tracker, String address, boolean inTheClear) {
        return new Sender(
                tracker,
                tracker == Tracker.ROUNDUP
                        ? Place.of(address, inTheClear, RoundupService.TRACKER, RoundupService.EXAMPLE)
                        : Place.of(address, inTheClear, RedmineService.PROJECT, RedmineService.EXAMPLE));
    }

    /** Where to, for people. */
    public String place() {
        return tracker.title() + " at " + place;
    }

    /** The address of a ticket that was sent to that place already. @throws UserError when it was begun to be sent to another */
    public Optional<String> sent(Path folder) {
        return SentSoFar.read(folder, place.toString()).ticket();
    }

    /**
     * Sends what was not sent yet.
     *
     * @param progress takes a line for each step
     * @return the address of the ticket
     * @throws WorldError when the tracker refuses, or does not answer; a further call goes on from there
     */
    public String send(Ticket ticket, String token, SSLContext tls, Consumer<String> progress) {
        try {
            return new Run(ticket, service(token, tls), progress).all();
        } catch (NotSent e) {
            throw new WorldError(String.valueOf(e.getMessage()), e);
        }
    }

    private Service service(String token, SSLContext tls) {
        return tracker == Tracker.ROUNDUP
                ? new RoundupService(place, token, tls)
                : new RedmineService(place, token, tls);
    }

    /** One sending. */
    private final class Run {
        private final Ticket ticket;
        private final Service service;
        private final Consumer<String> progress;
        private SentSoFar so;

        Run(Ticket ticket, Service service, Consumer<String> progress) {
            this.ticket = ticket;
            this.service = service;
            this.progress = progress;
            this.so = SentSoFar.read(ticket.folder(), place.toString());
        }

        String all() throws NotSent {
            if (so.ticket().isPresent()) {
                return so.ticket().get();
            }
            service.check();
            Optional<String> there = service.made(ticket, so.uploads());
            String address = there.isPresent() ? there.get() : made();
            keep(so.with(address));
            List<TicketFile> missing = service.missing(ticket, address);
            if (!missing.isEmpty()) {
                throw new WorldError("Sending the ticket: it is there, " + address + ", but lacks "
                        + missing.stream().map(TicketFile::name).collect(Collectors.joining(", "))
                        + "; attach that by hand from " + ticket.folder() + ".");
            }
            return address;
        }

        /** Uploads of an earlier run may be used or forgotten by now: refused as a whole, they are made anew, unless they did become the ticket. */
        private String made() throws NotSent {
            boolean old = !so.uploads().isEmpty();
            upload();
            try {
                return service.make(ticket, so.uploads());
            } catch (NotSent e) {
                if (!old || e.status() != REFUSED) {
                    throw e;
                }
            }
            Optional<String> there = service.made(ticket, so.uploads());
            if (there.isPresent()) {
                return there.get();
            }
            keep(so.withoutUploads());
            upload();
            return service.make(ticket, so.uploads());
        }

        private void upload() throws NotSent {
            for (TicketFile file : ticket.files()) {
                if (!so.uploads().containsKey(file.sha256())) {
                    keep(so.with(file.sha256(), service.upload(ticket, file)));
                    progress.accept("Uploaded " + file.name());
                }
            }
            if (!so.uploads().containsKey(ticket.textSum())) {
                Optional<String> name = service.uploadText(ticket);
                if (name.isPresent()) {
                    keep(so.with(ticket.textSum(), name.get()));
                    progress.accept("Uploaded the text");
                }
            }
        }

        private void keep(SentSoFar now) {
            so = now.kept(ticket.folder());
        }
    }
}
