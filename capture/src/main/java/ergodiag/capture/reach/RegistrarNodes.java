package ergodiag.capture.reach;

import static ergodiag.ergo.PlaybookName.CLUSTER_HEALTH;

import ergodiag.bundle.foreign.ForeignJson;
import ergodiag.capture.ask.Answer;
import ergodiag.capture.ask.Asker;
import ergodiag.capture.ask.Entry;
import ergodiag.capture.ask.Roster;
import ergodiag.capture.scope.Purpose;
import ergodiag.capture.scope.Question;
import ergodiag.ergo.ApplicationInfo;
import ergodiag.ergo.Tool;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** The nodes that a registrar names: by itself, and as the places of the entry node's applications where it knows applications. */
final class RegistrarNodes {
    private static final int MOST_APPLICATIONS = 10;
    private static final Purpose WHY = Purpose.of("nodes that only the registrar knows", CLUSTER_HEALTH);

    private RegistrarNodes() {}

    static Set<String> ask(Asker asker, Entry entry, String word) {
        Set<String> names = new TreeSet<>();
        Optional<JsonNode> info = read(asker.ask(about(Question.of("", Tool.REGISTRAR_INFO, WHY), word), entry));
        info.ifPresent(said -> collect(said, names));
        if (info.map(said -> said.path("SupportRegisterApplication").asBoolean(false))
                .orElse(false)) {
            Question list = about(
                    Question.of("", Tool.APP_LIST, Purpose.of("whose places the registrar may know", CLUSTER_HEALTH)),
                    word);
            List<ApplicationInfo> applications =
                    asker.ask(list, entry).read(ApplicationInfo::list).orElse(List.of());
            applications.stream().limit(MOST_APPLICATIONS).forEach(application -> {
                Question places =
                        Question.of("", Tool.REGISTRAR_RESOLVE_APP, WHY).with("name", application.name());
                String[] words =
                        word.isEmpty() ? new String[] {application.name()} : new String[] {application.name(), word};
                read(asker.ask(places.about(words), entry)).ifPresent(said -> collect(said, names));
            });
        }
        return names;
    }

    private static Question about(Question question, String word) {
        return word.isEmpty() ? question : question.about(word);
    }

    private static Optional<JsonNode> read(Answer answer) {
        return answer.read((in, at) -> tree(in));
    }

    private static JsonNode tree(InputStream in) {
        try {
            return ForeignJson.mapper().readTree(in.readNBytes(4 << 20));
        } catch (IOException | tools.jackson.core.JacksonException e) {
            return ForeignJson.mapper().missingNode();
        }
    }

    /** Fields that name nodes: addresses of servers may have an '@' too and are not looked at. */
    private static void collect(JsonNode said, Set<String> names) {
        said.properties().forEach(field -> {
            if (field.getKey().equalsIgnoreCase("node") || field.getKey().equalsIgnoreCase("nodes")) {
                name(field.getValue(), names);
                field.getValue().forEach(each -> name(each, names));
            }
            collect(field.getValue(), names);
        });
        if (said.isArray()) {
            said.forEach(each -> collect(each, names));
        }
    }

    private static void name(JsonNode value, Set<String> names) {
        if (value.isString() && Roster.isNode(value.asString())) {
            names.add(value.asString());
        }
    }
}
