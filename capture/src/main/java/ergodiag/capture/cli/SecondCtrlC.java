package ergodiag.capture.cli;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;

/**
 * Ends the process at once when Ctrl-C is pressed again while it is ending. The virtual machine itself ignores the second one, and the only
 * way to hear it is {@code sun.misc.Signal}, which every JDK has but the compiler warns of; so it is reached by its name, and where it is
 * missing the second Ctrl-C does nothing, as before.
 */
final class SecondCtrlC {
    private SecondCtrlC() {}

    /** From now on Ctrl-C runs this. */
    static void runs(Runnable end) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            InvocationHandler calls = (proxy, method, arguments) -> {
                end.run();
                return null;
            };
            Object heard = Proxy.newProxyInstance(handler.getClassLoader(), new Class<?>[] {handler}, calls);
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance("INT"), heard);
        } catch (ReflectiveOperationException | RuntimeException e) {
            // the first Ctrl-C closes the bundle all the same
        }
    }
}
