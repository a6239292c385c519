package ergodiag.capture;

import ergodiag.bundle.Labels;
import ergodiag.bundle.Wrapping;
import ergodiag.capture.ask.Budget;
import ergodiag.capture.scope.Approach;
import ergodiag.capture.scope.Attachment;
import ergodiag.capture.scope.Scope;
import ergodiag.mcp.Endpoint;
import ergodiag.redact.Privacy;
import java.nio.file.Path;
import java.util.List;

/**
 * What the user wants.
 *
 * @param endpoints where to ask; the first is the one to begin with
 * @param approach which nodes to ask
 * @param scope what to ask, of whom, and how long
 * @param labels what is written into the manifest for the reader
 * @param privacy what has to go besides the usual secrets
 * @param budget what it may cost
 * @param attachments files to take along
 * @param target the bundle to write
 * @param wrapping what it is wrapped in
 * @param version version of this program
 */
public record CaptureOptions(
        List<Endpoint> endpoints,
        Approach approach,
        Scope scope,
        Labels labels,
        Privacy privacy,
        Budget budget,
        List<Attachment> attachments,
        Path target,
        Wrapping wrapping,
        String version) {

    public CaptureOptions {
        endpoints = List.copyOf(endpoints);
        attachments = List.copyOf(attachments);
        if (endpoints.isEmpty()) {
            throw new IllegalArgumentException("a capture needs an endpoint");
        }
    }

    Endpoint endpoint() {
        return endpoints.get(0);
    }
}
