package ergodiag.mcp;

import java.io.IOException;
import java.io.InputStream;

/** Takes the text of a reply while it arrives. */
public interface TextReader {
    void read(InputStream text) throws IOException;
}
