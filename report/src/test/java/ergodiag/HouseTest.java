package ergodiag;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.accessField;
import static com.tngtech.archunit.lang.conditions.ArchConditions.callMethod;
import static com.tngtech.archunit.lang.conditions.ArchConditions.callMethodWhere;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import com.tngtech.archunit.library.dependencies.SliceRule;
import ergodiag.findings.Finding;
import ergodiag.findings.Prose;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;

/** The order of the house: which package may know which, and why. */
class HouseTest {
    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("ergodiag");

    /** More than that in one package cannot be overlooked. */
    private static final int MOST_CLASSES = 40;

    /** More lines than that are too many for a look. */
    private static final int MOST_LINES = 250;

    private static final String REASON = "Longer than others because ";

    /** Where what a finding says is written out, and the prose itself. */
    private static final Set<String> WRITERS =
            Set.of(Prose.class.getName(), "ergodiag.findings.FindingsJson", "ergodiag.findings.ComparisonJson");

    private static final Set<String> PROSE = Stream.of(Prose.class.getRecordComponents())
            .map(RecordComponent::getName)
            .collect(Collectors.toSet());

    /** Classes that may need each other, and why. */
    private static final Map<Set<String>, String> PAIRS = Map.ofEntries(
            entry(
                    Set.of("cli.DemoCommand", "cli.Main"),
                    "the demonstration is one of the commands, and runs the others as their users would"),
            entry(
                    Set.of("cluster.Cluster", "cluster.ClusterReader"),
                    "who wants the value asks the value for it, and need not know that reading it takes a class"),
            entry(
                    Set.of("cluster.Process", "cluster.Processes"),
                    "a process is a place among all of its node, which hand it out"),
            entry(
                    Set.of("ergo.Tool", "ergo.ToolReply"),
                    "a tool has a reply, whose form and traits everybody knows as the tool's own"),
            entry(
                    Set.of("ergo.pprof.GoroutineDump", "ergo.pprof.GoroutineDumpReader"),
                    "who wants the value asks the value for it, and need not know that reading it takes a class"),
            entry(
                    Set.of("ergo.pprof.GoroutineDump", "ergo.pprof.GoroutineGroupsReader"),
                    "who wants the value asks the value for it, and need not know that reading it takes a class"),
            entry(
                    Set.of("ergo.pprof.HeapProfile", "ergo.pprof.HeapTextReader"),
                    "who wants the value asks the value for it, and need not know that reading it takes a class"),
            entry(
                    Set.of("ergo.pprof.HeapProfile", "ergo.pprof.HeapRecordsReader"),
                    "who wants the value asks the value for it, and need not know that reading it takes a class"),
            entry(
                    Set.of("report.format.Format", "report.format.Report"),
                    "each format takes its part of the report, and the report is written in the formats asked for"));

    private static final String PLAYBOOK = "ergodiag.analyze.Playbook";

    /** The rooms of the house. A package with no room fails {@link #everyPackageHasARoom}. */
    private static final Map<String, String> ROOMS = Map.ofEntries(
            entry("bundle", "ergodiag.bundle.."),
            entry("ergo", "ergodiag.ergo.."),
            entry("mcp", "ergodiag.mcp"),
            entry("redact", "ergodiag.redact"),
            entry("redact.names", "ergodiag.redact.names"),
            entry("redact.text", "ergodiag.redact.text"),
            entry("capture.scope", "ergodiag.capture.scope"),
            entry("capture.ask", "ergodiag.capture.ask"),
            entry("capture.suspects", "ergodiag.capture.suspects"),
            entry("capture.lists", "ergodiag.capture.lists"),
            entry("capture.look", "ergodiag.capture.look"),
            entry("capture.metrics", "ergodiag.capture.metrics"),
            entry("capture.watch", "ergodiag.capture.watch"),
            entry("capture.reach", "ergodiag.capture.reach"),
            entry("capture.plan", "ergodiag.capture.plan"),
            entry("capture.close", "ergodiag.capture.close"),
            entry("capture", "ergodiag.capture"),
            entry("capture.cli", "ergodiag.capture.cli"),
            entry("cluster.attached", "ergodiag.cluster.attached"),
            entry("cluster", "ergodiag.cluster"),
            entry("cluster.stacks", "ergodiag.cluster.stacks"),
            entry("cluster.shape", "ergodiag.cluster.shape"),
            entry("cluster.inventory", "ergodiag.cluster.inventory"),
            entry("cluster.changes", "ergodiag.cluster.changes"),
            entry("cluster.calls", "ergodiag.cluster.calls"),
            entry("cluster.deaths", "ergodiag.cluster.deaths"),
            entry("cluster.metrics", "ergodiag.cluster.metrics"),
            entry("findings", "ergodiag.findings"),
            entry("analyze", "ergodiag.analyze"),
            entry("analyze.compare", "ergodiag.analyze.compare"),
            entry("analyze.excerpt", "ergodiag.analyze.excerpt"),
            entry("a playbook", "ergodiag.playbooks.*"),
            entry("playbooks", "ergodiag.playbooks"),
            entry("replay.web", "ergodiag.replay.web"),
            entry("replay.recording", "ergodiag.replay.recording"),
            entry("replay.tools", "ergodiag.replay.tools"),
            entry("replay.observer", "ergodiag.replay.observer"),
            entry("replay", "ergodiag.replay"),
            entry("report.chart", "ergodiag.report.chart"),
            entry("report", "ergodiag.report"),
            entry("report.format", "ergodiag.report.format"),
            entry("report.incident", "ergodiag.report.incident"),
            entry("incident.source", "ergodiag.incident.source"),
            entry("incident.log", "ergodiag.incident.log"),
            entry("incident.monitoring", "ergodiag.incident.monitoring"),
            entry("incident.people", "ergodiag.incident.people"),
            entry("incident", "ergodiag.incident"),
            entry("markup", "ergodiag.markup"),
            entry("ticket", "ergodiag.ticket"),
            entry("ticket.send", "ergodiag.ticket.send"),
            entry("cli", "ergodiag.cli"));

    @Test
    void everyPackageHasARoom() {
        check(classes()
                .that()
                .resideInAPackage("ergodiag..")
                .should()
                .resideInAnyPackage(ROOMS.values().toArray(String[]::new))
                .because("the plan of the house is complete"));
    }

    @Test
    void everyRoomKnowsOnlyWhatThePlanSays() {
        LayeredArchitecture plan = layeredArchitecture().consideringOnlyDependenciesInLayers();
        for (Map.Entry<String, String> room : ROOMS.entrySet()) {
            plan = plan.layer(room.getKey()).definedBy(room.getValue());
        }
        check(plan.whereLayer("bundle")
                .mayNotAccessAnyLayer()
                .whereLayer("ergo")
                .mayOnlyAccessLayers("bundle")
                .whereLayer("mcp")
                .mayOnlyAccessLayers("ergo", "bundle")
                .whereLayer("redact.text")
                .mayNotAccessAnyLayer()
                .whereLayer("redact")
                .mayOnlyAccessLayers("redact.text", "bundle")
                .whereLayer("redact.names")
                .mayOnlyAccessLayers("redact", "ergo", "bundle")
                .whereLayer("capture.scope")
                .mayOnlyAccessLayers("mcp", "ergo", "bundle")
                .whereLayer("capture.ask")
                .mayOnlyAccessLayers("capture.scope", "redact", "mcp", "ergo", "bundle")
                .whereLayer("capture.suspects")
                .mayOnlyAccessLayers("capture.scope", "ergo", "bundle")
                .whereLayer("capture.lists")
                .mayOnlyAccessLayers("capture.suspects", "capture.ask", "capture.scope", "ergo", "bundle")
                .whereLayer("capture.look")
                .mayOnlyAccessLayers(
                        "capture.lists", "capture.suspects", "capture.ask", "capture.scope", "ergo", "bundle")
                .whereLayer("capture.metrics")
                .mayOnlyAccessLayers("capture.ask", "capture.scope", "redact", "mcp", "ergo", "bundle")
                .whereLayer("capture.watch")
                .mayOnlyAccessLayers(
                        "capture.metrics",
                        "capture.look",
                        "capture.lists",
                        "capture.ask",
                        "capture.scope",
                        "redact",
                        "ergo",
                        "bundle")
                .whereLayer("capture.reach")
                .mayOnlyAccessLayers("capture.ask", "capture.scope", "redact", "mcp", "ergo", "bundle")
                .whereLayer("capture.plan")
                .mayOnlyAccessLayers(
                        "capture.watch",
                        "capture.look",
                        "capture.lists",
                        "capture.ask",
                        "capture.scope",
                        "ergo",
                        "bundle")
                .whereLayer("capture.close")
                .mayOnlyAccessLayers("capture.ask", "capture.scope", "redact.names", "redact", "ergo", "bundle")
                .whereLayer("capture")
                .mayOnlyBeAccessedByLayers("capture.cli")
                .whereLayer("cluster.attached")
                .mayOnlyAccessLayers("ergo", "bundle")
                .whereLayer("cluster")
                .mayOnlyAccessLayers("cluster.attached", "ergo", "bundle")
                .whereLayer("cluster.stacks")
                .mayOnlyAccessLayers("cluster", "ergo", "bundle")
                .whereLayer("cluster.shape")
                .mayOnlyAccessLayers("cluster", "ergo", "bundle")
                .whereLayer("cluster.inventory")
                .mayOnlyAccessLayers("cluster", "ergo", "bundle")
                .whereLayer("cluster.changes")
                .mayOnlyAccessLayers("cluster.shape", "cluster.inventory", "cluster", "ergo", "bundle")
                .whereLayer("cluster.calls")
                .mayOnlyAccessLayers("cluster.stacks", "cluster", "ergo", "bundle")
                .whereLayer("cluster.deaths")
                .mayOnlyAccessLayers("cluster", "ergo", "bundle")
                .whereLayer("cluster.metrics")
                .mayOnlyAccessLayers("cluster", "ergo", "bundle")
                .whereLayer("findings")
                .mayOnlyAccessLayers("ergo", "bundle")
                .whereLayer("analyze")
                .mayOnlyAccessLayers("findings", "cluster.changes", "cluster", "ergo", "bundle")
                .whereLayer("analyze.compare")
                .mayOnlyAccessLayers("findings", "bundle")
                .whereLayer("analyze.excerpt")
                .mayOnlyAccessLayers("findings", "ergo", "bundle")
                .whereLayer("incident.people")
                .mayOnlyAccessLayers("incident.source", "redact", "bundle")
                .whereLayer("incident.monitoring")
                .mayOnlyAccessLayers("incident.source", "findings", "redact", "ergo", "bundle")
                .whereLayer("a playbook")
                .mayOnlyAccessLayers(
                        "analyze",
                        "findings",
                        "cluster.stacks",
                        "cluster.calls",
                        "cluster.deaths",
                        "cluster.metrics",
                        "cluster.shape",
                        "cluster.inventory",
                        "cluster",
                        "ergo",
                        "bundle")
                .whereLayer("playbooks")
                .mayOnlyAccessLayers("a playbook", "analyze", "findings", "bundle")
                .whereLayer("replay.web")
                .mayNotAccessAnyLayer()
                .whereLayer("replay.recording")
                .mayOnlyAccessLayers("ergo", "bundle")
                .whereLayer("replay.tools")
                .mayOnlyAccessLayers("replay.recording", "ergo", "bundle")
                .whereLayer("replay.observer")
                .mayOnlyAccessLayers("replay.tools", "replay.recording", "ergo", "bundle")
                .whereLayer("replay")
                .mayOnlyAccessLayers(
                        "replay.observer", "replay.tools", "replay.recording", "replay.web", "ergo", "bundle")
                .whereLayer("report.chart")
                .mayOnlyAccessLayers("findings", "bundle")
                .whereLayer("report")
                .mayOnlyAccessLayers("markup", "report.chart", "findings", "bundle")
                .whereLayer("report.format")
                .mayOnlyAccessLayers(
                        "report.incident",
                        "report",
                        "report.chart",
                        "incident.people",
                        "incident",
                        "findings",
                        "bundle")
                .whereLayer("report.incident")
                .mayOnlyAccessLayers(
                        "report",
                        "report.chart",
                        "markup",
                        "incident.people",
                        "incident.source",
                        "incident",
                        "findings",
                        "bundle")
                .whereLayer("incident")
                .mayOnlyAccessLayers("incident.people", "incident.source", "analyze.compare", "findings", "bundle")
                .whereLayer("incident.source")
                .mayOnlyAccessLayers("findings")
                .whereLayer("incident.log")
                .mayOnlyAccessLayers("incident.source", "findings", "cluster", "redact", "ergo", "bundle")
                .whereLayer("markup")
                .mayNotAccessAnyLayer()
                .whereLayer("ticket")
                .mayOnlyAccessLayers("markup", "report", "report.chart", "findings", "bundle")
                .whereLayer("ticket.send")
                .mayOnlyAccessLayers("ticket", "bundle")
                .whereLayer("capture.cli")
                .mayOnlyBeAccessedByLayers("cli")
                .whereLayer("cli")
                .mayNotBeAccessedByAnyLayer()
                .because("a package that can be read alone can be understood and replaced alone"));
    }

    @Test
    void noRoomIsCrowded() {
        assertThat(HOUSE.stream()
                        .filter(type -> type.getEnclosingClass().isEmpty())
                        .filter(type -> !type.getSimpleName().equals("package-info"))
                        .collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting())))
                .isNotEmpty()
                .allSatisfy((name, classes) -> assertThat(classes).as(name).isLessThanOrEqualTo(MOST_CLASSES));
    }

    /** Where cutting by concept would not help, the class says why; one that has become short says it no longer. */
    @Test
    void noClassIsLongWithoutAReason() throws IOException {
        List<Path> sources = new ArrayList<>();
        for (String module : List.of("capture", "analyze", "report")) {
            try (Stream<Path> files = Files.walk(Path.of("..", module, "src", "main", "java"))) {
                files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
            }
        }
        assertThat(sources).hasSizeGreaterThan(HOUSE.size() / 4);
        for (Path source : sources) {
            String name = source.getFileName().toString().replace(".java", "");
            String text = Files.readString(source);
            assertThat(saysWhyItIsLong(name, text)).as(source.toString()).isEqualTo(isLong(text));
        }
    }

    @Test
    void aLongClassIsSeen() {
        String tooLong = "final class Long {" + "\n".repeat(MOST_LINES) + "}";
        String why = "/**\n * Much.\n *\n * <p>" + REASON + "it must be.\n */\n";
        assertThat(isLong(tooLong)).isTrue();
        assertThat(isLong("final class Long {}")).isFalse();
        assertThat(saysWhyItIsLong("Long", "/** Much. */\n" + tooLong)).isFalse();
        assertThat(saysWhyItIsLong("Long", tooLong + why)).isFalse();
        assertThat(saysWhyItIsLong("Long", why + tooLong)).isTrue();
    }

    private static boolean isLong(String text) {
        return text.lines().count() > MOST_LINES;
    }

    /** The reason must be in what stands before the class itself, not at one of its members. */
    private static boolean saysWhyItIsLong(String name, String text) {
        Matcher start = Pattern.compile("(?m)^(public )?(final |sealed |abstract )*(class|record|enum|interface) "
                        + Pattern.quote(name) + "\\b")
                .matcher(text);
        return start.find() && text.substring(0, start.start()).contains(REASON);
    }

    @Test
    void noTwoClassesHaveTheSameName() {
        assertThat(HOUSE.stream()
                        .filter(type -> type.getEnclosingClass().isEmpty())
                        .filter(type -> !type.getSimpleName().equals("package-info"))
                        .collect(Collectors.groupingBy(JavaClass::getSimpleName)))
                .isNotEmpty()
                .allSatisfy((name, classes) -> assertThat(classes).as(name).hasSize(1));
    }

    @Test
    void noTwoClassesNeedEachOther() {
        SliceRule rule = slices().assignedFrom(new EachClass()).should().beFreeOfCycles();
        for (Set<String> pair : PAIRS.keySet()) {
            rule = rule.ignoreDependency(isOneOf(pair), isOneOf(pair));
        }
        check(rule.because("a class that can be read alone can be understood and tested alone"));
    }

    @Test
    void everyPairOfClassesDoesNeedEachOther() {
        assertThat(PAIRS.keySet())
                .allSatisfy(pair -> assertThat(HOUSE.stream()
                                .filter(isOneOf(pair))
                                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                                .filter(need -> isOneOf(pair).test(need.getTargetClass()))
                                .map(need -> outermost(need.getOriginClass()).getName() + " needs "
                                        + outermost(need.getTargetClass()).getName())
                                .filter(need ->
                                        !need.replaceAll(" needs .*", "").equals(need.replaceAll(".* needs ", "")))
                                .distinct())
                        .hasSize(2));
    }

    private static DescribedPredicate<JavaClass> isOneOf(Set<String> names) {
        return DescribedPredicate.describe(
                "is one of " + names,
                type -> names.contains(outermost(type).getName().replaceFirst("^ergodiag\\.", "")));
    }

    /** Each class with what stands in it. */
    private static final class EachClass implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            return SliceIdentifier.of(outermost(type).getName());
        }

        @Override
        public String getDescription() {
            return "each class with what stands in it";
        }
    }

    @Test
    void theRulesCanFail() {
        assertThatThrownBy(() -> knowsOnly("ergodiag.ergo", "it does know the bundle", "ergodiag.ergo.."))
                .isInstanceOf(AssertionError.class);
        for (Class<?> reader : List.of(ReadsSentences.class, ReadsByReference.class)) {
            assertThatThrownBy(() -> noReaderOfProse("ergodiag").check(new ClassFileImporter().importClasses(reader)))
                    .isInstanceOf(AssertionError.class);
        }
        assertThatThrownBy(() -> check(
                        noClasses().that().resideInAPackage("ergodiag.cli..").should(accessField(System.class, "out"))))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void capturingDoesNotJudge() {
        knowsOnly(
                "ergodiag.capture..",
                "the program that runs beside production stays small and carries no playbooks, charts or templates",
                "ergodiag.capture..",
                "ergodiag.redact..",
                "ergodiag.mcp",
                "ergodiag.ergo..",
                "ergodiag.bundle..");
    }

    @Test
    void whatOthersWroteIsParsedAtOnePlace() {
        check(
                noClasses()
                        .that()
                        .resideOutsideOfPackage("ergodiag.bundle.foreign")
                        .and()
                        .doNotHaveFullyQualifiedName("ergodiag.mcp.Envelope")
                        .and()
                        .doNotHaveFullyQualifiedName("ergodiag.replay.Rpc")
                        .and()
                        .doNotHaveFullyQualifiedName("ergodiag.replay.ObserverRequest")
                        .and()
                        .doNotHaveFullyQualifiedName("ergodiag.report.format.SarifJson")
                        .and()
                        .doNotHaveFullyQualifiedName("ergodiag.markup.AtlassianDocument")
                        .should(callMethod(JsonMapper.class, "shared"))
                        .orShould(callMethod(JsonMapper.class, "builder"))
                        .orShould(callMethod(JsonMapper.class, "builder", JsonFactory.class))
                        .because(
                                "numbers that cannot be and halves of characters are mended there; an envelope is streamed up to"
                                        + " the text in it, a replay gives the id of a question back as it is, SARIF and documents of Atlassian are only written"));
    }

    @Test
    void whatWorksOfflineHasNoNetworkClient() {
        check(noClasses()
                .that()
                .resideInAnyPackage(
                        "ergodiag.analyze..",
                        "ergodiag.findings..",
                        "ergodiag.playbooks..",
                        "ergodiag.report..",
                        "ergodiag.cluster..",
                        "ergodiag.replay..",
                        "ergodiag.incident..",
                        "ergodiag.markup",
                        "ergodiag.ticket",
                        "ergodiag.cli",
                        "ergodiag.bundle..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.net.http..")
                .because("a report is made from the bundle alone, on a machine that may have no network"));
    }

    @Test
    void onlyTheCommandForTicketsSends() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage("ergodiag.ticket.send")
                .and(DescribedPredicate.not(
                        isOneOf(Set.of("cli.TicketCommand", "cli.TicketFolder", "cli.SendOptions"))))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("ergodiag.ticket.send")
                .because("no other command may send anything anywhere"));
    }

    @Test
    void playbooksSeeReadingsOnly() {
        check(
                noClasses()
                        .that()
                        .resideInAPackage("ergodiag.playbooks.*")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(
                                "tools.jackson..", "com.fasterxml.jackson..", "java.io..", "java.nio.file..")
                        .because(
                                "a playbook judges readings; a gap in JSON or files must have become 'cannot tell' before it gets there"));
    }

    @Test
    void noSentenceDecides() {
        check(
                noReaderOfProse("ergodiag.analyze..", "ergodiag.findings..", "ergodiag.playbooks..")
                        .because(
                                "a sentence may be reworded, and holds names that anybody may have chosen: only typed fields decide"));
    }

    @Test
    void playbooksDoNotKnowEachOther() {
        check(slices().matching("ergodiag.playbooks.(*)")
                .should()
                .notDependOnEachOther()
                .because(
                        "each playbook is one room with its class, page and test, and a broken one costs itself only"));
    }

    @Test
    void everyPlaybookHasARoomOfItsOwn() {
        List<JavaClass> playbooks = HOUSE.stream()
                .filter(type -> type.isAssignableTo(PLAYBOOK) && !type.getName().equals(PLAYBOOK))
                .toList();
        assertThat(playbooks.stream().map(JavaClass::getPackageName))
                .hasSizeGreaterThanOrEqualTo(10)
                .doesNotHaveDuplicates()
                .allMatch(name -> name.startsWith("ergodiag.playbooks."));
    }

    @Test
    void onlyTheCommandLineTouchesTheTerminal() {
        check(
                noClasses()
                        .that(DescribedPredicate.not(resideInAnyPackage("ergodiag.cli..", "ergodiag.capture.cli..")))
                        .should(accessField(System.class, "out")
                                .or(accessField(System.class, "err"))
                                .or(accessField(System.class, "in"))
                                .or(callMethod(System.class, "exit", int.class))
                                // Without an argument: into a writer that was handed in it may go.
                                .or(callMethodWhere(DescribedPredicate.describe(
                                        "a stack trace goes to the terminal",
                                        call -> call.getName().equals("printStackTrace")
                                                && call.getTarget()
                                                        .getRawParameterTypes()
                                                        .isEmpty()))))
                        .because(
                                "commands get their streams handed in, so that tests see what users see, and one place maps errors to exit codes"));
    }

    @Test
    void nothingKnowsTheCommandLine() {
        check(noClasses()
                .that()
                .resideOutsideOfPackages("ergodiag.cli..", "ergodiag.capture.cli..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("ergodiag.cli..", "ergodiag.capture.cli..")
                .because("commands put the house together; nothing in the house may need them"));
    }

    @Test
    void noTwoPackagesNeedEachOther() {
        check(slices().matching("ergodiag.(**)")
                .should()
                .beFreeOfCycles()
                .because("a package that can be read alone can be understood and replaced alone"));
    }

    /** What a finding says is read where it is written out, by the prose itself, and by nobody else; a method reference is reading too. */
    private static ArchRule noReaderOfProse(String... packages) {
        return noClasses()
                .that()
                .resideInAnyPackage(packages)
                .and(DescribedPredicate.describe(
                        "do not write findings out",
                        type -> !WRITERS.contains(outermost(type).getFullName())))
                .should()
                .accessTargetWhere(DescribedPredicate.describe(
                        "prose of a finding is read",
                        access -> access.getTargetOwner().isEquivalentTo(Prose.class)
                                && PROSE.contains(access.getTarget().getName())
                                && !isTitleOfAChart(access)));
    }

    private static boolean isTitleOfAChart(JavaAccess<?> access) {
        return access.getTarget().getName().equals("title")
                && access.getOriginOwner().getName().equals("ergodiag.analyze.ChartTitles");
    }

    private static final class ReadsSentences {
        static boolean isStuck(Finding finding) {
            return finding.prose().sentence().contains("stuck");
        }
    }

    private static final class ReadsByReference {
        static List<String> sorted(List<Finding> findings) {
            return findings.stream()
                    .map(Finding::prose)
                    .map(Prose::sentence)
                    .sorted()
                    .toList();
        }
    }

    private static void knowsOnly(String itself, String reason, String... packages) {
        check(noClasses()
                .that()
                .resideInAPackage(itself)
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage("ergodiag..").and(DescribedPredicate.not(resideInAnyPackage(packages))))
                .because(reason));
    }

    private static void check(ArchRule rule) {
        rule.check(HOUSE);
    }

    private static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(HouseTest::outermost).orElse(type);
    }
}
