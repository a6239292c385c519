package ergodiag.replay.observer;

import ergodiag.replay.recording.GoJson;
import tools.jackson.databind.JsonNode;

/** The forms that names of readings have. Data: {@code templates.json}. */
final class ReadingForms {
    private static final JsonNode LIST = Shape.resource("templates.json");

    private ReadingForms() {}

    /** All of them as JSON. */
    static String listed() {
        return GoJson.compact(LIST);
    }

    /** What a reading is called for people; "" for one that has no form. */
    static String title(String lens) {
        return LIST.values().stream()
                .filter(form -> form.path("name").asString("").equals(lens))
                .map(form -> form.path("title").asString(""))
                .findFirst()
                .orElse("");
    }
}
