package ergodiag.report.chart;

import java.awt.Color;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;
import org.w3c.dom.Text;

/**
 * Writes the tree that Batik built as short SVG text: without the attributes that only repeat defaults, with coordinates to a tenth
 * of a pixel, ids that belong to this chart alone, and colours as variables of the style sheet.
 */
final class SvgText {
    private static final Set<String> NOISE = Set.of(
            "color-interpolation",
            "color-rendering",
            "image-rendering",
            "shape-rendering",
            "text-rendering",
            "stroke-miterlimit",
            "stroke-dashoffset",
            "xml:space",
            "font-weight",
            "font-style",
            "font-family");
    private static final Map<String, String> DEFAULTS = Map.of(
            "fill-opacity",
            "1",
            "stroke-opacity",
            "1",
            "stroke-width",
            "1",
            "stroke-linecap",
            "butt",
            "stroke-linejoin",
            "miter",
            "stroke-dasharray",
            "none",
            "stroke",
            "none",
            "opacity",
            "1",
            "fill",
            "black");
    private static final Pattern RGB = Pattern.compile("rgb\\((\\d+),\\s*(\\d+),\\s*(\\d+)\\)");
    private static final Pattern HEX = Pattern.compile("#([0-9a-fA-F]{6})");

    private final Measure measured;
    private final StringBuilder out = new StringBuilder(16_000);

    /** @param measured the width of a text at a font size, as it was measured when its place was chosen */
    SvgText(Measure measured) {
        this.measured = measured;
    }

    /** Measures texts. */
    interface Measure {
        int width(String text, float size);
    }

    /** The drawing under {@code root} as an SVG element of this size with this title as its text alternative. */
    String write(Element root, int width, int height, String label) {
        out.append("<svg");
        attribute("viewBox", "0 0 " + width + " " + height);
        attribute("role", "img");
        attribute("aria-label", label);
        attribute("font-family", "Liberation Sans, Arial, Helvetica, sans-serif");
        attribute("font-size", "12");
        out.append('>');
        children(root);
        return out.append("</svg>").toString();
    }

    private void children(Element element) {
        for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element part) {
                element(part);
            } else if (child instanceof Text text) {
                out.append(escaped(text.getData()));
            }
        }
    }

    private void element(Element element) {
        String name = element.getTagName();
        boolean container = name.equals("g") || name.equals("defs");
        if (container && !element.hasChildNodes()) {
            return;
        }
        Map<String, String> attributes = attributes(element);
        if (name.equals("text") && element.getTextContent().length() > 3) {
            // Holds a text to its place also where the reader's machine has other letters than we measured with.
            attributes.put("textLength", Integer.toString(measured.width(element.getTextContent(), size(element))));
        }
        if (container && attributes.isEmpty()) {
            children(element);
            return;
        }
        out.append('<').append(name);
        attributes.forEach(this::attribute);
        if (element.hasChildNodes()) {
            out.append('>');
            children(element);
            out.append("</").append(name).append('>');
        } else {
            out.append("/>");
        }
    }

    private static float size(Node text) {
        for (Node node = text; node instanceof Element element; node = node.getParentNode()) {
            if (element.hasAttribute("font-size")) {
                return Float.parseFloat(element.getAttribute("font-size").replace("px", ""));
            }
        }
        return 12;
    }

    private static Map<String, String> attributes(Element element) {
        Map<String, String> kept = new TreeMap<>();
        NamedNodeMap all = element.getAttributes();
        boolean group = element.getTagName().equals("g");
        for (int i = 0; i < all.getLength(); i++) {
            String name = all.item(i).getNodeName();
            String value = all.item(i).getNodeValue();
            boolean repeatsDefault = value.equals(DEFAULTS.get(name)) && group;
            boolean noise = NOISE.contains(name) || name.startsWith("xmlns") || value.equals("genericDefs");
            if (!noise && !repeatsDefault) {
                kept.put(name, value(name, value));
            }
        }
        return kept;
    }

    private static String value(String name, String value) {
        if (name.equals("fill") || name.equals("stroke")) {
            return colour(value);
        }
        if (name.equals("id") || name.equals("clip-path")) {
            return value;
        }
        return Tenths.of(value);
    }

    private static String colour(String value) {
        Matcher rgb = RGB.matcher(value);
        Matcher hex = HEX.matcher(value);
        Color color;
        if (rgb.matches()) {
            color = new Color(
                    Integer.parseInt(rgb.group(1)), Integer.parseInt(rgb.group(2)), Integer.parseInt(rgb.group(3)));
        } else if (hex.matches()) {
            color = new Color(Integer.parseInt(hex.group(1), 16));
        } else {
            return value;
        }
        return Theme.cssName(color);
    }

    private void attribute(String name, String value) {
        out.append(' ').append(name).append("=\"").append(escaped(value)).append('"');
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
