package ergodiag.report;

import ergodiag.markup.TrackerMarkdown;
import freemarker.core.CommonMarkupOutputFormat;
import freemarker.core.CommonTemplateMarkupOutputModel;
import freemarker.core.DefaultTruncateBuiltinAlgorithm;
import freemarker.core.Environment;
import freemarker.template.SimpleScalar;
import freemarker.template.TemplateException;
import freemarker.template.TemplateModelException;
import java.io.IOException;
import java.io.Writer;

/**
 * Markdown as FreeMarker escapes it by itself, where a template begins with {@code <#ftl output_format="Markdown">}: every text becomes one
 * line of limited length, and what a reader or a tracker might take for more than words becomes code ({@link TrackerMarkdown}).
 */
final class Markdown extends CommonMarkupOutputFormat<Markdown.Text> {
    static final Markdown FORMAT = new Markdown();

    private static final int LONGEST = 700;

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
        return TrackerMarkdown.inline(cut(text.replaceAll("\\s+", " ")));
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
