package assay.harness;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The arrows of the design: what a module may know of. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ArchitectureTest {

    private static final String[] ENGINE = {
        "assay",
        "assay.random..",
        "assay.condition..",
        "assay.bayes..",
        "assay.adaptive..",
        "assay.sequential..",
        "assay.distribution..",
        "assay.linear..",
        "assay.experiment..",
        "assay.nuisance..",
        "assay.observational..",
        "assay.offpolicy..",
        "assay.rounds..",
        "assay.switchback..",
        "assay.quasi..",
        "assay.geo..",
        "assay.sensitivity..",
        "assay.mediation..",
        "assay.baseline..",
        "assay.policy..",
        "assay.incrementality..",
        "assay.transport..",
        "assay.streamed..",
        "assay.tablesaw.."
    };

    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("assay");

    @Test
    void estimatorsKnowNothingOfWorlds() {
        noClasses()
                .that()
                .resideInAnyPackage(ENGINE)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "assay.dgp..",
                        "assay.data..",
                        "assay.site..",
                        "assay.harness..",
                        "assay.certificate..",
                        "assay.notebook..",
                        "assay.cli..")
                .check(classes);
    }

    @Test
    void worldsKnowTheEngineOnly() {
        noClasses()
                .that()
                .resideInAPackage("assay.dgp..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "assay.data..",
                        "assay.site..",
                        "assay.harness..",
                        "assay.certificate..",
                        "assay.notebook..",
                        "assay.cli..")
                .check(classes);
    }

    @Test
    void siteAndDataStandAlone() {
        noClasses()
                .that()
                .resideInAnyPackage("assay.site..", "assay.data..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "assay.dgp..", "assay.harness..", "assay.certificate..", "assay.notebook..", "assay.cli..")
                .allowEmptyShould(true)
                .check(classes);
    }

    @Test
    void certificatesKnowNoEstimatorAndNoWorld() {
        noClasses()
                .that()
                .resideInAPackage("assay.certificate..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "assay.dgp..", "assay.harness..", "assay.experiment..", "assay.observational..", "assay.cli..")
                .check(classes);
    }

    @Test
    void theHarnessKnowsNoInterface() {
        noClasses()
                .that()
                .resideInAPackage("assay.harness..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("assay.cli..", "assay.notebook..", "assay.site..")
                .check(classes);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().assignedFrom(new Parts()).should().beFreeOfCycles().check(classes);
    }

    /** Checks and decisions share the plan and the log of an experiment, and are one part. */
    private static final class Parts implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            String[] names = type.getPackageName().split("\\.", -1);
            if (names.length < 2) {
                return SliceIdentifier.ignore();
            }
            return SliceIdentifier.of(names[1].equals("trust") ? "decision" : names[1]);
        }

        @Override
        public String getDescription() {
            return "the parts of assay";
        }
    }
}
