package ergodiag.capture.cli;

import ergodiag.bundle.DataSize;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code 500KB}, {@code 50MB} or {@code 1GB}. */
public final class SizeOption implements ITypeConverter<DataSize> {
    @Override
    public DataSize convert(String text) {
        return DataSize.of(text)
                .orElseThrow(
                        () -> new TypeConversionException("'" + text + "' is not a size; write 500KB, 50MB or 1GB."));
    }
}
