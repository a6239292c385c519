package ergodiag.report;

import freemarker.core.CommonMarkupOutputFormat;
import freemarker.core.CommonTemplateMarkupOutputModel;
import freemarker.core.DefaultTruncateBuiltinAlgorithm;
import freemarker.core.Environment;
import freemarker.template.SimpleScalar;
import freemarker.template.TemplateException;
import freemarker.template.TemplateModelException;
import java.io.IOException;
import java.io.Writer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Markdown as FreeMarker escapes it by itself, where a template begins with {@code <#ftl output_format="Markdown">}: every text becomes one
 * line of limited length, and marks, entities, mentions and references in it lose their meaning; names of nodes
 * that look like mail addresses become code.
 */
final class Markdown extends CommonMarkupOutputFormat<Markdown.Text> {
    static final Markdown FORMAT = new Markdown();

    private static final int LONGEST = 700;
    /** What a tracker makes a mail link of unless it is code: a node whose host has dots. */
    private static final Pattern ADDRESS = Pattern.compile("[A-Za-z0-9._+-]+@[A-Za-z0-9_-]+(?:\\.[A-Za-z0-9_-]+)+");

    private static final SimpleScalar CUT = new SimpleScalar("…");

    private Markdown() {}

    /** A text that is Markdown already, or becomes it when it is written. */
    static final class Text extends CommonTemplateMarkupOutputModel<Text> {
        private Text(String plain, String markup) {
            super(plain, markup);
        }

        @Override
        public Markdown getOutputFormat() {
            return FORMAT;
        }
    }

    @Override
    public String getName() {
        return "Markdown";
    }

    @Override
    public String getMimeType() {
        return "text/markdown";
    }

    @Override
    public void output(String text, Writer out) throws IOException, TemplateModelException {
        out.write(escapePlainText(text));
    }

    @Override
    public String escapePlainText(String text) throws TemplateModelException {
        String line = cut(text.replaceAll("\\s+", " "));
        StringBuilder escaped = new StringBuilder();
        Matcher address = ADDRESS.matcher(line);
        int from = 0;
        while (address.find()) {
            escaped.append(escaped(line.substring(from, address.start())))
                    .append('`')
                    .append(address.group())
                    .append('`');
            from = address.end();
        }
        return escaped.append(escaped(line.substring(from)))
                .toString()
                .replaceAll("^([-+=])", "\\\\$1")
                .replaceAll("^([0-9]+)([.)] )", "$1\\\\$2");
    }

    private static String escaped(String text) {
        return text.replaceAll("([\\\\`*_\\[\\]<>|#~$&{}])", "\\\\$1")
                // An invisible joiner keeps trackers from seeing a mention or a reference.
                .replaceAll("(^|[^A-Za-z0-9])@(?=[A-Za-z0-9])", "$1@\u2060")
                .replaceAll("([#!$&%~])(?=[0-9])", "$1\u2060");
    }

    private static String cut(String text) throws TemplateModelException {
        try {
            return DefaultTruncateBuiltinAlgorithm.UNICODE_INSTANCE
                    .truncateC(text, LONGEST, CUT, null, Environment.getCurrentEnvironment())
                    .getAsString();
        } catch (TemplateModelException e) {
            throw e;
        } catch (TemplateException e) {
            throw new TemplateModelException("cutting a text", e);
        }
    }

    @Override
    public boolean isLegacyBuiltInBypassed(String name) {
        return false;
    }

    @Override
    protected Text newTemplateMarkupOutputModel(String plain, String markup) {
        return new Text(plain, markup);
    }
}
