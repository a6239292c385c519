package ergodiag.replay.observer;

import java.util.List;
import java.util.stream.Stream;

/** What an Observer that only reads may ask of a node, by the names that its rights have. */
final class Capability {
    private static final String READING =
            "capabilities node node_short network connection connection_list process_list process_range process meta application_list"
                    + " event_list event event_stream log tracing process_state process_lookup meta_state app_tree subtree goroutines"
                    + " heap_profile types errors atoms cron_info cron_schedule registrar_nodes registrar_routes registrar_proxy_routes"
                    + " registrar_application_routes";

    private Capability() {}

    static List<String> all() {
        return Stream.of(READING.split(" ")).map(name -> "inspect." + name).toList();
    }
}
