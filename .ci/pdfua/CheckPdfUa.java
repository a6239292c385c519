import java.io.FileInputStream;
import java.io.InputStream;
import java.util.Map;
import java.util.TreeMap;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** Holds PDF files against PDF/UA-1 with veraPDF and prints each rule that is broken, how often, and where first; 1 when any is. */
public class CheckPdfUa {
    public static void main(String[] files) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        boolean good = files.length > 0;
        for (String file : files) {
            try (InputStream in = new FileInputStream(file);
                    PDFAParser parser = Foundries.defaultInstance().createParser(in, PDFAFlavour.PDFUA_1)) {
                PDFAValidator validator =
                        Foundries.defaultInstance().createValidator(PDFAFlavour.PDFUA_1, 1000, false, false, false);
                ValidationResult result = validator.validate(parser);
                System.out.println(file + ": " + (result.isCompliant() ? "PDF/UA-1" : "not PDF/UA-1") + ", "
                        + result.getTotalAssertions() + " checks");
                good &= result.isCompliant();
                Map<String, Integer> times = new TreeMap<>();
                Map<String, String> first = new TreeMap<>();
                for (TestAssertion broken : result.getTestAssertions()) {
                    String rule = broken.getRuleId().getClause() + "-" + broken.getRuleId().getTestNumber();
                    times.merge(rule, 1, Integer::sum);
                    first.putIfAbsent(rule, broken.getMessage() + " at " + broken.getLocation().getContext());
                }
                times.forEach((rule, count) -> System.out.println("  " + rule + " x " + count + ": " + first.get(rule)));
            }
        }
        System.exit(good ? 0 : 1);
    }
}
