package ergodiag.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DataSizeTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0 B",
        "999, 999 B",
        "1000, 1 KB",
        "999999, 999 KB",
        "1000000, 1 MB",
        "1048576, 1 MB",
        "1550000, 1.6 MB",
        "10000000, 10 MB",
        "2000000000, 2 GB",
        "1234500000000, '1,234.5 GB'"
    })
    void aSizeIsPrintedInPowersOfTen(long bytes, String text) {
        assertThat(new DataSize(bytes)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"100KB", "7 MB", "10mb", "2GB"})
    void whatIsPrintedMeansWhatWasTyped(String typed) {
        DataSize read = DataSize.of(typed).orElseThrow();
        assertThat(DataSize.of(read.toString())).contains(read);
    }
}
