package ergodiag.report;

import ergodiag.bundle.UserError;
import ergodiag.report.chart.Medium;
import freemarker.cache.ClassTemplateLoader;
import freemarker.cache.FileTemplateLoader;
import freemarker.cache.MultiTemplateLoader;
import freemarker.cache.TemplateLoader;
import freemarker.core.TemplateClassResolver;
import freemarker.template.Configuration;
import freemarker.template.DefaultObjectWrapper;
import freemarker.template.SimpleScalar;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import freemarker.template.TemplateHashModel;
import freemarker.template.TemplateModel;
import freemarker.template.TemplateModelException;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;

/**
 * The templates, packaged or replaced one by one by those in a folder of the user. Every text is cleaned when a template touches it
 * and escaped by the engine; a template can call nothing but what it is given.
 */
public final class Templates {
    private final Configuration engine;

    public Templates(Optional<Path> overrides) {
        engine = new Configuration(Configuration.VERSION_2_3_34);
        engine.setTemplateLoader(loader(overrides));
        engine.setDefaultEncoding(StandardCharsets.UTF_8.name());
        engine.setRecognizeStandardFileExtensions(true);
        engine.setRegisteredCustomOutputFormats(List.of(Markdown.FORMAT));
        engine.setLocale(Locale.ROOT);
        engine.setTimeZone(TimeZone.getTimeZone("UTC"));
        engine.setNumberFormat("computer");
        engine.setLocalizedLookup(false);
        engine.setAPIBuiltinEnabled(false);
        engine.setNewBuiltinClassResolver(TemplateClassResolver.ALLOWS_NOTHING_RESOLVER);
        engine.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
        engine.setLogTemplateExceptions(false);
    }

    /**
     * The page laid out by this template.
     *
     * @throws UserError when the template, as replaced by the user, is wrong
     */
    public String render(String template, Object page, Medium medium) {
        StringWriter out = new StringWriter();
        try {
            engine.getTemplate(template).process(Map.of("page", page), out, new CleaningWrapper(medium));
        } catch (TemplateException | IOException e) {
            throw new UserError(
                    "Laying out the report with the template " + template + ": " + e.getMessage()
                            + "; correct the template in the folder given with --templates, or leave the option out.",
                    e);
        }
        return out.toString();
    }

    private static TemplateLoader loader(Optional<Path> overrides) {
        TemplateLoader packaged = new ClassTemplateLoader(Templates.class.getClassLoader(), "ergodiag/templates");
        if (overrides.isEmpty()) {
            return packaged;
        }
        Path folder = overrides.get();
        if (!Files.isDirectory(folder)) {
            throw new UserError(
                    "Reading templates: " + folder + " is not a folder; give one that holds the templates to replace.");
        }
        try {
            return new MultiTemplateLoader(new TemplateLoader[] {new FileTemplateLoader(folder.toFile()), packaged});
        } catch (IOException e) {
            throw new UserError("Reading templates from " + folder + ": " + e.getMessage() + "; check the folder.", e);
        }
    }

    /** Cleans every text on its way into a template, except drawings, which are made of cleaned text already. */
    private static final class CleaningWrapper extends DefaultObjectWrapper {
        private final Medium medium;

        CleaningWrapper(Medium medium) {
            super(Configuration.VERSION_2_3_34);
            this.medium = medium;
        }

        @Override
        public TemplateModel wrap(Object object) throws TemplateModelException {
            if (object instanceof Page page) {
                List<TemplateHashModel> parts = new ArrayList<>();
                for (Record part : page.parts()) {
                    parts.add((TemplateHashModel) super.wrap(part));
                }
                return new Parts(parts);
            }
            return object instanceof String text ? new SimpleScalar(medium.text(text)) : super.wrap(object);
        }
    }

    /** The parts of a page as one: a template need not know in which of them a name stands. */
    private record Parts(List<TemplateHashModel> parts) implements TemplateHashModel {
        @Override
        public @Nullable TemplateModel get(String name) throws TemplateModelException {
            for (TemplateHashModel part : parts) {
                TemplateModel found = part.get(name);
                if (found != null) {
                    return found;
                }
            }
            return null;
        }

        @Override
        public boolean isEmpty() {
            return false;
        }
    }
}
