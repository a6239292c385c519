package ergodiag;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.accessField;
import static com.tngtech.archunit.lang.conditions.ArchConditions.callMethod;
import static com.tngtech.archunit.lang.conditions.ArchConditions.callMethodWhere;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import ergodiag.findings.Finding;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The order of the house: which package may know which, and why. */
class HouseTest {
    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("ergodiag");

    private static final String FINDING = "ergodiag.findings.Finding";

    /** Where what a finding says is written out, and the finding itself. */
    private static final Set<String> WRITERS =
            Set.of(FINDING, "ergodiag.findings.FindingsJson", "ergodiag.analyze.compare.ComparisonJson");

    private static final Set<String> PROSE =
            Set.of("sentence", "title", "headline", "advice", "wouldChange", "nextCapture");
    private static final String PLAYBOOK = "ergodiag.analyze.Playbook";

    @Test
    void allModulesAreLookedAt() {
        assertThat(HOUSE.stream().map(JavaClass::getPackageName))
                .contains("ergodiag.bundle", "ergodiag.ergo", "ergodiag.cluster", "ergodiag.analyze", "ergodiag.cli");
    }

    @Test
    void theRulesCanFail() {
        assertThatThrownBy(() -> knowsOnly("ergodiag.ergo", "it does know the bundle", "ergodiag.ergo"))
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
    void theBundleKnowsNothingOfErgo() {
        knowsOnly("ergodiag.bundle", "the format must be readable for other systems and for years", "ergodiag.bundle");
    }

    @Test
    void onlyOnePlaceKnowsErgo() {
        knowsOnly(
                "ergodiag.ergo",
                "what a reply means is the same for whoever asked, so it must not know who asks",
                "ergodiag.ergo",
                "ergodiag.bundle");
    }

    @Test
    void theClientCarriesQuestionsAndKnowsNoPlan() {
        knowsOnly(
                "ergodiag.mcp",
                "the client is used by the capture and must not know what is captured",
                "ergodiag.mcp",
                "ergodiag.ergo",
                "ergodiag.bundle");
    }

    @Test
    void capturingDoesNotJudge() {
        knowsOnly(
                "ergodiag.capture..",
                "the program that runs beside production stays small and carries no playbooks, charts or templates",
                "ergodiag.capture..",
                "ergodiag.mcp",
                "ergodiag.ergo",
                "ergodiag.bundle");
    }

    @Test
    void theClusterIsBuiltFromABundle() {
        knowsOnly(
                "ergodiag.cluster",
                "the model is what was read, not what is thought of it",
                "ergodiag.cluster",
                "ergodiag.ergo",
                "ergodiag.bundle");
    }

    @Test
    void judgingDoesNotKnowHowItIsShown() {
        knowsOnly(
                "ergodiag.analyze..",
                "findings.json is the whole result; everything else is rendered from it",
                "ergodiag.analyze..",
                "ergodiag.cluster",
                "ergodiag.ergo",
                "ergodiag.bundle");
    }

    @Test
    void aReplayIsNotJudgedByItself() {
        knowsOnly(
                "ergodiag.replay",
                "a replayed node must answer as a real one does, whatever our client or playbooks expect",
                "ergodiag.replay",
                "ergodiag.ergo",
                "ergodiag.bundle");
    }

    @Test
    void aReportIsMadeOfFindings() {
        knowsOnly(
                "ergodiag.report..",
                "a report shows findings and evidence and asks nobody",
                "ergodiag.report..",
                "ergodiag.analyze",
                "ergodiag.cluster",
                "ergodiag.ergo",
                "ergodiag.bundle");
    }

    @Test
    void whatWorksOfflineHasNoNetworkClient() {
        check(noClasses()
                .that()
                .resideInAnyPackage(
                        "ergodiag.analyze..",
                        "ergodiag.report..",
                        "ergodiag.cluster..",
                        "ergodiag.replay..",
                        "ergodiag.bundle..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.net.http..")
                .because("a report is made from the bundle alone, on a machine that may have no network"));
    }

    @Test
    void playbooksSeeReadingsOnly() {
        check(
                noClasses()
                        .that()
                        .resideInAPackage("ergodiag.analyze.playbooks..")
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
                noReaderOfProse("ergodiag.analyze..")
                        .because(
                                "a sentence may be reworded, and holds names that anybody may have chosen: only typed fields decide"));
    }

    @Test
    void playbooksDoNotKnowEachOther() {
        check(classes()
                .that(DescribedPredicate.describe("are or belong to a playbook", type -> isPlaybook(outermost(type))))
                .should(notKnowAnotherPlaybook())
                .because("each playbook is one class, one page and one test, and a broken one costs itself only"));
    }

    @Test
    void onlyTheCommandLineTouchesTheTerminal() {
        check(
                noClasses()
                        .that(DescribedPredicate.not(
                                resideInAnyPackage("ergodiag.cli..").or(progressOfACapture())))
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
                .resideOutsideOfPackage("ergodiag.cli..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("ergodiag.cli..")
                .because("commands put the house together; nothing in the house may need them"));
    }

    @Test
    void noTwoPackagesNeedEachOther() {
        check(slices().matching("ergodiag.(**)")
                .should()
                .beFreeOfCycles()
                .because("a package that can be read alone can be understood and replaced alone"));
    }

    /** What a finding says is read where it is written out, by the finding itself, and by nobody else; a method reference is reading too. */
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
                        access -> access.getTargetOwner().getName().equals(FINDING)
                                && PROSE.contains(access.getTarget().getName())
                                && !isTitleOfAChart(access)));
    }

    private static boolean isTitleOfAChart(JavaAccess<?> access) {
        return access.getTarget().getName().equals("title")
                && access.getOriginOwner().getName().equals("ergodiag.playbooks.ChartTitles");
    }

    private static final class ReadsSentences {
        static boolean isStuck(Finding finding) {
            return finding.sentence().contains("stuck");
        }
    }

    private static final class ReadsByReference {
        static List<String> sorted(List<Finding> findings) {
            return findings.stream().map(Finding::sentence).sorted().toList();
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

    /** Packages that are not there yet break no rule. */
    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(HOUSE);
    }

    private static DescribedPredicate<JavaClass> progressOfACapture() {
        return DescribedPredicate.describe(
                "the progress line of a capture",
                type -> type.getPackageName().equals("ergodiag.capture")
                        && outermost(type).getSimpleName().startsWith("Progress"));
    }

    /** Neither itself nor by way of classes of the package that are no playbooks, such as those a long playbook is made of. */
    private static ArchCondition<JavaClass> notKnowAnotherPlaybook() {
        return new ArchCondition<>("not know another playbook") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                JavaClass playbook = outermost(type);
                Set<JavaClass> seen = new HashSet<>(Set.of(type));
                Deque<JavaClass> ahead = new ArrayDeque<>(seen);
                while (!ahead.isEmpty()) {
                    for (Dependency dependency : ahead.remove().getDirectDependenciesFromSelf()) {
                        JavaClass target = dependency.getTargetClass().getBaseComponentType();
                        if (!target.getPackageName().equals(playbook.getPackageName()) || !seen.add(target)) {
                            continue;
                        }
                        if (isPlaybook(outermost(target)) && !outermost(target).equals(playbook)) {
                            events.add(SimpleConditionEvent.violated(
                                    type, playbook.getSimpleName() + " gets there by: " + dependency.getDescription()));
                        } else {
                            ahead.add(target);
                        }
                    }
                }
            }
        };
    }

    private static boolean isPlaybook(JavaClass type) {
        return type.isAssignableTo(PLAYBOOK) && !type.getName().equals(PLAYBOOK);
    }

    private static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(HouseTest::outermost).orElse(type);
    }
}
