package ergodiag.markup;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The document format of Atlassian's cloud (ADF, version 1), built node by node, so that nothing has to be escaped. A picture is named in a line: its node needs an id that the site
 * gives to what is attached.
 */
public final class AtlassianDocument implements Markup {
    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    @Override
    public String extension() {
        return "json";
    }

    @Override
    public String write(List<Block> blocks) {
        ObjectNode document = node("doc");
        document.put("version", 1);
        ArrayNode content = document.putArray("content");
        blocks.forEach(block -> content.add(block(block)));
        return JSON.writeValueAsString(document) + "\n";
    }

    private static ObjectNode block(Block block) {
        if (block instanceof Block.Heading heading) {
            ObjectNode node = node("heading");
            node.putObject("attrs").put("level", 2);
            node.putArray("content").add(text(heading.text()));
            return node;
        }
        if (block instanceof Block.Paragraph paragraph) {
            return paragraph(paragraph.line());
        }
        if (block instanceof Block.Entries entries) {
            return entries(entries);
        }
        if (block instanceof Block.Listing listing) {
            ObjectNode node = node("codeBlock");
            String lines = String.join("\n", listing.lines());
            if (!lines.isEmpty()) {
                node.putArray("content").add(text(lines));
            }
            return node;
        }
        Block.Picture picture = (Block.Picture) block;
        return paragraph(List.of(
                new Span.Words("Picture "), new Span.Code(picture.file()), new Span.Words(": " + picture.says())));
    }

    private static ObjectNode entries(Block.Entries entries) {
        ObjectNode list = node(entries.numbered() ? "orderedList" : "bulletList");
        ArrayNode items = list.putArray("content");
        for (Block.Entry entry : entries.entries()) {
            ObjectNode item = node("listItem");
            ArrayNode content = item.putArray("content").add(paragraph(entry.line()));
            if (!entry.below().isEmpty()) {
                content.add(entries(new Block.Entries(
                        false,
                        entry.below().stream()
                                .map(line -> new Block.Entry(line, List.of()))
                                .toList())));
            }
            items.add(item);
        }
        return list;
    }

    private static ObjectNode paragraph(List<Span> line) {
        ObjectNode node = node("paragraph");
        ArrayNode content = node.putArray("content");
        line.stream().filter(span -> !span.text().isEmpty()).forEach(span -> content.add(span(span)));
        return node;
    }

    private static ObjectNode span(Span span) {
        ObjectNode text = text(span.text());
        String mark = span instanceof Span.Strong ? "strong" : span instanceof Span.Code ? "code" : "";
        if (!mark.isEmpty()) {
            text.putArray("marks").addPOJO(Map.of("type", mark));
        }
        return text;
    }

    private static ObjectNode text(String text) {
        return node("text").put("text", text);
    }

    private static ObjectNode node(String type) {
        return JSON.createObjectNode().put("type", type);
    }
}
