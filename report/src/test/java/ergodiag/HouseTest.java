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
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.junit.jupiter.api.Test;

/** The order of the house: which package may know which, and why. */
class HouseTest {
    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("ergodiag");

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
    void playbooksDoNotKnowEachOther() {
        check(classes()
                .that()
                .resideInAPackage("ergodiag.analyze.playbooks..")
                .and()
                .doNotHaveSimpleName("Playbooks")
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
                                .or(callMethodWhere(DescribedPredicate.describe(
                                        "a stack trace is printed",
                                        call -> call.getName().equals("printStackTrace")))))
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
                // The one convenience: judging with all ten playbooks without naming them.
                .ignoreDependency(nameIs("ergodiag.analyze.Analysis"), nameIs("ergodiag.analyze.playbooks.Playbooks"))
                .because("a package that can be read alone can be understood and replaced alone"));
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

    private static ArchCondition<JavaClass> notKnowAnotherPlaybook() {
        return new ArchCondition<>("not know another playbook") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                    JavaClass other = outermost(dependency.getTargetClass().getBaseComponentType());
                    boolean playbook =
                            other.isAssignableTo(PLAYBOOK) && !other.getName().equals(PLAYBOOK);
                    if (playbook && !other.equals(outermost(type))) {
                        events.add(SimpleConditionEvent.violated(type, dependency.getDescription()));
                    }
                }
            }
        };
    }

    private static DescribedPredicate<JavaClass> nameIs(String name) {
        return DescribedPredicate.describe(
                "named " + name, type -> type.getName().equals(name));
    }

    private static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(HouseTest::outermost).orElse(type);
    }
}
