package ergodiag.incident.people;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What people wrote of an incident, cut where a post-mortem has its parts.
 *
 * @param title the heading of the first level; "" where there is none
 * @param sections what they wrote, in their order, without parts that are empty
 * @param actions what is to be done, as they wrote it
 */
public record Notes(String title, List<Section> sections, List<ActionItem> actions) {
    /** Nobody wrote anything. */
    public static final Notes NONE = new Notes("", List.of(), List.of());

    public Notes {
        sections = List.copyOf(sections);
        actions = List.copyOf(actions);
    }

    /** The parts of a post-mortem, in the order in which one is read. */
    public enum Part {
        SUMMARY("Summary", List.of("summary", "what happened", "overview", "abstract")),
        IMPACT("Impact", List.of("impact", "customer impact", "user impact")),
        DETECTION("Detection", List.of("detection", "how it was noticed")),
        RESPONSE("Response", List.of("response", "mitigation", "resolution", "recovery")),
        ROOT_CAUSE("Root cause, as people see it", List.of("root cause", "root causes", "cause", "causes")),
        LESSONS("Lessons", List.of("lessons", "lessons learned", "what we learned", "learnings")),
        ACTIONS("Action items", List.of("action items", "actions", "follow-ups", "follow ups", "next steps")),
        /** Whatever else they have to say. */
        OTHER("", List.of());

        private final String title;
        private final List<String> names;

        Part(String title, List<String> names) {
            this.title = title;
            this.names = names;
        }

        /** Its heading; "" for what has one of its own. */
        public String title() {
            return title;
        }

        /** The part that is called so, in any case of letters; whatever stands behind a comma or in brackets says no more. */
        static Part called(String heading) {
            String name = heading.toLowerCase(Locale.ROOT)
                    .replaceFirst("[,(:].*$", "")
                    .strip();
            for (Part part : values()) {
                if (part.names.contains(name)) {
                    return part;
                }
            }
            return OTHER;
        }
    }

    /**
     * A part.
     *
     * @param part which
     * @param title its heading
     * @param markdown what they wrote below it
     */
    public record Section(Part part, String title, String markdown) {}

    /**
     * Something to be done.
     *
     * @param text what
     * @param owner who; "" where nobody is named
     * @param due by when, as it is written; "" where nothing is
     * @param ticket where it is followed; "" where nothing is
     */
    public record ActionItem(String text, String owner, String due, String ticket) {}

    /** What they wrote of that part. */
    public Optional<Section> section(Part part) {
        return sections.stream().filter(section -> section.part() == part).findFirst();
    }
}
