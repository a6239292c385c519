package ergodiag.mcp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** The body of an answer, in memory; broken off when it is longer than a limit. */
final class BoundedBody implements HttpResponse.BodySubscriber<byte[]> {
    private final int most;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final CompletableFuture<byte[]> whole = new CompletableFuture<>();
    private final CompletableFuture<Flow.Subscription> source = new CompletableFuture<>();

    BoundedBody(int most) {
        this.most = most;
    }

    /** It was longer. */
    private static final class TooLong extends IOException {
        private static final long serialVersionUID = 1L;
    }

    /** Whether an answer failed because it was longer; the client wraps what it hands on. */
    static boolean isTooLong(Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof TooLong) {
                return true;
            }
        }
        return false;
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return whole;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        source.complete(subscription);
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> parts) {
        if (whole.isDone()) {
            return;
        }
        for (ByteBuffer part : parts) {
            if (part.remaining() > most - body.size()) {
                source.thenAccept(Flow.Subscription::cancel);
                whole.completeExceptionally(new TooLong());
                return;
            }
            byte[] bytes = new byte[part.remaining()];
            part.get(bytes);
            body.writeBytes(bytes);
        }
    }

    @Override
    public void onError(Throwable failure) {
        whole.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        whole.complete(body.toByteArray());
    }
}
