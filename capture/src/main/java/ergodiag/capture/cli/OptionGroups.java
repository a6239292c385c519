package ergodiag.capture.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Help;
import picocli.CommandLine.IModelTransformer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * Prints the options of {@code capture} in its help theme by theme, a theme being a class of options. It changes the help alone: groups of
 * picocli would change how words are read, too.
 */
final class OptionGroups implements IModelTransformer {
    private static final String REST = "Before and while it runs";

    /** The fields of {@link CaptureCommand} that hold options, and what their options are about. */
    private static final Map<String, String> THEMES = themes();

    private static Map<String, String> themes() {
        Map<String, String> themes = new LinkedHashMap<>();
        themes.put("entry", "Where to ask, and with which credentials");
        themes.put("scope", "What to ask, and how long to look");
        themes.put("watch", "What to listen to");
        themes.put("budget", "How much it may cost");
        themes.put("output", "Where the bundle goes, and what stands on it");
        themes.put("seal", "Who can open it");
        themes.put("attach", "What goes into it besides");
        themes.put("privacy", "What must not be in it");
        return themes;
    }

    @Override
    public CommandSpec transform(CommandSpec command) {
        command.usageMessage()
                .sectionMap()
                .put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, help -> options(help, command));
        return command;
    }

    private static String options(Help help, CommandSpec command) {
        List<OptionSpec> all = command.options();
        List<OptionSpec> rest = new ArrayList<>(all);
        StringBuilder text = new StringBuilder();
        THEMES.forEach((field, heading) -> {
            CommandSpec theme = command.mixins().get(field);
            List<OptionSpec> options = theme == null
                    ? List.of()
                    : all.stream()
                            .filter(option -> theme.findOption(option.longestName()) != null)
                            .toList();
            rest.removeAll(options);
            text.append(section(help, command, heading, options));
        });
        return text.append(section(help, command, REST, rest)).toString();
    }

    private static String section(Help help, CommandSpec command, String heading, List<OptionSpec> options) {
        if (options.isEmpty()) {
            return "";
        }
        // The widths are those of all options, so that the columns stand below each other.
        Help.Layout layout =
                help.createDefaultLayout(command.options(), command.positionalParameters(), help.colorScheme());
        layout.addAllOptions(options, help.parameterLabelRenderer());
        return String.format("%n%s%n%s", heading, layout);
    }
}
