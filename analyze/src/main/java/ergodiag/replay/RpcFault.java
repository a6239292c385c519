package ergodiag.replay;

import ergodiag.replay.recording.GoJson;
import java.util.Map;
import java.util.TreeMap;

/** A request that an Observer does not serve: an error of JSON-RPC with its status of HTTP (ERGO33.md 2). */
final class RpcFault extends RuntimeException {
    static final int HEADER_MISMATCH = -32020;
    static final int UNSUPPORTED_VERSION = -32022;
    static final int NOT_ACCEPTABLE = -32023;
    private static final long serialVersionUID = 1;
    private static final Map<Integer, Integer> STATUS =
            Map.of(Rpc.METHOD_NOT_FOUND, 404, Rpc.INTERNAL_ERROR, 500, NOT_ACCEPTABLE, 406);

    private final int code;
    private final String data;

    /** @param data as JSON; "" for none */
    private RpcFault(int code, String message, String data) {
        super(message);
        this.code = code;
        this.data = data;
    }

    static RpcFault of(int code, String message) {
        return new RpcFault(code, message, "");
    }

    /** @param data fields by their names, which stand in the order of the alphabet */
    static RpcFault of(int code, String message, Map<String, String> data) {
        return new RpcFault(code, message, GoJson.object(new TreeMap<>(data)));
    }

    static RpcFault header(String name, String why) {
        return of(HEADER_MISMATCH, why, Map.of("header", name));
    }

    static RpcFault version(String asked, String spoken) {
        return new RpcFault(
                UNSUPPORTED_VERSION,
                "unsupported protocol version",
                "{\"requested\":" + GoJson.string(asked) + ",\"supported\":[" + GoJson.string(spoken) + "]}");
    }

    int status() {
        return STATUS.getOrDefault(code, 400);
    }

    /** The envelope. @param id as JSON; "" where none is known, and the member is left out */
    String body(String id) {
        return "{\"jsonrpc\":\"2.0\"," + (id.isEmpty() ? "" : "\"id\":" + id + ",") + "\"error\":{\"code\":" + code
                + ",\"message\":" + GoJson.string(String.valueOf(getMessage()))
                + (data.isEmpty() ? "" : ",\"data\":" + data) + "}}";
    }
}
