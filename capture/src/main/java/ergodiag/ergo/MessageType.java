package ergodiag.ergo;

import ergodiag.bundle.Source;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * A registered type of messages: the reply of {@code message_type_info}.
 *
 * @param at the reply
 * @param name its name with the path of its package, {@code example.com/shop/Price}
 * @param kind what Go calls its kind: {@code struct}, {@code string}, ...
 * @param fields its exported fields
 */
public record MessageType(Source at, String name, String kind, List<Field> fields) {
    /** Types of the framework and its applications, which every node has. */
    private static final String FRAMEWORK = "ergo.services/";

    /**
     * A field.
     *
     * @param name as JSON calls it
     * @param type its type in Go
     * @param optional whether JSON leaves it out when it is empty
     * @param embedded whether it looks like an embedded structure, whose own fields JSON may show in its place
     */
    public record Field(String name, String type, boolean optional, boolean embedded) {}

    public MessageType {
        fields = List.copyOf(fields);
    }

    /** Reads one. @throws UnreadableReply when it is no such reply */
    public static MessageType read(InputStream in, Source at) {
        return Json.object(in, at, f -> new MessageType(f.at(), plain(f.text("type_name")), f.text("kind"), fields(f)));
    }

    /** The names of all registered types: the reply of {@code message_types}. @throws UnreadableReply when it is no list */
    public static List<String> names(InputStream in, Source at) {
        List<String> names = new ArrayList<>();
        Json.tree(in, at)
                .forEach(name ->
                        names.add(plain(name.isObject() ? name.path("Name").asString("") : name.asString(""))));
        names.removeIf(String::isEmpty);
        return List.copyOf(names);
    }

    /** A name without the mark that the registry puts before it. */
    private static String plain(String name) {
        return name.startsWith("#") ? name.substring(1) : name;
    }

    /** Whether a type of that name is the framework's own. */
    public static boolean isOfTheFramework(String name) {
        return name.startsWith(FRAMEWORK);
    }

    /** {@code shop/Price} of {@code example.com/shop/Price}: what people call it. */
    public static String shortName(String name) {
        int type = name.lastIndexOf('/');
        int folder = type < 0 ? -1 : name.lastIndexOf('/', type - 1);
        return name.substring(folder + 1);
    }

    /** Whether a message of this type shows just these fields in JSON. Others may show the same. */
    public boolean fits(Collection<String> told) {
        boolean open = fields.stream().anyMatch(field -> field.embedded() && !told.contains(field.name()));
        return kind.equals("struct")
                && fields.stream()
                        .allMatch(field -> field.optional() || field.embedded() || told.contains(field.name()))
                && (open
                        || told.stream()
                                .allMatch(name -> fields.stream()
                                        .anyMatch(field -> field.name().equals(name))));
    }

    private static List<Field> fields(Fields reply) {
        return Fields.list(reply.node().path("fields"), reply.at().member("fields"), MessageType::field).stream()
                .filter(field -> !field.name().equals("-"))
                .toList();
    }

    private static Field field(Fields f) {
        String tag = f.text("tag");
        int comma = tag.indexOf(',');
        String renamed = comma < 0 ? tag : tag.substring(0, comma);
        String type = f.text("type");
        boolean optional = comma >= 0 && (tag.contains(",omitempty") || tag.contains(",omitzero"));
        boolean embedded = renamed.isEmpty() && f.text("name").equals(type.substring(type.lastIndexOf('.') + 1));
        return new Field(renamed.isEmpty() ? f.text("name") : renamed, type, optional, embedded);
    }
}
