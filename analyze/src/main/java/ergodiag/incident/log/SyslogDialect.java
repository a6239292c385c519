package ergodiag.incident.log;

import ergodiag.incident.source.Event;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The two frames of syslog, as they are sent and as a daemon keeps them, with and without a number of octets before. */
enum SyslogDialect implements LogDialect {
    RFC5424("syslog RFC 5424") {
        @Override
        public Optional<Told> read(String line) {
            Matcher parts = NEW.matcher(line);
            if (!parts.lookingAt()) {
                return Optional.empty();
            }
            int text = behindData(line, parts.end());
            String time = parts.group(2).equals("-") ? "" : parts.group(2);
            return text < 0
                    ? Optional.empty()
                    : Optional.of(told(
                            parts.group(1),
                            time,
                            parts.group(3),
                            parts.group(4),
                            line.substring(text).strip().replaceFirst("^\ufeff", "")));
        }
    },
    RFC3164("syslog RFC 3164") {
        @Override
        public Optional<Told> read(String line) {
            Matcher parts = OLD.matcher(line);
            return parts.matches()
                    ? Optional.of(told(
                            Optional.ofNullable(parts.group(1)).orElse(""),
                            parts.group(2),
                            parts.group(3),
                            parts.group(4),
                            parts.group(5)))
                    : Optional.empty();
        }
    };

    private static final String OCTETS = "(?:\\d{1,7} (?=<))?";
    private static final Pattern NEW =
            Pattern.compile(OCTETS + "<(\\d{1,3})>\\d{1,2} (\\S+) (\\S+) (\\S+) \\S+ \\S+ (?=[-\\[])");
    private static final Pattern OLD = Pattern.compile(OCTETS
            + "(?:<(\\d{1,3})>)?([A-Z][a-z]{2} {1,2}\\d{1,2}(?: \\d{4})? \\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?"
            + "|\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?(?:[Zz]|[+-]\\d\\d:?\\d\\d)) "
            + "(\\S+) ([^\\s:\\[]+)(?:\\[[^\\]\\s]*\\])?: ?(.*)");

    private final String words;

    SyslogDialect(String words) {
        this.words = words;
    }

    @Override
    public String words() {
        return words;
    }

    /** Where what follows the structured data begins; negative when they have no end. A bracket in their quotes ends nothing. */
    private static int behindData(String line, int from) {
        int at = from;
        boolean quoted = false;
        boolean inside = false;
        for (; at < line.length() && (inside || line.charAt(at) != ' '); at++) {
            char c = line.charAt(at);
            if (quoted && c == '\\') {
                at++;
            } else if (inside && c == '"') {
                quoted = !quoted;
            } else if (!quoted && (c == '[' || c == ']')) {
                inside = c == '[';
            }
        }
        return inside ? -1 : Math.min(at, line.length());
    }

    private static Told told(String priority, String time, String host, String program, String text) {
        Optional<Told> own = ProgramDialects.read(text);
        Optional<Event.Kind> kind = own.isPresent()
                ? own.get().kind()
                : Levels.opening(text).or(() -> priority.isEmpty() ? Optional.empty() : severity(priority));
        String what = own.map(Told::text).orElse(text);
        String whose = own.map(Told::whose).filter(it -> !it.isEmpty()).orElse(host);
        return new Told(time, kind, whose, program.equals("-") ? what : program + ": " + what);
    }

    private static Optional<Event.Kind> severity(String priority) {
        return Levels.ofSeverity(Integer.parseInt(priority) % 8);
    }
}
