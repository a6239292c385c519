package ergodiag.bundle;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a bundle says of why, how and by whom it was made, as the user gave it.
 *
 * @param command the command line, without secrets
 * @param given the labels that were given
 */
public record Labels(
        @JsonInclude(Include.ALWAYS) String command,
        @JsonIgnore Map<Label, String> given) {
    /** What a user may write on a bundle. Its lower-case name is the field of the manifest and of the findings. */
    public enum Label {
        /** Who made it. */
        BY("Captured by"),
        /** The ticket it belongs to. */
        TICKET("Ticket"),
        /** A note for the reader. */
        NOTE("Note");

        private final String title;

        Label(String title) {
            this.title = title;
        }

        /** What it is called on a report. */
        public String title() {
            return title;
        }

        private String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Labels {
        given = Map.copyOf(given);
    }

    /** Nothing but the command line. */
    public static Labels of(String command) {
        return new Labels(command, Map.of());
    }

    @JsonCreator
    static Labels read(
            @JsonProperty("command") @Nullable String command,
            @JsonAnySetter @JsonSetter(nulls = Nulls.SKIP) @Nullable Map<String, Object> fields) {
        Labels labels = of(command == null ? "" : command);
        for (Label label : Label.values()) {
            if (fields != null && fields.get(label.word()) instanceof String text) {
                labels = labels.with(label, Optional.of(text));
            }
        }
        return labels;
    }

    /** The same with one more; the same where there is none. */
    public Labels with(Label label, Optional<String> text) {
        Map<Label, String> more = new EnumMap<>(Label.class);
        more.putAll(given);
        text.ifPresent(it -> more.put(label, it));
        return new Labels(command, more);
    }

    public Optional<String> text(Label label) {
        return Optional.ofNullable(given.get(label));
    }

    /** The same with every text changed. */
    public Labels changed(UnaryOperator<String> text) {
        Map<Label, String> other = new EnumMap<>(Label.class);
        given.forEach((label, it) -> other.put(label, text.apply(it)));
        return new Labels(text.apply(command), other);
    }

    /** Every text. */
    public List<String> texts() {
        List<String> texts = new ArrayList<>(given.values());
        texts.add(command);
        return texts;
    }

    /** A field for each label, null where it was not given. */
    @JsonAnyGetter
    @JsonInclude(content = Include.ALWAYS)
    Map<String, @Nullable String> fields() {
        Map<String, @Nullable String> fields = new LinkedHashMap<>();
        for (Label label : Label.values()) {
            fields.put(label.word(), given.get(label));
        }
        return fields;
    }
}
