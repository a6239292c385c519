package ergodiag.report.format;

import com.openhtmltopdf.resource.FSEntityResolver;
import ergodiag.bundle.UserError;
import java.io.IOException;
import java.io.StringReader;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/** Reads the page that is printed. Straight into its tree: the way round that the layout has of its own goes through a transformation. */
final class Xhtml {
    private Xhtml() {}

    /**
     * The tree of a page; nothing it names is fetched.
     *
     * @throws UserError when it is not well-formed, as only a template of the user makes it
     */
    static Document parse(String xhtml) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://xml.org/sax/features/external-general-entities", false);
            factory.setFeature("http://xml.org/sax/features/external-parameter-entities", false);
            factory.setNamespaceAware(true);
            DocumentBuilder builder = factory.newDocumentBuilder();
            builder.setEntityResolver(FSEntityResolver.instance());
            builder.setErrorHandler(new Strict());
            return builder.parse(new InputSource(new StringReader(xhtml)));
        } catch (SAXException e) {
            throw new UserError(
                    "Laying out the report with the template print.ftlh: the page is no XHTML (" + e.getMessage()
                            + "); correct the template in the folder given with --templates, or leave the option out.",
                    e);
        } catch (IOException | ParserConfigurationException e) {
            throw new IllegalStateException("a page in memory cannot be read", e);
        }
    }

    /** Says nothing on the screen. */
    private static final class Strict implements ErrorHandler {
        @Override
        public void warning(SAXParseException warning) {
            // a page is laid out all the same
        }

        @Override
        public void error(SAXParseException error) {
            // so it is
        }

        @Override
        public void fatalError(SAXParseException error) throws SAXException {
            throw error;
        }
    }
}
